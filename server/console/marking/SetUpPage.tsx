import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { markingRoutes, type QueueSetUp } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { FaultNote, Loaded } from '../ui/States.tsx';
import { exampleKnown } from './example.ts';
import { KnownForm } from './KnownForm.tsx';
import s from './Quality.module.css';
import { setUpQuery } from './queries.ts';
import { readAs } from './read-as.ts';
import { SchemeForm } from './SchemeForm.tsx';
import { SchemeTable } from './SchemeTable.tsx';

/** An administrator's page for one question: the marking scheme, and practice and seed responses. */
export function SetUpPage({ queue }: { queue: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(setUpQuery(queue));
  return (
    <Page title={query.data?.item ?? t('marking.setUp')} lead={<Link to="/marking-quality">{t('marking.backToQuality')}</Link>}>
      <Loaded query={query}>{(page) => <Body page={page} />}</Loaded>
    </Page>
  );
}

function Body({ page }: { page: QueueSetUp }) {
  const t = useText();
  return (
    <>
      <Section title={t('marking.question')}>
        <div dir="auto">
          {page.question.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </Section>
      <Section title={t('marking.scheme')}>
        {page.begun && page.scheme ? (
          <div className={s.json}>
            <p>{t('marking.begun')}</p>
            <SchemeTable scheme={page.scheme} />
          </div>
        ) : (
          <SchemeForm key={JSON.stringify(page.scheme)} page={page} />
        )}
      </Section>
      <Section title={t('marking.known')}>
        <div className={s.json}>
          <p>{t('marking.knownHelp')}</p>
          <ol className={s.known}>
            {page.known.map((known) => (
              <li key={`${known.kind} ${known.text}`}>
                <b>{t(`marking.kind.${known.kind}`)}</b> ·{' '}
                {Object.entries(known.levels)
                  .map(([id, points]) => `${id}: ${points}`)
                  .join(', ')}
                <p dir="auto">{known.text}</p>
              </li>
            ))}
          </ol>
          {page.scheme && (
            <>
              <KnownForm key={JSON.stringify(page.scheme)} queue={page.queue} scheme={page.scheme} max={page.max} />
              <details>
                <summary>{t('marking.knownJson')}</summary>
                <JsonForm
                  label={t('marking.knownJson')}
                  help={t('marking.knownJsonHelp')}
                  first={exampleKnown(page.scheme)}
                  send={async (value) => {
                    const scripts = readAs(Known, value);
                    await api(markingRoutes.addKnown, { params: { queue: page.queue }, body: { scripts } });
                  }}
                />
              </details>
            </>
          )}
        </div>
      </Section>
    </>
  );
}

const Known = markingRoutes.addKnown.body.shape.scripts;
type FormProps = { label: string; help: string; first: unknown; send: (value: unknown) => Promise<void> };

function JsonForm({ label, help, first, send }: FormProps) {
  const t = useText();
  const client = useQueryClient();
  const [text, setText] = useState(() => JSON.stringify(first, null, 2));
  const [fault, setFault] = useState<Fault | null>(null);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    setSaved(false);
    try {
      await send(parsed(text));
      setSaved(true);
      await client.invalidateQueries({ queryKey: ['marking'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Form className={s.json ?? ''} onSubmit={submit}>
      <Field label={label} help={help} rows={16} value={text} onChange={setText} isRequired />
      {fault && <FaultNote fault={fault} />}
      <p role="status">{saved && t('marking.saved')}</p>
      <div>
        <Button type="submit" look="main" icon={Save} isPending={busy}>
          {t('marking.save')}
        </Button>
      </div>
    </Form>
  );
}

/** @throws Fault with what the JSON reader says */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault('bad-input', { detail: error instanceof Error ? error.message : String(error) });
  }
}
