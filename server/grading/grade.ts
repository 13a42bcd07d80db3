/**
 * Grades: pure functions of the exam, the sitting's seed and the answers. The same input gives the same bytes, on any
 * machine and at any time, so that anyone who holds the exam can recompute a result.
 */
import { faultText, validateResponses } from '../../shared/assessment/validate.ts';
import type { ItemScore } from '../../shared/contract/console.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import {
  type DrawnValues,
  drawn,
  type Exam,
  type ExamItem,
  instanceOf,
  type MappedBack,
  mapBack,
  type PresetItem,
  type Presets,
} from '../exams/index.ts';
import { examScore, type Graded } from './exam-score.ts';
import { tidy } from './mapping.ts';
import { isAnswered, type Marks, needsMarker, type SettledMark } from './marks.ts';
import { compileItem, type ItemProcess } from './process.ts';
import { QtiError } from './qti-error.ts';
import type { Treatment } from './regrade/changes.ts';
import { type Keys, publishedKeys, treatmentsOf } from './regrade/keys.ts';
import type { Seed } from './state.ts';
import { numberOf, type Value, writeValue } from './value.ts';
import { bestAfter } from './weighing.ts';

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
export type ExamGrade = {
  exam: string;
  engine: string;
  score: number;
  max: number;
  items: ItemScore[];
  /** Item id to the hash of what it was marked by. */
  hashes: Record<string, string>;
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

const unscored = ({ marking }: ExamItem, reason: string, trace: string[] = []): ItemGrade => ({
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

function gradeMapped(item: PresetItem, seed: string, mapped: MappedBack, trace: boolean): ItemGrade {
  if (mapped.ok) return gradeItem(item, mapped.responses, { seed: () => itemSeed(item, seed), trace });
  return unscored(item, `"${mapped.unknown.slice(0, 60)}" is not on this candidate's form`);
}

/** The grade of an item that people mark; the score is kept within the item's own bounds like any other. */
function gradeMarked({ marking: { max, min } }: ExamItem, responses: Responses, mark: SettledMark | undefined): ItemGrade {
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

export type ExamOptions = {
  marks?: Marks;
  trace?: boolean;
  keys?: Keys;
  shown?: Readonly<Record<string, DrawnValues>>;
  met?: ReadonlySet<string>;
  spent?: Readonly<Record<string, number>>;
  presets?: Readonly<Record<string, Presets>>;
};

/**
 * Grades all answers of one sitting; items that were drawn for it and have no answer are graded as blank.
 * @param answers responses by the form's item id, each instance's under its own, as `Sitting.answers` holds them
 * @param marks what people settled, by the form's item id
 * @param keys the approved changes since the exam was published; without them it is graded as published
 * @param shown what the form showed of drawn values, by item; an item that draws others today is not scored
 * @param trace whether steps and basis are written down
 * @param met the items that rules let this candidate meet; without it, all that were drawn
 * @param spent milliseconds with each item
 * @param presets what the test gave the templates of items
 */
export function gradeExam(
  exam: Exam,
  seed: string,
  answers: Readonly<Record<string, Responses>>,
  { marks = {}, trace = true, keys = publishedKeys(exam.id), shown = {}, met, spent = {}, presets = {} }: ExamOptions = {},
): ExamGrade {
  const hashes: Record<string, string> = {};
  const graded: Graded[] = [];
  const items = drawn(exam, seed).flatMap((section) =>
    section.items.flatMap((drawnItem): ItemScore[] => {
      const given = Object.hasOwn(presets, drawnItem.id) ? (presets[drawnItem.id] ?? {}) : {};
      const own = Object.keys(given).length > 0 ? given : undefined;
      const item = own ? { ...drawnItem, presets: own } : drawnItem;
      if (met && !met.has(item.id)) return [];
      const responses = Object.hasOwn(answers, item.id) ? (answers[item.id] ?? {}) : {};
      const mark = Object.hasOwn(marks, item.id) ? marks[item.id] : undefined;
      const mapped = mapBack(item, seed, responses);
      const gradeAs = (variant: PresetItem): ItemGrade =>
        needsMarker(variant)
          ? gradeMarked(variant, responses, mark)
          : asShown(variant, gradeMapped(variant, seed, mapped, trace), shown[variant.id]);
      const { grade, hash } = gradeUnderKeys(exam, keys, item, gradeAs);
      // Only a score of its own asks what was given.
      if (exam.scoring) {
        const given = processOf(item).read(mapped.ok && grade.unscored === null ? mapped.responses : {});
        const seconds = (Object.hasOwn(spent, item.id) ? (spent[item.id] ?? 0) : 0) / 1000;
        const { score: reached, outcomes } = grade;
        graded.push({ item, given, score: reached, outcomes, corrects: correctsOf(item, seed), seconds });
      }
      hashes[item.id] = hash;
      const { score, max, trace: steps, templates } = grade;
      const scored = { item: item.id, title: item.title, section: section.title, score, max, trace: steps };
      if (!trace) return [scored];
      const answered = mapped.ok ? mapped.responses : responses;
      return [
        {
          ...scored,
          basis: {
            hash,
            engine: ENGINE,
            seed: itemSeed(item, seed),
            responses: answered,
            templates,
            ...(own && { presets: own }),
          },
        },
      ];
    }),
  );
  const total = (pick: (item: ItemScore) => number): number => tidy(items.reduce((sum, item) => sum + pick(item), 0));
  const { scoring } = exam;
  const reweighed =
    scoring && [...treatmentsOf(exam, keys).values()].some(({ how, weight }) => how === 'dropped' || weight !== 1);
  const atBest = (best: (one: Graded, at: number) => number): Graded[] =>
    graded.map((one, at) => ({ ...one, score: best(one, at) }));
  const published = (one: Graded): number => one.item.marking.max;
  const treated = (_: Graded, at: number): number => items[at]?.max ?? 0;
  const max = scoring
    ? reweighed
      ? bestAfter(exam, scoring, atBest(published), atBest(treated))
      : scoring.max
    : total((item) => item.max);
  const score = scoring ? examScore(exam, scoring, graded, max) : total((item) => item.score);
  return { exam: exam.id, engine: ENGINE, score, max, items, hashes };
}

const noCorrects: ReadonlyMap<string, Value> = new Map();
/** The right answers that an item's template processing makes; none where its values cannot be drawn. */
function correctsOf(item: PresetItem, seed: string): ReadonlyMap<string, Value> {
  if (item.marking.templating.length === 0) return noCorrects;
  try {
    return processOf(item).begin(itemSeed(item, seed), null, item.presets).corrects;
  } catch (error) {
    if (error instanceof QtiError) return noCorrects;
    throw error;
  }
}

/** Not scored when the candidate was shown other values than those that it would be graded by. */
function asShown(item: ExamItem, grade: ItemGrade, shown: DrawnValues | undefined): ItemGrade {
  if (shown === undefined || grade.unscored !== null) return grade;
  const lexical = (id: string): string | null => {
    const value = shown[id] ?? null;
    if (value === null) return null;
    return JSON.stringify(value.fields ? value.fields.map(({ field, text }) => `${field}=${text}`) : value.texts);
  };
  const other = item.marking.templates.find(({ id }) => {
    const drawn = grade.templates[id] ?? null;
    return lexical(id) !== (drawn === null ? null : JSON.stringify(drawn));
  });
  return other ? unscored(item, `the candidate was shown another value of ${other.id} than is drawn now`, grade.trace) : grade;
}

/** An item whose key was only corrected is named by its new content; anything more is part of the name. */
function hashOf({ variants, how, weight }: Treatment): string {
  const [first, ...others] = variants.map(({ hash }) => hash);
  if (first !== undefined && others.length === 0 && how === 'scored' && weight === 1) return first;
  return digest([first ?? null, ...others, how, weight]);
}
