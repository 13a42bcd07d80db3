/** A sitting's journal as lanes for drawing: questions, answers, signals, acts and gaps of the network. Pure. */
import type * as z from 'zod/mini';
import type { TimelineEntry } from '../../../shared/contract/console.ts';
import {
  type CandidateKind,
  candidateBodies,
  type ServerKind,
  type SignalKind,
  serverBodies,
} from '../../../shared/journal/entry.ts';

export type Span = { from: number; to: number };
export type Lanes = {
  questions: (Span & { question: number | null })[];
  answers: { at: number; question: number | null }[];
  signals: (Span & { signal: SignalKind })[];
  acts: { at: number; kind: ServerKind }[];
  network: Span[];
};
/** Item id to its number on this candidate's form. */
export type Order = Readonly<Record<string, number>>;

const bodies = { ...candidateBodies, ...serverBodies };
type Bodies = typeof bodies;

/** The entry's body if it is of this kind and shaped as the journal says, else null. */
export function bodyOf<K extends keyof Bodies>(entry: TimelineEntry, kind: K): z.infer<Bodies[K]> | null {
  if (entry.kind !== kind) return null;
  const body = bodies[kind].safeParse(entry.body);
  // Parsed by the schema that z.infer reads.
  return body.success ? (body.data as z.infer<Bodies[K]>) : null;
}

export const isServerKind = (kind: string): kind is ServerKind => Object.hasOwn(serverBodies, kind);
export const isCandidateKind = (kind: string): kind is CandidateKind => Object.hasOwn(candidateBodies, kind);

/** An entry this much later on the server than the others shows that it had to wait for a network. */
const LATE_MS = 15_000;

/** Stretches in which entries were written on the computer and reached the server late, whatever its clock says. */
export function networkGaps(entries: readonly TimelineEntry[]): Span[] {
  const own = entries.filter((entry) => entry.lane === 'candidate');
  const delays = own.map((entry) => entry.storedAt - entry.wall);
  const usual = delays.reduce((least, delay) => Math.min(least, delay), Number.POSITIVE_INFINITY);
  const gaps: Span[] = [];
  for (const entry of own) {
    const late = entry.storedAt - entry.wall - usual;
    if (late < LATE_MS) continue;
    const span = { from: entry.wall, to: entry.wall + late };
    const last = gaps.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else gaps.push(span);
  }
  return gaps;
}

/** The whole timeline as lanes; `end` closes the question that is still shown. */
export function lanesOf(entries: readonly TimelineEntry[], order: Order, end: number): Lanes {
  const lanes: Lanes = { questions: [], answers: [], signals: [], acts: [], network: networkGaps(entries) };
  const numberOf = (item: string) => order[item] ?? null;
  for (const entry of entries) {
    const shown = bodyOf(entry, 'question-shown');
    const over = entry.kind === 'submitted' || entry.kind === 'terminated';
    const open = lanes.questions.at(-1);
    if (open && open.to === end && (shown || over)) open.to = entry.wall;
    if (shown) lanes.questions.push({ from: entry.wall, to: end, question: numberOf(shown.item) });
    const answered = bodyOf(entry, 'answered');
    if (answered) lanes.answers.push({ at: entry.wall, question: numberOf(answered.item) });
    const signal = bodyOf(entry, 'signal');
    if (signal) lanes.signals.push({ from: signal.from, to: signal.to, signal: signal.signal });
    if (entry.lane === 'server' && isServerKind(entry.kind)) lanes.acts.push({ at: entry.wall, kind: entry.kind });
  }
  return lanes;
}

/** Puts spans that overlap into rows below each other, each in the first row that is free. Spans come in order of `from`. */
export function stacked<S extends Span>(spans: readonly S[]): (S & { row: number })[] {
  const ends: number[] = [];
  return spans.map((span) => {
    const free = ends.findIndex((end) => end <= span.from);
    const row = free < 0 ? ends.length : free;
    ends[row] = span.to;
    return { ...span, row };
  });
}

/** First and last moment of a timeline; a second wide when there is only one. */
export function reach(entries: readonly TimelineEntry[]): Span {
  const first = entries[0];
  if (!first) return { from: 0, to: 1000 };
  const walls = entries.map((entry) => entry.wall);
  const from = walls.reduce((a, b) => Math.min(a, b), first.wall);
  return {
    from,
    to: Math.max(
      from + 1000,
      walls.reduce((a, b) => Math.max(a, b), first.wall),
    ),
  };
}
