import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FilePlus2 } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { type ProgrammeSummary, programmeRoutes } from '../../../shared/contract/programmes.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { blankProgramme } from './edit.ts';
import s from './Programmes.module.css';
import { programmesQuery, shippedQuery } from './queries.ts';

/** Programmes with their versions and drafts, and where a new one begins. */
export function ProgrammesPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(programmesQuery);
  const columns = useMemo(
    (): Column<ProgrammeSummary>[] => [
      {
        id: 'programme',
        header: t('col.programme'),
        value: ({ title }) => title,
        cell: ({ id, title }) => (
          <Link to="/programmes/$id" params={{ id }}>
            <bdi>{title}</bdi>
          </Link>
        ),
      },
      { id: 'id', header: t('programmes.id'), value: ({ id }) => id, cell: ({ id }) => <bdi>{id}</bdi> },
      {
        id: 'version',
        header: t('programmes.versions'),
        value: ({ versions }) => versions[0]?.publishedAt ?? 0,
        cell: ({ versions }) =>
          versions.length === 0 ? (
            t('programmes.unpublished')
          ) : (
            <ul className={s.rows}>
              {versions.map(({ version, publishedAt, publishedBy }) => (
                <li key={version}>
                  <bdi>{version}</bdi>{' '}
                  <span className={s.small}>{t('programmes.by', { at: when.day(publishedAt), by: publishedBy })}</span>
                </li>
              ))}
            </ul>
          ),
      },
      {
        id: 'draft',
        header: t('programmes.draft'),
        value: ({ draft }) => draft?.savedAt ?? 0,
        cell: ({ draft }) => (draft ? t('programmes.by', { at: when.moment(draft.savedAt), by: draft.savedBy }) : '–'),
      },
      {
        id: 'public',
        header: t('programmes.public'),
        value: () => '',
        plain: true,
        cell: ({ id, versions }) =>
          versions.length > 0 && (
            <Link to="/rules/$id" params={{ id }}>
              {t('programmes.rules')}
            </Link>
          ),
      },
    ],
    [t, when],
  );
  return (
    <Page title={t('programmes.title')} lead={t('programmes.lead')} acts={<Link to="/rules">{t('programmes.publicList')}</Link>}>
      <Section title={t('programmes.new')}>
        <Begin />
      </Section>
      <Loaded query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('programmes.none')}>{t('programmes.noneText')}</Empty>
          ) : (
            <DataTable label={t('programmes.title')} rows={all} columns={columns} rowId={({ id }) => id} />
          )
        }
      </Loaded>
    </Page>
  );
}

/** A draft from nothing, or from a programme that comes with the product. */
function Begin() {
  const t = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const shipped = useQuery(shippedQuery).data ?? [];
  const [from, setFrom] = useState('');
  const [id, setId] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);

  async function begin(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setFault(null);
    try {
      const base = shipped.find((one) => one.id === from);
      const json = JSON.stringify(base ? { ...base, id } : blankProgramme(id), null, 2);
      await api(programmeRoutes.saveDraft, { params: { id }, body: { json, revision: 0 } });
      await client.invalidateQueries({ queryKey: ['programmes'] });
      await navigate({ to: '/programmes/$id', params: { id } });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  }
  return (
    <Form className={s.editor ?? ''} onSubmit={(event) => void begin(event)}>
      <div className={s.fields}>
        <Select
          label={t('programmes.from')}
          value={from}
          onChange={(next) => {
            setFrom(next);
            if (id === '' || shipped.some((one) => one.id === id)) setId(next);
          }}
          options={[{ value: '', label: t('programmes.blank') }, ...shipped.map((one) => ({ value: one.id, label: one.title }))]}
        />
        <Field
          label={t('programmes.id')}
          help={t('programmes.idHelp')}
          value={id}
          onChange={setId}
          pattern="[A-Za-z0-9_\-]{1,64}"
          maxLength={64}
          isRequired
        />
      </div>
      {fault && <FaultNote fault={fault} />}
      <div>
        <Button type="submit" icon={FilePlus2} look="main">
          {t('programmes.begin')}
        </Button>
      </div>
    </Form>
  );
}
