import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BadgeCheck, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  type BatchRow,
  type BatchSummary,
  credentialRoutes,
  type BatchPage as Shown,
} from '../../../shared/contract/credentials.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { batchesQuery, batchQuery, credentialsQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { BatchCounts, BatchOutcomeTag, BatchStateTag } from './BatchTags.tsx';
import { Check } from './Check.tsx';
import s from './Credentials.module.css';

/** One batch: who it is for, with what outcome, and the approval of somebody else. */
export function BatchPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(batchQuery(id));
  const { data } = query;
  return (
    <Page
      title={t('batches.title')}
      lead={data && <bdi>{data.batch.title}</bdi>}
      acts={data?.batch.state === 'proposed' && <BatchActs batch={data.batch} />}
    >
      <Loaded query={query}>{(page) => <Body page={page} />}</Loaded>
    </Page>
  );
}

function Body({ page: { batch, rows } }: { page: Shown }) {
  const t = useText();
  const when = useWhen();
  const columns = useMemo(
    (): Column<BatchRow>[] => [
      { id: 'row', header: t('col.row'), value: ({ row }) => row, number: true },
      { id: 'learner', header: t('col.learner'), value: ({ learner }) => learner, cell: ({ learner }) => <bdi>{learner}</bdi> },
      { id: 'name', header: t('col.name'), value: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
      {
        id: 'outcome',
        header: t('col.outcome'),
        value: ({ outcome }) => t(`batch.${outcome}`),
        cell: ({ outcome }) => <BatchOutcomeTag outcome={outcome} />,
      },
      {
        id: 'reasons',
        header: t('col.reasons'),
        value: ({ reasons }) => reasons.join(' '),
        cell: ({ reasons, credential, name }) => (
          <ul className={s.reasons}>
            {reasons.map((reason) => (
              <li key={reason} dir="auto">
                {reason}
              </li>
            ))}
            {credential && (
              <li>
                <Link to="/credentials/$id" params={{ id: credential }} aria-label={t('batch.credential', { name })}>
                  {t('col.credential')}
                </Link>
              </li>
            )}
          </ul>
        ),
      },
    ],
    [t],
  );
  return (
    <>
      <Section title={t('col.state')}>
        <dl className={s.facts}>
          <div>
            <dt>{t('col.state')}</dt>
            <dd>
              <BatchStateTag state={batch.state} />
            </dd>
          </div>
          <div>
            <dt>{t('col.outcome')}</dt>
            <dd>
              <BatchCounts batch={batch} />
            </dd>
          </div>
          <div>
            <dt>{t('batch.proposedBy')}</dt>
            <dd>
              <bdi>{batch.proposedBy}</bdi>
              <span className={s.why}>{when.moment(batch.proposedAt)}</span>
            </dd>
          </div>
          {batch.decidedAt !== null && (
            <div>
              <dt>{t('batch.decidedBy')}</dt>
              <dd>
                <bdi>{batch.decidedBy}</bdi>
                <span className={s.why}>{when.moment(batch.decidedAt)}</span>
              </dd>
            </div>
          )}
          {batch.reason && (
            <div>
              <dt>{t('batch.declinedBecause')}</dt>
              <dd dir="auto">{batch.reason}</dd>
            </div>
          )}
        </dl>
        {batch.state === 'proposed' && (batch.own || batch.ready + batch.check === 0) && (
          <p className={s.note}>{t(batch.own ? 'batch.ownNote' : 'batch.nothing')}</p>
        )}
      </Section>
      <DataTable label={t('batch.rows')} rows={rows} columns={columns} rowId={({ row }) => String(row)} find={t('batch.find')} />
    </>
  );
}

function BatchActs({ batch }: { batch: BatchSummary }) {
  const t = useText();
  const [asking, setAsking] = useState<'approve' | 'decline' | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      {!batch.own && batch.ready + batch.check > 0 && (
        <Button icon={BadgeCheck} look="main" onPress={() => setAsking('approve')}>
          {t('batch.approve')}
        </Button>
      )}
      <Button icon={X} onPress={() => setAsking('decline')}>
        {t('batch.decline')}
      </Button>
      {asking === 'approve' && <ApproveDialog batch={batch} onClose={close} />}
      {asking === 'decline' && <DeclineDialog batch={batch} onClose={close} />}
    </>
  );
}

type DialogProps = { batch: BatchSummary; onClose: () => void };

function ApproveDialog({ batch, onClose }: DialogProps) {
  const t = useText();
  const client = useQueryClient();
  const [checked, setChecked] = useState(false);
  const submit = async () => {
    await api(credentialRoutes.approve, { params: { id: batch.id }, body: { checked } });
    await client.invalidateQueries({ queryKey: batchesQuery.queryKey });
    await client.invalidateQueries({ queryKey: credentialsQuery.queryKey });
  };
  return (
    <FormDialog
      title={t('batch.approveTitle', { count: batch.ready + batch.check })}
      intro={t('batch.approveIntro')}
      submit={t('batch.approve')}
      onClose={onClose}
      onSubmit={submit}
    >
      {batch.check > 0 && (
        <Check checked={checked} onChange={setChecked}>
          {t('batch.checked', { count: batch.check })}
        </Check>
      )}
    </FormDialog>
  );
}

function DeclineDialog({ batch, onClose }: DialogProps) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const submit = async () => {
    await api(credentialRoutes.decline, { params: { id: batch.id }, body: { reason: reason.trim() } });
    await client.invalidateQueries({ queryKey: batchesQuery.queryKey });
  };
  return (
    <FormDialog
      title={t('batch.declineTitle')}
      intro={t('batch.declineIntro')}
      submit={t('batch.decline')}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('ask.reason')} rows={3} value={reason} onChange={setReason} maxLength={500} isRequired autoFocus />
    </FormDialog>
  );
}
