/** The list of programs that no exam allows beside it: what is in force until when, and every act on it a new signed version. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { lockdownRoutes, MAX_VALID_DAYS, type PublishedList } from '../../../shared/contract/lockdown.ts';
import { type ForbiddenProgram, ProgramKind } from '../../../shared/lockdown/program-list.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { programsQuery } from '../app/queries.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import field from '../ui/Field.module.css';
import { Choice, Field, Refused } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { programFrom, withoutProgram, withProgram } from './change.ts';

type Asked = { act: 'add' | 'renew' } | { act: 'remove'; program: ForbiddenProgram };

export function ProgramsPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(programsQuery);
  const mine = isAdministrator(useAccount());
  const [asked, setAsked] = useState<Asked | null>(null);
  const newest = query.data?.published[0];
  return (
    <Page
      title={t('nav.programs')}
      lead={t('programs.lead')}
      acts={
        mine && (
          <>
            <Button icon={Plus} look="main" onPress={() => setAsked({ act: 'add' })}>
              {t('programs.add')}
            </Button>
            <Button icon={CalendarPlus} onPress={() => setAsked({ act: 'renew' })}>
              {t('programs.renew')}
            </Button>
          </>
        )
      }
    >
      <Loaded query={query}>
        {({ published }) => (
          <>
            {published[0] && (
              <InForce newest={published[0]} mine={mine} onRemove={(program) => setAsked({ act: 'remove', program })} />
            )}
            <Versions published={published} />
          </>
        )}
      </Loaded>
      {asked && newest && <PublishDialog asked={asked} newest={newest} onClose={() => setAsked(null)} />}
    </Page>
  );
}

type InForceProps = { newest: PublishedList; mine: boolean; onRemove: (program: ForbiddenProgram) => void };

function InForce({ newest: { list }, mine, onRemove }: InForceProps) {
  const t = useText();
  const when = useWhen();
  const columns = useMemo(
    (): Column<ForbiddenProgram>[] => [
      { id: 'title', header: t('programs.title'), value: ({ title }) => title, cell: ({ title }) => <bdi>{title}</bdi> },
      { id: 'kind', header: t('programs.kind'), value: ({ kind }) => t(`programs.kind.${kind}`) },
      {
        id: 'starts',
        header: t('programs.starts'),
        value: ({ starts }) => starts.join(', '),
        cell: ({ starts }) => <bdi>{starts.join(', ')}</bdi>,
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (program) =>
          mine && (
            <Button
              icon={Trash2}
              look="danger"
              aria-label={t('programs.removeOf', { title: program.title })}
              onPress={() => onRemove(program)}
            >
              {t('programs.remove')}
            </Button>
          ),
      },
    ],
    [t, mine, onRemove],
  );
  const isBuiltIn = list.version === 0;
  return (
    <Section
      title={
        isBuiltIn ? t('programs.builtIn') : t('programs.version', { version: list.version, until: when.day(list.expiresAt) })
      }
    >
      <DataTable
        label={t('nav.programs')}
        rows={list.programs}
        columns={columns}
        rowId={({ id }) => id}
        find={t('programs.find')}
      />
    </Section>
  );
}

function Versions({ published }: { published: readonly PublishedList[] }) {
  const t = useText();
  const when = useWhen();
  const columns = useMemo(
    (): Column<PublishedList>[] => [
      { id: 'version', header: t('programs.number'), value: ({ list }) => list.version, number: true },
      {
        id: 'at',
        header: t('col.time'),
        value: ({ list }) => list.issuedAt,
        cell: ({ list, by }) => (by === null ? t('programs.withClient') : when.moment(list.issuedAt)),
      },
      { id: 'by', header: t('col.by'), value: ({ by }) => by ?? '', cell: ({ by }) => <bdi>{by}</bdi> },
      { id: 'count', header: t('programs.count'), value: ({ list }) => list.programs.length, number: true },
      { id: 'note', header: t('programs.note'), value: ({ note }) => note, cell: ({ note }) => <span dir="auto">{note}</span> },
    ],
    [t, when],
  );
  return (
    <Section title={t('programs.versions')}>
      <DataTable label={t('programs.versions')} rows={published} columns={columns} rowId={({ list }) => String(list.version)} />
    </Section>
  );
}

function PublishDialog({ asked, newest, onClose }: { asked: Asked; newest: PublishedList; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [starts, setStarts] = useState('');
  const [kind, setKind] = useState<ProgramKind | null>(null);
  const [validDays, setValidDays] = useState(90);
  const [note, setNote] = useState('');
  const changed = (): ForbiddenProgram[] | null => {
    const { programs } = newest.list;
    if (asked.act === 'renew') return programs;
    if (asked.act === 'remove') return withoutProgram(programs, asked.program.id);
    const added = kind && programFrom(title, kind, starts);
    return added && withProgram(programs, added);
  };
  const submit = async () => {
    const programs = changed();
    if (!programs || note.trim() === '') return;
    await api(lockdownRoutes.publish, { body: { after: newest.list.version, validDays, programs, note: note.trim() } });
    await client.invalidateQueries({ queryKey: programsQuery.queryKey });
  };
  const subject = asked.act === 'remove' ? asked.program.title : '';
  return (
    <FormDialog
      title={t(`programs.ask.${asked.act}`, { title: subject })}
      intro={t('programs.askIntro', { version: newest.list.version + 1 })}
      submit={t('programs.publish')}
      danger={asked.act === 'remove'}
      onClose={onClose}
      onSubmit={submit}
    >
      {asked.act === 'add' && (
        <>
          <Field label={t('programs.title')} value={title} onChange={setTitle} maxLength={64} isRequired autoFocus />
          <Choice
            label={t('programs.kind')}
            value={kind}
            onChange={setKind}
            options={ProgramKind.options.map((value) => ({ value, label: t(`programs.kind.${value}`) }))}
          />
          <Field
            label={t('programs.starts')}
            help={t('programs.startsHelp')}
            value={starts}
            onChange={setStarts}
            maxLength={500}
            isRequired
          />
        </>
      )}
      <NumberField
        className={field.field ?? ''}
        value={validDays}
        onChange={setValidDays}
        minValue={1}
        maxValue={MAX_VALID_DAYS}
        isRequired
      >
        <Label>{t('programs.validDays')}</Label>
        <Input />
        <Refused />
      </NumberField>
      <Field label={t('programs.note')} rows={2} value={note} onChange={setNote} maxLength={500} isRequired />
    </FormDialog>
  );
}
