/**
 * Grades of whole exams: pure functions of the exam, the sitting's seed and the answers, like those of items.
 */
import type { ItemScore } from '../../shared/contract/console.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import {
  type DrawnItem,
  type DrawnValues,
  drawn,
  type Exam,
  type ExamItem,
  type MappedBack,
  mapBack,
  type PresetItem,
  type Presets,
} from '../exams/index.ts';
import { examScore, type Graded } from './exam-score.ts';
import { ENGINE, gradeMapped, gradeMarked, gradeUnderKeys, type ItemGrade, itemSeed, processOf, unscored } from './grade.ts';
import { tidy } from './mapping.ts';
import { type Marks, needsMarker } from './marks.ts';
import { QtiError } from './qti-error.ts';
import { type Keys, publishedKeys, treatmentsOf } from './regrade/keys.ts';
import type { Value } from './value.ts';
import { bestAfter } from './weighing.ts';

export type ExamGrade = {
  exam: string;
  engine: string;
  score: number;
  max: number;
  items: ItemScore[];
  /** Item id to the hash of what it was marked by. */
  hashes: Record<string, string>;
};

/**
 * `marks`: what people settled, by the form's item id. `keys`: the approved changes since the exam was published; without them
 * it is graded as published. `shown`: what the form showed of drawn values, by item; an item that draws others today is not
 * scored. `trace`: whether steps and basis are written down. `met`: the items that rules let this candidate meet; without it,
 * all that were drawn. `spent`: milliseconds with each item. `presets`: what the test gave the templates of items.
 */
export type ExamOptions = {
  marks?: Marks;
  trace?: boolean;
  keys?: Keys;
  shown?: Readonly<Record<string, DrawnValues>>;
  met?: ReadonlySet<string>;
  spent?: Readonly<Record<string, number>>;
  presets?: Readonly<Record<string, Presets>>;
};

/** One item of a sitting with its grade; `given` is empty where the response was not to be scored. */
export type GradedItem = {
  section: string;
  item: DrawnItem;
  responses: Responses;
  mapped: MappedBack;
  grade: ItemGrade;
  hash: string;
};

const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

/** Grades every item that a sitting met; those without an answer are graded as blank. */
export function gradeItems(
  exam: Exam,
  seed: string,
  answers: Readonly<Record<string, Responses>>,
  { marks = {}, trace = true, keys = publishedKeys(exam.id), shown = {}, met, presets = {} }: ExamOptions = {},
): GradedItem[] {
  return drawn(exam, seed).flatMap((section) =>
    section.items.flatMap((drawnItem): GradedItem[] => {
      const given = own(presets, drawnItem.id) ?? {};
      const item = Object.keys(given).length > 0 ? { ...drawnItem, presets: given } : drawnItem;
      if (met && !met.has(item.id)) return [];
      const responses = own(answers, item.id) ?? {};
      const mapped = mapBack(item, seed, responses);
      const gradeAs = (variant: PresetItem): ItemGrade =>
        needsMarker(variant)
          ? gradeMarked(variant, responses, own(marks, item.id))
          : asShown(variant, gradeMapped(variant, seed, mapped, trace), shown[variant.id]);
      return [{ section: section.title, item, responses, mapped, ...gradeUnderKeys(exam, keys, item, gradeAs) }];
    }),
  );
}

/** What outcome processing of the exam looks at. */
export function gradedForExam(
  items: readonly GradedItem[],
  seed: string,
  spent: Readonly<Record<string, number>> = {},
): Graded[] {
  return items.map(({ item, mapped, grade }) => ({
    item,
    given: processOf(item).read(mapped.ok && grade.unscored === null ? mapped.responses : {}),
    score: grade.score,
    outcomes: grade.outcomes,
    corrects: correctsOf(item, seed),
    seconds: (own(spent, item.id) ?? 0) / 1000,
  }));
}

/**
 * Grades all answers of one sitting; items that were drawn for it and have no answer are graded as blank.
 * @param answers responses by the form's item id, each instance's under its own, as `Sitting.answers` holds them
 */
export function gradeExam(
  exam: Exam,
  seed: string,
  answers: Readonly<Record<string, Responses>>,
  options: ExamOptions = {},
): ExamGrade {
  const { trace = true, keys = publishedKeys(exam.id), spent = {} } = options;
  const all = gradeItems(exam, seed, answers, options);
  const hashes = Object.fromEntries(all.map(({ item, hash }) => [item.id, hash]));
  // Only a score of its own asks what was given.
  const graded = exam.scoring ? gradedForExam(all, seed, spent) : [];
  const items = all.map(({ item, section, responses, mapped, grade, hash }): ItemScore => {
    const { score, max, trace: steps, templates } = grade;
    const scored = { item: item.id, title: item.title, section, score, max, trace: steps };
    if (!trace) return scored;
    const answered = mapped.ok ? mapped.responses : responses;
    const basis = { hash, engine: ENGINE, seed: itemSeed(item, seed), responses: answered, templates };
    return { ...scored, basis: { ...basis, ...(item.presets && { presets: item.presets }) } };
  });
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
export function correctsOf(item: PresetItem, seed: string): ReadonlyMap<string, Value> {
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
