import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, FilePlus2, PauseCircle } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type Doubt, type HoldSummary, holdRoutes, ManualHold } from '../../../shared/contract/holds.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import s from '../programmes/Programmes.module.css';
import { doubtsQuery, holdsQuery, programmesQuery } from '../programmes/queries.ts';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import { RecordDialog } from './RecordDialog.tsx';
import { SettleDialog } from './SettleDialog.tsx';

/** What only a person can decide, and what people have put on hold. */
export function HoldsPage() {
  const t = useText();
  useScheme('light');
  const account = useAccount();
  const [putting, setPutting] = useState(false);
  const [recording, setRecording] = useState(false);
  const [closing, setClosing] = useState<HoldSummary | null>(null);
  const [answering, setAnswering] = useState<Doubt | null>(null);
  const doubts = useQuery(doubtsQuery);
  const holds = useQuery(holdsQuery);
  return (
    <Page
      title={t('holds.title')}
      lead={t('holds.lead')}
      acts={
        <>
          {isAdministrator(account) && (
            <Button icon={FilePlus2} onPress={() => setRecording(true)}>
              {t('facts.record')}
            </Button>
          )}
          <Button icon={PauseCircle} onPress={() => setPutting(true)}>
            {t('holds.put')}
          </Button>
        </>
      }
    >
      <Section title={t('holds.please')}>
        <Loaded query={doubts}>{(all) => <Doubts all={all} onAnswer={setAnswering} />}</Loaded>
      </Section>
      <Section title={t('holds.holds')}>
        <Loaded query={holds}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('holds.none')}>{t('holds.noneText')}</Empty>
            ) : (
              <HoldsTable all={all} onClose={setClosing} />
            )
          }
        </Loaded>
      </Section>
      {recording && <RecordDialog onClose={() => setRecording(false)} />}
      {putting && <PutDialog onClose={() => setPutting(false)} />}
      {closing &&
        (closing.about?.kind === 'incident' ? (
          <SettleDialog hold={closing} onClose={() => setClosing(null)} />
        ) : (
          <CloseDialog hold={closing} onClose={() => setClosing(null)} />
        ))}
      {answering && <AnswerDialog doubt={answering} onClose={() => setAnswering(null)} />}
    </Page>
  );
}

const signs = {
  'The same words make up the name, in the same country.': 'sign.words',
  'The name reads the same in another alphabet, in the same country.': 'sign.alphabet',
  'The address is the same at another provider, in the same country.': 'sign.address',
} as const;

