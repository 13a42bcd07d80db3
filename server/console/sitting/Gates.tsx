/** What failed when the candidate's computer was checked, and the door that a person can open all the same, with a reason. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, DoorClosed, DoorOpen, History, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import type { ReasonCategory } from '../../../shared/journal/entry.ts';
import type { Gate } from '../../../shared/preflight/gates.ts';
import { preflightQuery } from '../app/queries.ts';
import { mayAct } from '../app/roles.ts';
import { useAccount, useLink } from '../app/session.tsx';
import { type Say, sayOr, useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import type { Acting } from './Acts.tsx';

const looks: Record<Gate['state'], { icon: LucideIcon; tone: Tone }> = {
  held: { icon: DoorClosed, tone: 'amber' },
  'passed-before': { icon: History, tone: 'green' },
  opened: { icon: DoorOpen, tone: 'plain' },
};
const categories: readonly ReasonCategory[] = ['technical', 'environment', 'identity', 'candidate', 'staff'];

/** A gate's name in words: a check, or a lock that is not enforced. */
export function nameOfGate(t: Say, id: string): string {
  const measure = /^measure-(.+)$/.exec(id)?.[1];
  return measure ? t('preflight.measure', { name: sayOr(t, `lock.${measure}`, measure) }) : sayOr(t, `check.${id}`, id);
}

export function Gates({ tile, acting }: { tile: WallTile; acting: Acting }) {
  const t = useText();
  const when = useWhen();
  const mine = mayAct(useAccount());
  const connected = useLink()?.watching === true;
  const query = useQuery(preflightQuery(tile.sitting));
  const [asking, setAsking] = useState<string | null>(null);
  const isBefore = tile.stage === 'check-in' || tile.stage === 'waiting';
  const columns = useMemo(
    (): Column<Gate>[] => [
      { id: 'gate', header: t('preflight.col.gate'), value: ({ id }) => nameOfGate(t, id) },
      {
        id: 'state',
        header: t('preflight.col.state'),
        value: ({ state }) => t(`preflight.${state}`),
        cell: ({ state }) => <Tag {...looks[state]}>{t(`preflight.${state}`)}</Tag>,
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: ({ id, state }) =>
          mine &&
          isBefore &&
          state === 'held' && (
            <Button
              icon={CircleCheck}
              isDisabled={!connected}
              aria-label={t('preflight.openOf', { gate: nameOfGate(t, id) })}
              onPress={() => setAsking(id)}
            >
              {t('preflight.open')}
            </Button>
          ),
      },
    ],
    [t, mine, isBefore, connected],
  );
  return (
    <Section title={t('preflight.title')}>
      <Loaded query={query}>
        {({ reports, gates }) => (
          <>
            <p>
              {t('preflight.days', { count: reports.length, day: reports[0] ? when.day(reports[0].storedAt) : '' })}{' '}
              {gates.length === 0 && t('preflight.none')}
            </p>
            {gates.length > 0 && <DataTable label={t('preflight.title')} rows={gates} columns={columns} rowId={({ id }) => id} />}
          </>
        )}
      </Loaded>
      {asking !== null && <OpenDialog gate={asking} tile={tile} acting={acting} onClose={() => setAsking(null)} />}
    </Section>
  );
}

type Props = { gate: string; tile: WallTile; acting: Acting; onClose: () => void };

/** Asks why somebody is let in although this failed. */
export function OpenDialog({ gate, tile, acting, onClose }: Props) {
  const t = useText();
  const client = useQueryClient();
  const [category, setCategory] = useState<ReasonCategory | null>(null);
  const [reason, setReason] = useState('');
  const submit = async () => {
    if (!category || reason.trim() === '') return;
    await acting.send(tile, { act: 'open-gate', gate, category, reason: reason.trim() });
    await client.invalidateQueries({ queryKey: preflightQuery(tile.sitting).queryKey });
  };
  return (
    <FormDialog
      title={t('preflight.ask', { name: tile.name, gate: nameOfGate(t, gate) })}
      intro={t('preflight.askIntro')}
      submit={t('preflight.open')}
      onClose={onClose}
      onSubmit={submit}
    >
      <Choice
        label={t('ask.category')}
        value={category}
        onChange={setCategory}
        options={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
      />
      <Field
        label={t('ask.reason')}
        help={t('ask.readHelp')}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
      />
    </FormDialog>
  );
}
