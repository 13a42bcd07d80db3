/**
 * What a marker gets next. Nobody meets a response twice; double marks come from two people; what has the fewest marks
 * comes first; seeds come at their rate, at places that nobody can foresee; a reservation that ran out holds nothing.
 */
import { createHash } from 'node:crypto';
import { peopleNeeded, settlementOf } from './settle.ts';
import { practiceLeft, standingOf } from './standing.ts';
import { MODEL, type QueueState, type Script } from './state.ts';

/** How long a response stays with the marker who opened it. */
export const RESERVED_MS = 45 * 60_000;

/** A number 0..below, the same for the same parts. */
const pick = (below: number, ...parts: string[]): number =>
  createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE(0) % below;

const metBefore = (script: Script, marker: string): boolean =>
  script.marks.some((mark) => mark.marker === marker) || script.judgements.some(({ by }) => by === marker);

const othersWorkingOn = (script: Script, marker: string, now: number): number =>
  [...script.reserved].filter(([holder, until]) => holder !== marker && until > now).length;

/** Marks of people that stand, and those that are being given. */
const coverage = (script: Script, marker: string, now: number): number =>
  script.marks.filter((mark) => mark.marker !== MODEL && !mark.voided).length + othersWorkingOn(script, marker, now);

/** Whether the marker's next response is a seed: one place in each run of `every` is, and it differs from run to run. */
function isSeedNext(state: QueueState, marker: string, every: number): boolean {
  const known = state.markers.get(marker);
  const given =
    known?.marks.filter(({ seq, script }) => seq > known.since && state.scripts.get(script)?.use !== 'practice').length ?? 0;
  const run = Math.floor(given / every);
  return given % every === pick(every, marker, String(known?.since ?? 0), String(run));
}

/**
 * The response for this marker now, or null when there is none or the standing allows none.
 * @param now ms since 1970
 */
export function allocate(state: QueueState, marker: string, now: number): Script | null {
  const { scheme } = state;
  const standing = standingOf(state, marker);
  if (!scheme || (standing !== 'live' && standing !== 'practice')) return null;
  const scripts = [...state.scripts.values()];
  const held = scripts.find((script) => (script.reserved.get(marker) ?? 0) > now);
  if (held) return held;
  if (standing === 'practice') return practiceLeft(state, state.markers.get(marker))[0] ?? null;

  const unseen = scripts.filter((script) => !metBefore(script, marker));
  const live = unseen
    .filter(
      (script) =>
        script.use === 'live' &&
        script.judgements.length === 0 &&
        settlementOf(scheme, script).state !== 'settled' &&
        coverage(script, marker, now) < peopleNeeded(scheme),
    )
    .toSorted((a, b) => coverage(a, marker, now) - coverage(b, marker, now) || a.place - b.place);
  const next = live[0] ?? null;
  if (!next || !isSeedNext(state, marker, scheme.seeds.every)) return next;
  const seeds = unseen.filter(({ use }) => use === 'seed');
  // In an order of this marker's own, so that two who compare notes learn nothing.
  const seed = seeds.toSorted((a, b) => pick(2 ** 31, marker, a.id) - pick(2 ** 31, marker, b.id))[0];
  return seed ?? next;
}