function Doubts({ all, onAnswer }: { all: readonly Doubt[]; onAnswer: (doubt: Doubt) => void }) {
  const t = useText();
  const when = useWhen();
  if (all.length === 0) return <Empty title={t('doubts.none')}>{t('doubts.noneText')}</Empty>;
  return (
    <ul className={s.rows}>
      {all.map((doubt) => (
        <li key={doubt.key} className={s.text}>
          <h3>{t('doubts.same')}</h3>
          <ul>
            {doubt.learners.map(({ id, name, country }) => (
              <li key={id}>
                <bdi>{name}</bdi> · <bdi>{country}</bdi> · <bdi>{id}</bdi>
              </li>
            ))}
          </ul>
          <p className={s.small}>
            {doubt.signs.map((sign) => (Object.hasOwn(signs, sign) ? t(signs[sign as keyof typeof signs]) : sign)).join(' ')}
          </p>
          {doubt.answer ? (
            <p>
              <Tag icon={CircleCheck} tone="green">
                {t(`doubts.${doubt.answer.answer}`)}
              </Tag>{' '}
              <span className={s.small} dir="auto">
                {t('doubts.by', { by: doubt.answer.by, at: when.moment(doubt.answer.at) })} {doubt.answer.reason}
              </span>
            </p>
          ) : (
            <div>
              <Button onPress={() => onAnswer(doubt)}>{t('doubts.answer')}</Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function HoldsTable({ all, onClose }: { all: readonly HoldSummary[]; onClose: (hold: HoldSummary) => void }) {
  const t = useText();
  const when = useWhen();
  const columns = useMemo(
    (): Column<HoldSummary>[] => [
      {
        id: 'learner',
        header: t('holds.learner'),
        value: ({ name }) => name,
        cell: ({ name, learner, programme }) => (
          <>
            <bdi>{name}</bdi>
            <span className={s.small}>
              {' '}
              <bdi>{learner}</bdi> · {programme ?? t('holds.everywhere')}
            </span>
          </>
        ),
      },
      {
        id: 'kind',
        header: t('holds.kind'),
        value: ({ kind, closedAt }) => `${closedAt === null ? 0 : 1}${kind}`,
        cell: ({ kind, closedAt }) => (
          <Tag icon={closedAt === null ? CirclePause : CircleCheck} tone={closedAt === null ? 'amber' : 'plain'}>
            {t(`hold.${kind}`)}
          </Tag>
        ),
      },
      {
        id: 'reason',
        header: t('holds.reason'),
        value: ({ reason }) => reason,
        cell: ({ reason, about }) => (
          <>
            {about && <span className={s.small}>{t('appeal.ofLearner', { kind: about.kind })} </span>}
            <span dir="auto">{reason}</span>
            {about?.kind === 'incident' && (
              <>
                {' '}
                <Link to="/incidents/$id" params={{ id: about.id }}>
                  {t('appeal.toIncident')}
                </Link>
              </>
            )}
          </>
        ),
      },
      {
        id: 'opened',
        header: t('holds.opened'),
        value: ({ openedAt }) => openedAt,
        cell: ({ openedAt, openedBy }) => t('programmes.by', { at: when.moment(openedAt), by: openedBy }),
      },
      {
        id: 'close',
        header: t('holds.closed'),
        value: () => '',
        plain: true,
        cell: (hold) =>
          hold.closedAt === null ? (
            <Button aria-label={t('holds.closeOf', { name: hold.name })} onPress={() => onClose(hold)}>
              {t('holds.close')}
            </Button>
          ) : (
            <span dir="auto">{hold.outcome}</span>
          ),
      },
    ],
    [t, when, onClose],
  );
  return <DataTable label={t('holds.holds')} rows={all} columns={columns} rowId={({ id }) => id} />;
}

function PutDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const programmes = useQuery(programmesQuery).data ?? [];
  const [learner, setLearner] = useState('');
  const [programme, setProgramme] = useState('');
  const [kind, setKind] = useState<(typeof ManualHold.options)[number]>('identity');
  const [reason, setReason] = useState('');
  const send = async () => {
    const body = { learner: learner.trim(), programme: programme || null, kind, reason };
    client.setQueryData(holdsQuery.queryKey, await api(holdRoutes.hold, { body }));
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  return (
    <FormDialog title={t('holds.put')} intro={t('holds.putText')} submit={t('holds.put')} onClose={onClose} onSubmit={send}>
      <Field label={t('holds.learnerId')} value={learner} onChange={setLearner} maxLength={64} isRequired autoFocus />
      <Select
        label={t('col.programme')}
        value={programme}
        onChange={setProgramme}
        options={[
          { value: '', label: t('holds.everywhere') },
          ...programmes.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      <Choice
        label={t('holds.kind')}
        value={kind}
        onChange={setKind}
        options={ManualHold.options.map((value) => ({ value, label: t(`hold.${value}`) }))}
      />
      <Field
        label={t('holds.reason')}
        help={t('holds.reasonHelp')}
        value={reason}
        onChange={setReason}
        rows={3}
        maxLength={500}
        isRequired
      />
    </FormDialog>
  );
}

function CloseDialog({ hold, onClose }: { hold: HoldSummary; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState('');
  const send = async () => {
    client.setQueryData(holdsQuery.queryKey, await api(holdRoutes.close, { params: { id: hold.id }, body: { outcome } }));
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  return (
    <FormDialog
      title={t('holds.closeOf', { name: hold.name })}
      intro={hold.reason}
      submit={t('holds.close')}
      onClose={onClose}
      onSubmit={send}
    >
      <Field
        label={t('holds.outcome')}
        help={t('holds.outcomeHelp')}
        value={outcome}
        onChange={setOutcome}
        rows={3}
        maxLength={500}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}

function AnswerDialog({ doubt, onClose }: { doubt: Doubt; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null);
  const [reason, setReason] = useState('');
  const send = async () => {
    if (!answer) return;
    client.setQueryData(doubtsQuery.queryKey, await api(holdRoutes.answer, { body: { key: doubt.key, answer, reason } }));
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  return (
    <FormDialog
      title={t('doubts.same')}
      intro={doubt.learners.map(({ name, id }) => `${name} (${id})`).join(' / ')}
      submit={t('doubts.answer')}
      onClose={onClose}
      onSubmit={send}
    >
      <Choice
        label={t('doubts.question')}
        value={answer}
        onChange={setAnswer}
        options={[
          { value: 'yes', label: t('doubts.yes') },
          { value: 'no', label: t('doubts.no') },
        ]}
      />
      <p className={s.small}>{t('doubts.means', { first: doubt.learners[0]?.id ?? '' })}</p>
      <Field label={t('holds.reason')} value={reason} onChange={setReason} rows={3} maxLength={500} isRequired />
    </FormDialog>
  );
}
