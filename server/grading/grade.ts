/**
 * Grades: pure functions of the exam, the sitting's seed and the answers. The same input gives the same bytes, on any
 * machine and at any time, so that anyone who holds the exam can recompute a result.
 */
import { faultText, validateResponses } from '../../shared/assessment/validate.ts';
import type { ItemScore } from '../../shared/contract/console.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, mapBack } from '../exams/index.ts';
import { compileMarking, type Process } from './compile.ts';
import { tidy } from './mapping.ts';
import { isAnswered, type Marks, needsMarker, type SettledMark } from './marks.ts';
import type { Treatment } from './regrade/changes.ts';
import { type Keys, publishedKeys, treatmentsOf } from './regrade/keys.ts';
import { numberOf, writeValue } from './value.ts';

/** Raised whenever the same answers could get another score. */
export const ENGINE = 'invigil-qti-1';

/** `outcomes` hold lexical values; null is NULL. */
export type ItemGrade = { score: number; max: number; outcomes: Record<string, string[] | null>; trace: string[] };
export type ExamGrade = {
  exam: string;
  engine: string;
  score: number;
  max: number;
  items: ItemScore[];
  /** Item id to the hash of what it was marked by. */
  hashes: Record<string, string>;
};

const processes = new WeakMap<ExamItem, Process>();

function processOf(item: ExamItem): Process {
  const known = processes.get(item);
  if (known) return known;
  const made = compileMarking(item.marking);
  processes.set(item, made);
  return made;
}

const unscored = ({ marking }: ExamItem, reason: string): ItemGrade => ({
  score: 0,
  max: marking.max,
  outcomes: {},
  trace: [`Not scored: ${reason}.`],
});

/**
 * Grades one item's responses under the author's identifiers. Responses that the item's screen could not have produced
 * are not scored, with the reason in the trace. The score lies between the declared minimum (otherwise 0) and the maximum.
 */
export function gradeItem(item: ExamItem, responses: Responses): ItemGrade {
  const faults = validateResponses({ ...item, stimulus: undefined }, responses);
  if (faults.length > 0) return unscored(item, faults.map(faultText).join('; '));
  const { max, min } = item.marking;
  const { variables, trace } = processOf(item)(responses);
  const raw = numberOf(variables.get('SCORE') ?? null) ?? 0;
  const score = Number.isFinite(raw) ? tidy(Math.min(max, Math.max(min, raw))) : 0;
  if (score !== tidy(raw)) trace.push(`The score ${raw} is kept between ${min} and ${max}.`);
  trace.push(`Score ${score} of ${max}.`);
  const outcomes = Object.fromEntries(
    item.marking.outcomes.map(({ id }) => {
      const value = variables.get(id) ?? null;
      return [id, value === null ? null : writeValue(value)];
    }),
  );
  return { score, max, outcomes, trace };
}

/** Grades a response that carries the names of one candidate's form. */
export function gradeDelivered(item: ExamItem, seed: string, responses: Responses): ItemGrade {
  const mapped = mapBack(item, seed, responses);
  if (mapped.ok) return gradeItem(item, mapped.responses);
  return unscored(item, `"${mapped.unknown.slice(0, 60)}" is not on this candidate's form`);
}

/** The grade of an item that people mark; the score is kept within the item's own bounds like any other. */
function gradeMarked({ marking: { max, min } }: ExamItem, responses: Responses, mark: SettledMark | undefined): ItemGrade {
  if (!isAnswered(responses)) return { score: 0, max, outcomes: {}, trace: ['Left blank, so there is nothing to mark.'] };
  if (!mark) return { score: 0, max, outcomes: {}, trace: ['Waits for its marks.'] };
  const score = tidy(Math.min(max, Math.max(min, mark.score)));
  return { score, max, outcomes: { SCORE: [String(score)] }, trace: [...mark.trace, `Score ${score} of ${max}.`] };
}

/** An item's grade after the changes of its key: the best under the keys that count, then what is given or left out. */
function gradeTreated({ variants, how, weight, notes }: Treatment, grade: (item: ExamItem) => ItemGrade): ItemGrade {
  const [first, ...others] = variants.map(grade);
  if (!first) throw new Error('An item is graded under at least one key.');
  const best = others.reduce((one, other) => (other.score > one.score ? other : one), first);
  if (how === 'dropped') return { ...best, score: 0, max: 0, trace: [...best.trace, ...notes] };
  const max = tidy(best.max * weight);
  const score = how === 'full-marks' ? max : tidy(best.score * weight);
  const changed = how === 'full-marks' || weight !== 1 ? [`Score ${score} of ${max}.`] : [];
  return { ...best, score, max, trace: [...best.trace, ...notes, ...changed] };
}

/**
 * Grades all answers of one sitting; items without an answer are graded as blank.
 * @param answers responses by the form's item id, as `Sitting.answers` holds them
 * @param marks what people settled, by the form's item id
 * @param keys the approved changes since the exam was published; without them it is graded as published
 */
export function gradeExam(
  exam: Exam,
  seed: string,
  answers: Readonly<Record<string, Responses>>,
  { marks = {}, keys = publishedKeys(exam.id) }: { marks?: Marks; keys?: Keys } = {},
): ExamGrade {
  const treatments = treatmentsOf(exam, keys);
  const hashes: Record<string, string> = {};
  const items = exam.sections.flatMap((section) =>
    section.items.map((item): ItemScore => {
      const responses = Object.hasOwn(answers, item.id) ? (answers[item.id] ?? {}) : {};
      const gradeAs = (variant: ExamItem): ItemGrade =>
        needsMarker(variant)
          ? gradeMarked(variant, responses, Object.hasOwn(marks, item.id) ? marks[item.id] : undefined)
          : gradeDelivered(variant, seed, responses);
      const treatment = treatments.get(item.id);
      const { score, max, trace } = treatment ? gradeTreated(treatment, gradeAs) : gradeAs(item);
      hashes[item.id] = treatment ? hashOf(treatment) : item.hash;
      return { item: item.id, title: item.title, section: section.title, score, max, trace };
    }),
  );
  const total = (pick: (item: ItemScore) => number): number => tidy(items.reduce((sum, item) => sum + pick(item), 0));
  const score = total((item) => item.score);
  return { exam: exam.id, engine: ENGINE, score, max: total((item) => item.max), items, hashes };
}

/** An item whose key was only corrected is named by its new content; anything more is part of the name. */
function hashOf({ variants, how, weight }: Treatment): string {
  const [first, ...others] = variants.map(({ hash }) => hash);
  if (first !== undefined && others.length === 0 && how === 'scored' && weight === 1) return first;
  return digest([first ?? null, ...others, how, weight]);
}
