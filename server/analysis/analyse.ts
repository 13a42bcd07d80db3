/** One exam's analysis out of all results that stand. Pure: the same results give the same figures. */
import type { ExamAnalysis, ItemAnalysis, ItemFlag } from '../../shared/contract/analysis.ts';
import {
  type ChoiceUse,
  choiceUses,
  conditionalSem,
  correlation,
  decisionQuality,
  effectiveLength,
  fitCurves,
  type ItemCurve,
  type ItemStatistics,
  itemDif,
  itemStatistics,
  type MantelHaenszel,
  type ScoreTable,
  strengthGroups,
  testStatistics,
  totalOf,
  totalsOf,
} from './statistics/index.ts';

/** A response to an item that the candidate got before; `place` is the item's. */
export type Again = { place: number; score: number; choices: readonly string[] | null };
/**
 * One candidate's scores by item, what they chose, and where they are from. Where an item came several times, the first counts
 * in the table of people by items; what is told of the item itself counts all.
 */
export type Taken = {
  country: string;
  scores: readonly number[];
  choices: readonly (readonly string[] | null)[];
  again?: readonly Again[];
};
export type AnalysedItem = {
  item: string;
  title: string;
  section: string;
  max: number;
  /** Null where the item offers no choices. */
  choices: readonly { id: string; text: string; isKey: boolean }[] | null;
};
export type ToAnalyse = {
  exam: string;
  title: string;
  items: readonly AnalysedItem[];
  taken: readonly Taken[];
  /** Share of the maximum. */
  passMark: number;
  /** The country to compare with all others. */
  focal: string | null;
};

/** Fewer candidates give curves that say more of chance than of the item (de Ayala 2009 asks for several hundred). */
export const CURVES_FROM = 200;
/** Groups smaller than this are neither compared nor named. */
export const GROUP_FROM = 30;
const GROUPS = 5;
const JUDGED_FROM = 30;

export function analyse({ exam, title, items, taken, passMark, focal }: ToAnalyse): ExamAnalysis {
  const table: ScoreTable = { max: items.map(({ max }) => max), rows: taken.map(({ scores }) => scores) };
  const max = items.reduce((sum, item) => sum + item.max, 0);
  const cut = Math.ceil(passMark * max - 1e-9);
  const people = taken.length;
  const test = people > 0 ? testStatistics(table) : null;
  const totals = totalsOf(table);
  const length = test?.alpha ? effectiveLength(totals, test.alpha, max) : null;
  const groups = countries(taken);
  const compared = focal !== null && groups.includes(focal) ? focal : null;
  const full = {
    max: items.map(() => 1),
    rows: taken.map(({ scores }) => scores.map((score, i) => (score >= (table.max[i] ?? 1) ? 1 : 0))),
  };
  const curves = curvesOf(full, items.length);
  const dif =
    compared === null
      ? []
      : itemDif(
          full,
          taken.map(({ country }) => country === compared),
        );
  const statistics = people > 1 ? itemStatistics(table) : [];
  return {
    exam,
    title,
    people,
    max,
    mean: finite(test?.mean),
    deviation: finite(test?.deviation),
    alpha: test?.alpha ?? null,
    kr21: test?.kr21 ?? null,
    sem: finite(test?.sem),
    cut,
    semAtCut: length === null ? null : conditionalSem(cut, max, length),
    decisions: test?.alpha ? decisionQuality(totals, test.alpha, max, cut) : null,
    distribution: countsOf(
      taken.map(({ scores }) => totalOf(scores)),
      max,
    ),
    conditional:
      length === null ? [] : Array.from({ length: Math.floor(max) + 1 }, (_, score) => conditionalSem(score, max, length)),
    curvesFrom: CURVES_FROM,
    groups,
    focal: compared,
    items: items.map((item, place) => itemOf(item, place, taken, statistics[place], curves[place] ?? null, dif[place] ?? null)),
  };
}

const finite = (value: number | null | undefined): number | null => (Number.isFinite(value) ? (value ?? null) : null);

