import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, FilePlus2, PauseCircle } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type HoldSummary, holdRoutes, ManualHold } from '../../../shared/contract/holds.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import s from '../programmes/Programmes.module.css';
import { holdsQuery, programmesQuery } from '../programmes/queries.ts';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import { PersonsSection } from './Persons.tsx';
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
      <PersonsSection />
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
    </Page>
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
