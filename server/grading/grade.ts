/**
 * Grades: pure functions of the exam, the sitting's seed and the answers. The same input gives the same bytes, on any
 * machine and at any time, so that anyone who holds the exam can recompute a result.
 */
import { faultText, validateResponses } from '../../shared/assessment/validate.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, instanceOf, type MappedBack, mapBack, type PresetItem } from '../exams/index.ts';
import { tidy } from './mapping.ts';
import { isAnswered, type SettledMark } from './marks.ts';
import { compileItem, type ItemProcess } from './process.ts';
import { QtiError } from './qti-error.ts';
import type { Treatment } from './regrade/changes.ts';
import { type Keys, treatmentsOf } from './regrade/keys.ts';
import type { Seed } from './state.ts';
import { numberOf, writeValue } from './value.ts';

/** Raised whenever the same answers could get another score. */
export const ENGINE = 'invigil-qti-3';

/**
 * `outcomes` and `templates` hold lexical values; null is NULL. `unscored` tells why nothing could be scored: a response
 * that the screen could not have produced, or processing that makes no sense.
 */
export type ItemGrade = {
  score: number;
  max: number;
  outcomes: Record<string, string[] | null>;
  /** What template processing drew; empty for items without templates. */
  templates: Record<string, string[] | null>;
  unscored: string | null;
  /** Empty where it was not asked for. */
  trace: string[];
};
export type GradeOptions = {
  /** Where random values of the item come from; the same for all that is done with one candidate's item. */
  seed?: Seed;
  /** Whether the steps are written down; the score is the same either way. */
  trace?: boolean;
};
const processes = new WeakMap<ExamItem['marking'], ItemProcess>();

/** The item's compiled processing, made once. */
export function processOf({ marking }: Pick<ExamItem, 'marking'>): ItemProcess {
  const known = processes.get(marking);
  if (known) return known;
  const made = compileItem(marking);
  processes.set(marking, made);
  return made;
}

export const unscored = ({ marking }: ExamItem, reason: string, trace: string[] = []): ItemGrade => ({
  score: 0,
  max: marking.max,
  outcomes: {},
  templates: {},
  unscored: reason,
  trace: [...trace, `Not scored: ${reason}.`],
});

/**
 * Grades one item's responses under the author's identifiers. Responses that the item's screen could not have produced
 * are not scored, with the reason in the trace. The score lies between the declared minimum (otherwise 0) and the maximum.
 */
export function gradeItem(
  item: PresetItem,
  responses: Responses,
  { seed = '', trace: wanted = true }: GradeOptions = {},
): ItemGrade {
  const faults = validateResponses({ ...item, stimulus: undefined }, responses);
  if (faults.length > 0) return unscored(item, faults.map(faultText).join('; '));
  const trace: string[] | null = wanted ? [] : null;
  try {
    return scored(item, responses, seed, trace);
  } catch (error) {
    if (error instanceof QtiError) return unscored(item, error.message.replace(/\.$/, ''), trace ?? []);
    throw error;
  }
}

/** A score as it counts: within the item's own bounds; what is no number is 0. */
export const boundedScore = (raw: number, { max, min }: { max: number; min: number }): number =>
  Number.isFinite(raw) ? tidy(Math.min(max, Math.max(min, raw))) : 0;

function scored(item: PresetItem, responses: Responses, seed: Seed, trace: string[] | null): ItemGrade {
  const { max, min, outcomes, templates } = item.marking;
  const process = processOf(item);
  const state = process.begin(seed, trace, item.presets);
  process.attempt(state, process.read(responses));
  const raw = numberOf(state.variables.get('SCORE') ?? null) ?? 0;
  const score = boundedScore(raw, { max, min });
  if (trace) {
    if (score !== tidy(raw)) trace.push(`The score ${raw} is kept between ${min} and ${max}.`);
    trace.push(`Score ${score} of ${max}.`);
  }
  const written = (variables: readonly { id: string }[]): Record<string, string[] | null> => {
    const texts: Record<string, string[] | null> = {};
    for (const { id } of variables) {
      const value = state.variables.get(id) ?? null;
      texts[id] = value === null ? null : writeValue(value);
    }
    return texts;
  };
  return { score, max, outcomes: written(outcomes), templates: written(templates), unscored: null, trace: trace ?? [] };
}

