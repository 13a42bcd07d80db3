import { useMemo } from 'react';
import type { TimelineEntry } from '../../../shared/contract/console.ts';
import { clockText } from '../app/format.ts';
import { type Say, useText, useWhen } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { bodyOf, isCandidateKind, isServerKind, type Order } from './lanes.ts';

/** Proof of life every few seconds would bury everything else. */
const silent = ['tick', 'still-taken', 'clip-taken'];

/** An entry's body in words: which question, which signal, whose act and why. Empty when the kind says it all. */
export function detailOf(entry: TimelineEntry, order: Order, t: Say): string {
  const item =
    bodyOf(entry, 'question-shown') ?? bodyOf(entry, 'answered') ?? bodyOf(entry, 'commented') ?? bodyOf(entry, 'marked');
  if (item) return t('detail.question', { question: order[item.item] ?? '?' });
  const signal = bodyOf(entry, 'signal');
  if (signal) return `${t(`cause.${signal.signal}`)}, ${clockText(signal.to - signal.from)}`;
  const restored = bodyOf(entry, 'time-restored');
  if (restored) return t('detail.restored', { gap: clockText(restored.gapMs), restored: clockText(restored.restoredMs) });
  const extended = bodyOf(entry, 'extended');
  if (extended) return `${clockText(extended.ms)}. ${t(`category.${extended.category}`)}: ${extended.reason}`;
  const reasoned = bodyOf(entry, 'paused') ?? bodyOf(entry, 'terminated');
  if (reasoned) return `${t(`category.${reasoned.category}`)}: ${reasoned.reason}`;
  const submitted = bodyOf(entry, 'submitted');
  if (submitted) return t(`cause.submitted.${submitted.cause}`);
  const noted = bodyOf(entry, 'noted');
  if (noted) return 'text' in noted ? noted.text : t('detail.withheld');
  const said = bodyOf(entry, 'help-asked') ?? bodyOf(entry, 'messaged');
  return said?.text ?? bodyOf(entry, 'check-in-returned')?.reason ?? '';
}

/** The journal's entries in words, to be sorted and searched. */
export function Entries({ entries, order }: { entries: readonly TimelineEntry[]; order: Order }) {
  const t = useText();
  const when = useWhen();
  const rows = useMemo(() => entries.filter((entry) => !silent.includes(entry.kind)), [entries]);
  const columns = useMemo(
    (): Column<TimelineEntry>[] => [
      { id: 'wall', header: t('col.time'), value: (entry) => entry.wall, cell: (entry) => when.time(entry.wall), number: true },
      { id: 'lane', header: t('col.writtenBy'), value: (entry) => t(`by.${entry.lane}`) },
      {
        id: 'kind',
        header: t('col.what'),
        value: (entry) => (isServerKind(entry.kind) || isCandidateKind(entry.kind) ? t(`entry.${entry.kind}`) : entry.kind),
      },
      {
        id: 'detail',
        header: t('col.detail'),
        value: (entry) => detailOf(entry, order, t),
        cell: (entry) => <span dir="auto">{detailOf(entry, order, t)}</span>,
      },
    ],
    [t, when, order],
  );
  return (
    <DataTable
      label={t('sitting.entries')}
      rows={rows}
      columns={columns}
      rowId={(entry) => `${entry.lane}-${entry.seq}`}
      find={t('sitting.findEntry')}
    />
  );
}
