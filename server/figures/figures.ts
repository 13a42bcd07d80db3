/** What may be shown of an exam, from one row a registration. Pure. */
import { type FigureStage, type Figures, figureStages } from '../../shared/contract/figures.ts';
import { bins, quantile, wilson } from './statistics.ts';
import { mergeSmall, SMALLEST, suppress } from './suppress.ts';

/** One registration and how far it came. */
export type FigureRow = {
  window: string;
  country: string;
  stage: FigureStage;
  /** Share of the maximum, 0..1, of whoever is graded or further; null for all others. */
  share: number | null;
  /** Exam time used, in minutes, of whoever handed in or is further; null for all others. */
  minutes: number | null;
};
export type FigureFacts = {
  exam: string;
  title: string;
  /** 0..1 */
  passMark: number;
  /** Minutes that the exam gives. */
  allowed: number;
  /** Standard error of measurement at the cut, as a share of the maximum. */
  sem: number | null;
  eligible: number;
  rows: readonly FigureRow[];
};

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const atLeast = (count: number): number | null => (count === 0 || count >= SMALLEST ? count : null);

/**
 * Everything rests on one table, windows by how far people came and no further, so that the parts of the page cannot be
 * played off against each other. Windows and stages with few people are put together first.
 */
export function figuresOf({ exam, title, passMark, allowed, sem, eligible, rows }: FigureFacts): Figures {
  const names = [...new Set(rows.map(({ window }) => window))];
  const counts = names.map((window) =>
    figureStages.map((stage) => rows.filter((row) => row.window === window && row.stage === stage).length),
  );
  const windowGroups = mergeSmall(counts.map(total));
  const stageGroups = mergeSmall(figureStages.map((_, place) => total(counts.map((cells) => cells[place] ?? 0))));
  const table = windowGroups.map((group) =>
    stageGroups.map((stages) => total(group.map((place) => total(stages.map((stage) => counts[place]?.[stage] ?? 0))))),
  );
  const isShown = rows.length >= SMALLEST;
  const hidden = isShown ? suppress(table, table.length > 1) : null;

  /** How many of one row came at least as far as a stage; null when that lies within a group or rests on a hidden cell. */
  const reached = (row: number, stage: FigureStage): number | null => {
    const first = stageGroups.findIndex(([begin]) => begin === figureStages.indexOf(stage));
    if (first < 0 || hidden === null) return null;
    const cells = table[row]?.slice(first) ?? [];
    return cells.some((_, at) => hidden[row]?.[first + at]) ? null : total(cells);
  };
  const overall = (stage: FigureStage): number | null => {
    const first = stageGroups.findIndex(([begin]) => begin === figureStages.indexOf(stage));
    if (first < 0 || !isShown) return null;
    // One window alone is its own total; of several, the totals of stages are shown whatever is hidden within.
    if (table.length === 1) return reached(0, stage);
    return hidden === null ? null : total(table.map((cells) => total(cells.slice(first))));
  };

  const finals = rows.flatMap(({ share }) => (share === null ? [] : [100 * share]));
  const minutes = rows.flatMap((row) => (row.minutes === null ? [] : [row.minutes]));
  const funnel = figureStages.map((stage) => ({ stage, count: stage === 'registered' ? atLeast(rows.length) : overall(stage) }));
  const scoresShown = finals.length >= SMALLEST && funnel.some(({ stage, count }) => stage === 'graded' && count !== null);
  return {
    exam,
    title,
    smallest: SMALLEST,
    eligible: atLeast(eligible),
    funnel,
    windows: !isShown
      ? []
      : windowGroups.map((group, row) => {
          const [graded, passed] = [reached(row, 'graded'), reached(row, 'passed')];
          const interval = graded !== null && passed !== null ? wilson(passed, graded) : null;
          return {
            titles: group.map((place) => names[place] ?? ''),
            registered: total(table[row] ?? []),
            graded,
            passed,
            rate: interval && graded !== null && passed !== null ? passed / graded : null,
            low: interval?.low ?? null,
            high: interval?.high ?? null,
          };
        }),
    scores: scoresShown
      ? {
          bins: bins(finals, 5, 100),
          people: finals.length,
          cut: 100 * passMark,
          sem: sem === null ? null : 100 * sem,
          median: finals.length >= 2 * SMALLEST ? quantile(finals, 0.5) : null,
        }
      : null,
    time:
      minutes.length >= SMALLEST && funnel.some(({ stage, count }) => stage === 'submitted' && count !== null)
        ? {
            // Whoever had extra time counts in the last bin: its end would tell the longest time of one person.
            bins: bins(minutes, Math.max(1, Math.ceil(allowed / 12)), allowed),
            people: minutes.length,
            allowed,
            ...quartiles(minutes),
          }
        : null,
    countries: isShown ? countriesOf(rows) : [],
  };
}

function quartiles(values: readonly number[]): { lower: number | null; median: number | null; upper: number | null } {
  // A quarter of the people must be enough not to name anybody.
  const enough = values.length >= 4 * SMALLEST;
  return {
    lower: enough ? quantile(values, 0.25) : null,
    median: values.length >= 2 * SMALLEST ? quantile(values, 0.5) : null,
    upper: enough ? quantile(values, 0.75) : null,
  };
}

/** Countries with few people stand together as `other`, with the next smallest when they are too few even so. */
function countriesOf(rows: readonly FigureRow[]): Figures['countries'] {
  const counts = [...Map.groupBy(rows, ({ country }) => country)]
    .map(([country, own]) => ({ country, count: own.length }))
    .toSorted((a, b) => b.count - a.count || (a.country < b.country ? -1 : 1));
  const shown = counts.filter(({ count }) => count >= SMALLEST);
  const rest = counts.filter(({ count }) => count < SMALLEST);
  if (rest.length === 0) return shown;
  let other = total(rest.map(({ count }) => count));
  // One country alone under "other" would still be that country.
  while (shown.length > 0 && (other < SMALLEST || rest.length < 2)) {
    const next = shown.pop();
    if (!next) break;
    rest.push(next);
    other += next.count;
  }
  return [...shown, { country: 'other', count: atLeast(other) }];
}
