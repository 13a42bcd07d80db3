/** The overview's figures of one queue, from its state. Pure. */
import type { MarkerFigures, QueueFigures } from '../../shared/contract/marking.ts';
import { agreementOf, type Pair, severityOf } from './agreement.ts';
import { totalOf } from './scheme.ts';
import { isOut, settlementOf } from './settle.ts';
import { compared, standingOf } from './standing.ts';
import { type Mark, type Marker, MODEL, type QueueState } from './state.ts';

export type Figures = Pick<QueueFigures, 'states' | 'held' | 'practice' | 'seeds' | 'total' | 'criteria' | 'markers'>;

/** The first two marks of people on each live response, voided or not: a stopped marker's disagreement is a fact as well. */
function pairsOf(state: QueueState): (readonly [Mark, Mark])[] {
  return [...state.scripts.values()].flatMap(({ use, marks }) => {
    const [first, second] = marks.filter(({ marker }) => marker !== MODEL);
    return use === 'live' && first && second ? [[first, second] as const] : [];
  });
}

export function figuresOf(state: QueueState): Figures {
  const { scheme } = state;
  const scripts = [...state.scripts.values()];
  const live = scripts.filter(({ use }) => use === 'live');
  const settlements = scheme ? live.map((script) => settlementOf(scheme, script)) : [];
  const inState = (name: string) => settlements.filter((settlement) => settlement.state === name).length;
  const pairs = pairsOf(state);
  const totals = scheme ? pairs.map((pair): Pair => [totalOf(scheme, pair[0].levels), totalOf(scheme, pair[1].levels)]) : [];
  return {
    states: {
      waiting: scheme ? inState('waiting') : live.length,
      oneMark: inState('one-mark'),
      toAdjudicate: inState('to-adjudicate'),
      settled: inState('settled'),
    },
    held: scheme ? settlements.filter((each) => each.state === 'settled' && !isOut(scheme, state.released, each)).length : 0,
    practice: scripts.filter(({ use }) => use === 'practice').length,
    seeds: scripts.filter(({ use }) => use === 'seed').length,
    total: agreementOf(totals),
    criteria: (scheme?.criteria ?? []).map(({ id, title }) => ({
      id,
      title,
      agreement: agreementOf(pairs.map(([one, other]): Pair => [one.levels[id] ?? 0, other.levels[id] ?? 0])),
    })),
    markers: [...state.markers.values()].map((marker) => markerFigures(state, marker, pairs)),
  };
}

/** A marker against the definitive marks of seeds and against whoever marked the same live responses. */
function markerFigures(state: QueueState, marker: Marker, live: readonly (readonly [Mark, Mark])[]): MarkerFigures {
  const { scheme } = state;
  const seeds = compared(state, { ...marker, since: 0 }).filter(({ use }) => use === 'seed');
  const references = [
    ...seeds.map(({ mark }) => [mark.levels, state.scripts.get(mark.script)?.definitive ?? {}] as const),
    ...live.flatMap(([one, other]) =>
      one.marker === marker.id
        ? [[one.levels, other.levels] as const]
        : other.marker === marker.id
          ? [[other.levels, one.levels] as const]
          : [],
    ),
  ];
  const pairs = scheme ? references.map(([own, other]): Pair => [totalOf(scheme, own), totalOf(scheme, other)]) : [];
  const seedsHere = [...state.scripts.values()].filter(({ use }) => use === 'seed').length;
  return {
    marker: marker.id,
    name: marker.name,
    standing: standingOf(state, marker.id),
    marked: marker.marks.length,
    seeds: {
      given: seeds.length,
      within: seeds.filter(({ within }) => within).length,
      left: seedsHere - new Set(seeds.map(({ mark }) => mark.script)).size,
    },
    voided: marker.marks.filter(({ voided }) => voided).length,
    severity: severityOf(pairs),
    agreement: agreementOf(pairs),
  };
}
