import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ExamKeys, type KeyChange, regradeRoutes } from '../../../shared/contract/regrade.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { type Say, useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { ChangeForm } from './ChangeForm.tsx';
import { keysQuery, regradesQuery } from './queries.ts';
import s from './Regrade.module.css';
import { Select } from './Select.tsx';

/** Proposes changes to the key of one exam; the server answers with what they would do. */
export function ProposePage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(keysQuery);
  return (
    <Page title={t('regrade.propose')} lead={t('regrade.proposeLead')}>
      <Loaded query={query}>
        {(exams) =>
          exams.length === 0 ? <Empty title={t('regrade.noExams')}>{t('regrade.noExamsText')}</Empty> : <Proposal exams={exams} />
        }
      </Loaded>
    </Page>
  );
}

function Proposal({ exams }: { exams: readonly ExamKeys[] }) {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(exams[0]?.exam ?? '');
  const [changes, setChanges] = useState<readonly KeyChange[]>([]);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const exam = exams.find((one) => one.exam === chosen);
  if (!exam) return null;

  async function send(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      const body = { exam: chosen, changes: [...changes], reason: reason.trim() };
      const page = await api(regradeRoutes.propose, { body });
      await client.invalidateQueries({ queryKey: regradesQuery.queryKey });
      await navigate({ to: '/regrades/$id', params: { id: page.proposal.id } });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <>
      <Section title={t('regrade.oneChange')}>
        <Select
          label={t('col.exam')}
          value={chosen}
          onChange={(id) => {
            setChosen(id);
            setChanges([]);
          }}
          options={exams.map((one) => ({
            value: one.exam,
            label: t('regrade.examOption', { title: one.title, version: one.version, keys: one.keys, results: one.results }),
          }))}
        />
        <ChangeForm key={chosen} exam={exam} onAdd={(change) => setChanges([...changes, change])} />
      </Section>
      <Section title={t('regrade.changes')}>
        {changes.length === 0 && <p>{t('regrade.noChanges')}</p>}
        <ol className={s.changes}>
          {changes.map((change, at) => (
            // The place in the list is what a change is named by.
            // biome-ignore lint/suspicious/noArrayIndexKey: changes have no other identity
            <li key={at}>
              <span dir="auto">{wordsOf(t, change)}</span>
              <Button
                icon={Trash2}
                look="quiet"
                aria-label={t('regrade.removeOf', { change: wordsOf(t, change) })}
                onPress={() => setChanges(changes.filter((_, other) => other !== at))}
              >
                {t('regrade.remove')}
              </Button>
            </li>
          ))}
        </ol>
        <form className={s.form} onSubmit={send}>
          <Field
            label={t('ask.reason')}
            help={t('regrade.reasonHelp')}
            rows={3}
            value={reason}
            onChange={setReason}
            maxLength={1000}
            isRequired
          />
          {fault && <FaultNote fault={fault} />}
          <p className={s.acts}>
            <Button
              type="submit"
              look="main"
              icon={Plus}
              isPending={busy}
              isDisabled={changes.length === 0 || reason.trim() === ''}
            >
              {t('regrade.show')}
            </Button>
          </p>
        </form>
      </Section>
    </>
  );
}

function wordsOf(t: Say, change: KeyChange): string {
  const what = t(`regrade.kind.${change.kind}`);
  const detail =
    change.kind === 'key'
      ? change.correct.join(', ')
      : change.kind === 'mapping'
        ? change.entries.map(({ key, value }) => `${key} = ${value}`).join(', ')
        : change.kind === 'weight'
          ? String(change.weight)
          : '';
  return [change.item, what, detail].filter((part) => part !== '').join(' · ');
}
