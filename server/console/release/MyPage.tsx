import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MailCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { type OwnPage, releaseRoutes } from '../../../shared/contract/release.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import { Button } from '../ui/Button.tsx';
import cards from '../ui/Cards.module.css';
import { Field } from '../ui/Field.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loading } from '../ui/States.tsx';
import { AppealDialog } from './AppealDialog.tsx';
import { DecisionCard } from './DecisionCard.tsx';
import s from './My.module.css';
import type { Objection } from './objection.ts';
import { SittingCard } from './SittingCard.tsx';

/** A candidate's own page: results, what people found and on what evidence, decisions, and how to object. */
export function MyPage() {
  const t = useText();
  useScheme('light');
  const client = useQueryClient();
  // The token stands behind the #, so that it reaches no log.
  const [token] = useState(() => window.location.hash.slice(1));
  const [objection, setObjection] = useState<Objection | null>(null);
  const key = ['my', token];
  const query = useQuery({
    queryKey: key,
    queryFn: () => api(releaseRoutes.own, { body: { token } }),
    enabled: token !== '',
    retry: false,
  });
  const page = query.data;
  const file = async (words: string) => {
    if (!objection) return;
    const after = await api(releaseRoutes.appeal, { body: { token, about: objection.about, words } });
    client.setQueryData(key, after);
  };
  return (
    <PublicFrame>
      <Page
        title={t('my.title')}
        {...(page ? { lead: <bdi>{page.name}</bdi> } : {})}
        acts={
          page && (
            <Link to="/register" hash={token}>
              {t('my.register')}
            </Link>
          )
        }
      >
        {query.error && <FaultNote fault={asFault(query.error)} />}
        {token === '' || query.error ? (
          <AskForLink />
        ) : page ? (
          <Own page={page} token={token} onObject={setObjection} />
        ) : (
          <Loading />
        )}
        {objection && <AppealDialog title={objection.title} onClose={() => setObjection(null)} onFile={file} />}
      </Page>
    </PublicFrame>
  );
}

function Own({ page, token, onObject }: { page: OwnPage; token: string; onObject: (objection: Objection) => void }) {
  const t = useText();
  return (
    <>
      <Section title={t('my.exams')}>
        {page.sittings.length === 0 ? (
          <Empty title={t('my.noExams')}>{t('my.noExamsText')}</Empty>
        ) : (
          <ul className={cards.list}>
            {page.sittings.map((sitting) => (
              <SittingCard key={sitting.id} sitting={sitting} token={token} onObject={onObject} />
            ))}
          </ul>
        )}
      </Section>
      {page.decisions.length > 0 && (
        <Section title={t('my.decisions')}>
          <ul className={cards.list}>
            {page.decisions.map((decision) => (
              <DecisionCard key={decision.programme} decision={decision} onObject={onObject} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** For whoever comes without a link that works. */
function AskForLink() {
  const t = useText();
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api(releaseRoutes.sendLink, { body: { email } });
      setSent(true);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Form className={s.ask ?? ''} onSubmit={send}>
      <p>{t('my.askText')}</p>
      <Field
        label={t('my.email')}
        type="email"
        value={email}
        onChange={setEmail}
        maxLength={254}
        autoComplete="email"
        isRequired
      />
      {fault && <FaultNote fault={fault} />}
      <Button type="submit" look="main" icon={MailCheck} isPending={busy}>
        {t('my.send')}
      </Button>
      <p role="status">{sent && t('my.sent')}</p>
    </Form>
  );
}