/** The seed of one item, or of one instance of it, in one sitting, from which its templates draw. It does not tell the sitting's own. */
export const itemSeed = (item: Pick<ExamItem, 'id'>, seed: string): string => digest(['template', seed, item.id]);

/** Grades a response that carries the names of one candidate's form. */
export const gradeDelivered = (item: PresetItem, seed: string, responses: Responses, trace = true): ItemGrade =>
  gradeMapped(item, seed, mapBack(item, seed, responses), trace);

export function gradeMapped(item: PresetItem, seed: string, mapped: MappedBack, trace: boolean): ItemGrade {
  if (mapped.ok) return gradeItem(item, mapped.responses, { seed: () => itemSeed(item, seed), trace });
  return unscored(item, `"${mapped.unknown.slice(0, 60)}" is not on this candidate's form`);
}

/** The grade of an item that people mark; the score is kept within the item's own bounds like any other. */
export function gradeMarked({ marking: { max, min } }: ExamItem, responses: Responses, mark: SettledMark | undefined): ItemGrade {
  const grade = (score: number, trace: string[]): ItemGrade => ({
    score,
    max,
    outcomes: { SCORE: [String(score)] },
    templates: {},
    unscored: null,
    trace,
  });
  if (!isAnswered(responses)) return grade(0, ['Left blank, so there is nothing to mark.']);
  if (!mark) return grade(0, ['Waits for its marks.']);
  const score = tidy(Math.min(max, Math.max(min, mark.score)));
  return grade(score, [...mark.trace, `Score ${score} of ${max}.`]);
}

const rescored = ({ outcomes }: ItemGrade, score: number) => ({ score, outcomes: { ...outcomes, SCORE: [String(score)] } });

/** An item's grade after the changes of its key: the best under the keys that count, then what is given or left out. */
function gradeTreated({ variants, how, weight, notes }: Treatment, grade: (item: ExamItem) => ItemGrade): ItemGrade {
  const [first, ...others] = variants.map(grade);
  if (!first) throw new Error('An item is graded under at least one key.');
  const best = others.reduce((one, other) => (other.score > one.score ? other : one), first);
  if (how === 'dropped') return { ...best, ...rescored(best, 0), max: 0, trace: [...best.trace, ...notes] };
  const max = tidy(best.max * weight);
  const score = how === 'full-marks' ? max : tidy(best.score * weight);
  const changed = how === 'full-marks' || weight !== 1 ? [`Score ${score} of ${max}.`] : [];
  return { ...best, ...rescored(best, score), max, trace: [...best.trace, ...notes, ...changed] };
}

/** One item's grade under keys, and the hash of what it is scored by. What holds for an item holds for each instance of it. */
export function gradeUnderKeys(
  exam: Exam,
  keys: Keys,
  item: PresetItem,
  grade: (item: PresetItem) => ItemGrade,
): { grade: ItemGrade; hash: string } {
  const treatment = treatmentsOf(exam, keys).get(instanceOf(item.id).item);
  const own = (variant: ExamItem): ItemGrade => grade({ ...variant, id: item.id, presets: item.presets });
  return treatment ? { grade: gradeTreated(treatment, own), hash: hashOf(treatment) } : { grade: grade(item), hash: item.hash };
}

/** An item whose key was only corrected is named by its new content; anything more is part of the name. */
function hashOf({ variants, how, weight }: Treatment): string {
  const [first, ...others] = variants.map(({ hash }) => hash);
  if (first !== undefined && others.length === 0 && how === 'scored' && weight === 1) return first;
  return digest([first ?? null, ...others, how, weight]);
}
