/**
 * Where a marker stands: practice first, live after enough practice in a row, stopped after failed seeds. Practice and
 * seeds are compared with their definitive marks.
 */
import type { MarkerStanding } from '../../shared/contract/marking.ts';
import { agree } from './scheme.ts';
import type { Mark, Marker, QueueState } from './state.ts';

type Compared = { mark: Mark; use: 'practice' | 'seed'; within: boolean };

/** A marker's practice and seeds since the last admission, in their order. */
export function compared(state: QueueState, marker: Marker): Compared[] {
  const { scheme } = state;
  if (!scheme) return [];
  return marker.marks.flatMap((mark): Compared[] => {
    const script = state.scripts.get(mark.script);
    if (mark.seq <= marker.since || !script?.definitive || script.use === 'live') return [];
    return [{ mark, use: script.use, within: agree(scheme, mark.levels, script.definitive) }];
  });
}

const atEnd = (list: readonly boolean[]): number => list.length - 1 - list.lastIndexOf(false);

/** How many of the last practice responses in a row were within tolerance. */
export const practisedInRow = (state: QueueState, marker: Marker | undefined): number =>
  marker
    ? atEnd(
        compared(state, marker)
          .filter(({ use }) => use === 'practice')
          .map(({ within }) => within),
      )
    : 0;

/** Whether the gate was ever passed since the admission: a later practice response takes nothing back. */
function passed(state: QueueState, marker: Marker | undefined): boolean {
  const needed = state.scheme?.practice.inRow ?? 0;
  if (needed === 0) return true;
  if (!marker) return false;
  let row = 0;
  for (const { use, within } of compared(state, marker)) {
    if (use !== 'practice') continue;
    row = within ? row + 1 : 0;
    if (row >= needed) return true;
  }
  return false;
}

/** Practice responses that this marker has not had since the admission. After a readmission all are open again. */
export const practiceLeft = (state: QueueState, marker: Marker | undefined) => {
  const done = new Set(marker?.marks.filter(({ seq }) => seq > marker.since).map(({ script }) => script));
  return [...state.scripts.values()].filter(({ use, id }) => use === 'practice' && !done.has(id));
};

export function standingOf(state: QueueState, id: string): MarkerStanding {
  if (!state.scheme) return 'no-scheme';
  const marker = state.markers.get(id);
  if (marker?.stopped) return 'stopped';
  if (passed(state, marker)) return 'live';
  return practiceLeft(state, marker).length > 0 ? 'practice' : 'practice-failed';
}

/** Failed seeds in a row until now. */
export const failedInRow = (state: QueueState, marker: Marker): number => {
  const seeds = compared(state, marker).filter(({ use }) => use === 'seed');
  return seeds.length - 1 - seeds.findLastIndex(({ within }) => within);
};

/** The marks of live responses given since the last good seed, or since the admission: what a stop sets aside. */
export function sinceLastGoodSeed(state: QueueState, marker: Marker): Mark[] {
  const good = compared(state, marker).findLast(({ use, within }) => use === 'seed' && within);
  const from = good?.mark.seq ?? marker.since;
  return marker.marks.filter((mark) => mark.seq > from && !mark.voided && state.scripts.get(mark.script)?.use === 'live');
}
