import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { FileTrigger, Form } from 'react-aria-components';
import { type BatchSummary, credentialRoutes } from '../../../shared/contract/credentials.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { batchesQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { programmesQuery } from '../programmes/queries.ts';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { BatchCounts, BatchStateTag } from './BatchTags.tsx';
import s from './Credentials.module.css';

/** Batches of credentials: proposed here, approved by somebody else. */
export function BatchesPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(batchesQuery);
  const columns = useMemo(
    (): Column<BatchSummary>[] => [
      {
        id: 'programme',
        header: t('col.programme'),
        value: ({ title }) => title,
        cell: ({ id, title }) => (
          <Link to="/credentials/batches/$id" params={{ id }}>
            <bdi>{title}</bdi>
          </Link>
        ),
      },
      {
        id: 'proposed',
        header: t('col.proposed'),
        value: ({ proposedAt }) => proposedAt,
        cell: ({ proposedAt, proposedBy }) => (
          <>
            {when.moment(proposedAt)}
            <span className={s.why}>
              <bdi>{proposedBy}</bdi>
            </span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`batch.${state}`),
        cell: ({ state, own }) => (
          <>
            <BatchStateTag state={state} />
            {state === 'proposed' && <span className={s.why}>{t(own ? 'batches.own' : 'batches.forYou')}</span>}
          </>
        ),
      },
      { id: 'rows', header: t('col.outcome'), value: ({ ready }) => ready, cell: (batch) => <BatchCounts batch={batch} /> },
    ],
    [t, when],
  );
  return (
    <Page title={t('batches.title')} lead={t('batches.lead')}>
      <Section title={t('batches.propose')}>
        <Propose />
      </Section>
      <Loaded query={query}>
        {(batches) =>
          batches.length === 0 ? (
            <Empty title={t('batches.none')}>{t('batches.noneText')}</Empty>
          ) : (
            <DataTable label={t('batches.title')} rows={batches} columns={columns} rowId={({ id }) => id} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** A programme and a list; the answer is the dry run's own page. */
function Propose() {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const programmes = useQuery(programmesQuery).data ?? [];
  const [programme, setProgramme] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!file || programme === '' || busy) return;
    setBusy(true);
    setFault(null);
    try {
      const body = { programme, csv: await file.text() };
      const { batch } = await api(credentialRoutes.propose, { body });
      await client.invalidateQueries({ queryKey: batchesQuery.queryKey });
      await navigate({ to: '/credentials/batches/$id', params: { id: batch.id } });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }
  return (
    <Form className={s.form ?? ''} onSubmit={send}>
      <Select
        label={t('batches.programme')}
        value={programme}
        onChange={setProgramme}
        options={[
          { value: '', label: t('batches.chooseProgramme') },
          ...programmes.filter(({ versions }) => versions.length > 0).map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      <p>{t('batches.fileHelp')}</p>
      <FileTrigger acceptedFileTypes={['.csv', 'text/csv']} onSelect={(files) => setFile(files?.[0] ?? null)}>
        <Button icon={FileUp}>{file ? file.name : t('batches.choose')}</Button>
      </FileTrigger>
      {fault && <FaultNote fault={fault} />}
      <Button type="submit" look="main" isPending={busy} isDisabled={!file || programme === ''}>
        {t('batches.propose')}
      </Button>
    </Form>
  );
}