/** Whole totals, a half rounded up. */
export const countsOf = (totals: readonly number[], max: number): number[] => {
  const counts = Array.from({ length: Math.floor(max) + 1 }, () => 0);
  for (const total of totals) {
    const place = Math.min(counts.length - 1, Math.max(0, Math.round(total)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
};

/** Countries with enough candidates on both sides to be compared. */
function countries(taken: readonly Taken[]): string[] {
  const sizes = Map.groupBy(taken, ({ country }) => country);
  return [...sizes]
    .filter(([, own]) => own.length >= GROUP_FROM && taken.length - own.length >= GROUP_FROM)
    .map(([country]) => country)
    .toSorted();
}

/** Items that everybody answered alike have no curve; the others are fitted without them. */
function curvesOf(full: ScoreTable, items: number): (ItemCurve | null)[] {
  const none = Array.from({ length: items }, () => null);
  if (full.rows.length < CURVES_FROM) return none;
  const varied = full.max.flatMap((_, item) => (new Set(full.rows.map((row) => row[item])).size > 1 ? [item] : []));
  if (varied.length < 2) return none;
  const { items: fitted } = fitCurves(
    { max: varied.map(() => 1), rows: full.rows.map((row) => varied.map((item) => row[item] ?? 0)) },
    { tolerance: 1e-3, maxSteps: 200 },
  );
  return none.map((_, item) => fitted[varied.indexOf(item)] ?? null);
}

function itemOf(
  item: AnalysedItem,
  place: number,
  taken: readonly Taken[],
  statistics: ItemStatistics | undefined,
  curve: ItemCurve | null,
  dif: MantelHaenszel | null,
): ItemAnalysis {
  const responses = taken.flatMap(({ scores, choices, again = [] }) => {
    const rest = totalOf(scores) - (scores[place] ?? 0);
    const all = [{ score: scores[place] ?? 0, choices: choices[place] ?? null }, ...again.filter((one) => one.place === place)];
    return all.map((response) => ({ ...response, rest }));
  });
  const group = strengthGroups(
    responses.map(({ rest }) => rest),
    GROUPS,
  );
  const shareOf = (own: typeof responses): number =>
    own.length === 0 ? 0 : own.reduce((sum, { score }) => sum + score, 0) / own.length / item.max;
  const byGroup = Array.from({ length: GROUPS }, (_, g) => shareOf(responses.filter((_, i) => group[i] === g)));
  const known = item.choices ?? [];
  const uses = choiceUses(
    responses.map(({ choices, rest }) => ({ choices: choices ?? [], rest })),
    known.map(({ id }) => id),
    GROUPS,
  );
  const choices = item.choices
    ? uses.map((use) => {
        const own = known.find(({ id }) => id === use.choice);
        return { ...use, text: own?.text ?? '', isKey: own?.isKey ?? false };
      })
    : [];
  const isRepeated = responses.length > taken.length;
  const difficulty = statistics ? (isRepeated ? shareOf(responses) : statistics.difficulty) : 0;
  const pairs = responses.map(({ score, rest }) => ({ x: score, y: rest, weight: 1 }));
  const discrimination = (isRepeated ? correlation(pairs) : statistics?.discrimination) ?? null;
  return {
    item: item.item,
    title: item.title,
    section: item.section,
    max: item.max,
    difficulty,
    discrimination,
    alphaWithout: statistics?.alphaWithout ?? null,
    curve,
    byGroup,
    choices,
    dif: dif && { oddsRatio: dif.oddsRatio, chiSquare: dif.chiSquare, delta: dif.delta, size: dif.size },
    flags: taken.length < JUDGED_FROM ? [] : flagsOf(difficulty, discrimination, choices, dif),
  };
}

/** What an author should look at. The bounds are those of classical item review (Ebel and Frisbie 1991). */
function flagsOf(
  difficulty: number,
  discrimination: number | null,
  choices: readonly (ChoiceUse & { isKey: boolean })[],
  dif: MantelHaenszel | null,
): ItemFlag[] {
  const distractors = choices.filter(({ isKey, choice }) => !isKey && choice !== '');
  const said: [ItemFlag, boolean][] = [
    ['very-easy', difficulty > 0.95],
    ['very-hard', difficulty < 0.2],
    ['against', discrimination !== null && discrimination < 0],
    ['weak', discrimination !== null && discrimination >= 0 && discrimination < 0.1],
    ['distractor', distractors.some(({ discrimination: own, share }) => own !== null && own > 0.1 && share > 0.05)],
    ['unused', distractors.some(({ share }) => share < 0.02)],
    ['groups-differ', dif !== null && dif.size !== 'A'],
  ];
  return said.flatMap(([flag, holds]) => (holds ? [flag] : []));
}
