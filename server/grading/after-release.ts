/**
 * What a candidate may see once their result is final. Pure: the same exam, seed, answers and keys give the same. Author and
 * policy must both show a thing; nothing here is ever part of a form.
 */
import type { ShownAfterRelease, ShownFeedback, ShownItem } from '../../shared/assessment/shown.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import type { DeliveryPolicy } from '../../shared/policy/policy.ts';
import {
  type DrawnValue,
  type DrawnValues,
  deliverItem,
  type Exam,
  type ExamItem,
  type Feedback,
  fillContent,
  instanceOf,
  isShownFeedback,
  mapForward,
  type OutcomeMarking,
  type Wanted,
} from '../exams/index.ts';
import { drawnValues } from './drawn-values.ts';
import { examOutcomes } from './exam-score.ts';
import type { ItemGrade } from './grade.ts';
import { correctsOf, type ExamOptions, type GradedItem, gradedForExam, gradeItems } from './grade-exam.ts';
import { publishedKeys, treatmentsOf } from './regrade/keys.ts';
import { isNull, writeValue } from './value.ts';

type Shown = NonNullable<DeliveryPolicy['afterRelease']>;
export type AfterReleaseOptions = ExamOptions & { wanted?: readonly Wanted[] };

/** @returns null where author and policy together show nothing */
export function shownAfterRelease(
  exam: Exam,
  sitting: { id: string; seed: string; answers: Readonly<Record<string, Responses>> },
  shown: Shown,
  { wanted = [], ...options }: AfterReleaseOptions = {},
): ShownAfterRelease | null {
  const { id, seed, answers } = sitting;
  const all = gradeItems(exam, seed, answers, { ...options, trace: false });
  const items = all.flatMap((graded, at): ShownItem[] => {
    const after = graded.item.after ?? {};
    const feedback = shown.includes('feedback') && after.feedback === true;
    const solution = shown.includes('solution') && after.solution === true;
    if (!feedback && !solution) return [];
    const outcomes = outcomesOf(graded.item, graded.grade);
    const item = deliverItem(graded.item, seed, drawnValues, wanted, feedback ? outcomes : null);
    const { score, max } = graded.grade;
    return [
      {
        number: at + 1,
        section: graded.section,
        item,
        score: max === 0 ? null : score,
        max,
        responses: graded.responses,
        feedback: feedback ? beside(graded.item, seed, outcomes) : null,
        solution: solution ? solutionOf(exam, graded, seed, options) : null,
      },
    ];
  });
  const feedback = shown.includes('feedback') ? atEnd(exam, all, seed, options) : [];
  if (items.length === 0 && feedback.length === 0) return null;
  const used = new Set(items.map(({ item }) => item.stimulus));
  const stimuli = exam.sections
    .flatMap((section) => section.stimuli)
    .filter((stimulus) => used.has(stimulus.id))
    .map((stimulus) => ({ ...stimulus, content: fillContent(stimulus.content, {}, wanted) }));
  return { sitting: id, language: exam.language, items, stimuli, feedback };
}

const drawnOf = ({ cardinality, baseType }: OutcomeMarking, texts: string[] | null): DrawnValue | null =>
  texts === null ? null : { cardinality, baseType, texts };

/** The outcomes of a grade in the words of a form; what nobody set keeps what is declared. */
const outcomesOf = ({ marking }: ExamItem, { outcomes, score }: ItemGrade): DrawnValues =>
  Object.fromEntries(
    marking.outcomes.map((outcome) => {
      const texts = outcome.id === 'SCORE' ? [String(score)] : (outcomes[outcome.id] ?? outcome.default);
      return [outcome.id, drawnOf(outcome, texts)];
    }),
  );

const due = (all: readonly Feedback[], outcomes: DrawnValues, values: DrawnValues): ShownFeedback[] =>
  all
    .filter(({ outcome, value, show }) => isShownFeedback({ outcome, value, show }, outcomes))
    .map(({ title, content }) => ({ title, content: fillContent(content, { ...outcomes, ...values }) }));

const beside = (item: GradedItem['item'], seed: string, outcomes: DrawnValues): ShownFeedback[] =>
  due(item.modal ?? [], outcomes, drawnValues(item, seed));

/** A right answer under the keys that the result stands under, in the names of the form. */
function solutionOf(exam: Exam, { item }: GradedItem, seed: string, { keys }: ExamOptions): Responses | null {
  const treatment = treatmentsOf(exam, keys ?? publishedKeys(exam.id)).get(instanceOf(item.id).item);
  const keyed = { ...item, marking: treatment?.variants[0]?.marking ?? item.marking };
  const made = correctsOf(keyed, seed);
  const right = keyed.marking.responses.flatMap(({ id, correct }): [string, string[]][] => {
    const drawn = made.get(id) ?? null;
    const texts = isNull(drawn) ? correct : writeValue(drawn);
    return texts && texts.length > 0 ? [[id, texts]] : [];
  });
  return right.length > 0 ? mapForward(item, seed, Object.fromEntries(right)) : null;
}

function atEnd(exam: Exam, all: readonly GradedItem[], seed: string, { spent }: ExamOptions): ShownFeedback[] {
  const { feedback = [], scoring } = exam;
  if (feedback.length === 0 || !scoring) return [];
  const made = examOutcomes(exam, scoring, gradedForExam(all, seed, spent));
  const outcomes = Object.fromEntries(
    scoring.outcomes.map((outcome) => {
      const value = made.get(outcome.id) ?? null;
      return [outcome.id, drawnOf(outcome, value === null ? null : writeValue(value))];
    }),
  );
  return due(feedback, outcomes, {});
}
