/**
 * Grades: pure functions of the exam, the sitting's seed and the answers. The same input gives the same bytes, on any
 * machine and at any time, so that anyone who holds the exam can recompute a result.
 */
import { faultText, validateResponses } from '../../shared/assessment/validate.ts';
import type { ItemScore } from '../../shared/contract/console.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, mapBack } from '../exams/index.ts';
import { compileMarking, type Process } from './compile.ts';
import { tidy } from './mapping.ts';
import { isAnswered, type Marks, needsMarker, type SettledMark } from './marks.ts';
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

/**
 * Grades all answers of one sitting; items without an answer are graded as blank.
 * @param answers responses by the form's item id, as `Sitting.answers` holds them
 * @param marks what people settled, by the form's item id
 */
export function gradeExam(
  exam: Exam,
  seed: string,
  answers: Readonly<Record<string, Responses>>,
  { marks = {} }: { marks?: Marks } = {},
): ExamGrade {
  const hashes: Record<string, string> = {};
  const items = exam.sections.flatMap((section) =>
    section.items.map((item): ItemScore => {
      const responses = Object.hasOwn(answers, item.id) ? (answers[item.id] ?? {}) : {};
      const { score, max, trace } = needsMarker(item)
        ? gradeMarked(item, responses, Object.hasOwn(marks, item.id) ? marks[item.id] : undefined)
        : gradeDelivered(item, seed, responses);
      hashes[item.id] = item.hash;
      return { item: item.id, title: item.title, section: section.title, score, max, trace };
    }),
  );
  const total = (pick: (item: ItemScore) => number): number => tidy(items.reduce((sum, item) => sum + pick(item), 0));
  const score = total((item) => item.score);
  return { exam: exam.id, engine: ENGINE, score, max: total((item) => item.max), items, hashes };
}
