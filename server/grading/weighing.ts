/**
 * Whether an exam's own outcome processing still makes sense when an item is dropped or weighs otherwise, and what the best
 * score is then. It does where SCORE is a sum of the items' scores: whatever is left out or counts double then does so on
 * both sides. Thresholds, products and counts of right answers would judge by numbers that no longer hold.
 */
import { type Exam, type Expression, examItems, type Rule } from '../exams/index.ts';
import { type Graded, rawExamScore } from './exam-score.ts';
import { tidy } from './mapping.ts';

type Scoring = NonNullable<Exam['scoring']>;

const isScores = ({ op, attributes }: Expression): boolean =>
  op === 'test-variables' && attributes['variable-identifier'] === 'SCORE';
const isOneScore = ({ op, attributes }: Expression): boolean =>
  op === 'variable' && /^[^.]+\.SCORE$/.test(attributes.identifier ?? '');
const isSumOfScores = ({ op, args }: Expression): boolean =>
  op === 'sum' && args.length > 0 && args.every((operand) => isScores(operand) || isOneScore(operand) || isSumOfScores(operand));

const sets = (rules: readonly Rule[]): Rule[] =>
  rules.flatMap((rule): Rule[] => {
    if (rule.rule === 'condition') return sets(rule.branches.flatMap((branch) => branch.rules));
    if (rule.rule === 'block') return sets(rule.rules);
    return (rule.rule === 'set' || rule.rule === 'lookup') && rule.id === 'SCORE' ? [rule] : [];
  });

/** Whether the exam's score is a sum of its items' scores, by their weights or not, and of nothing else. */
export function isSum(exam: Exam, { processing }: Scoring): boolean {
  if (examItems(exam).some(({ mappings }) => mappings && Object.hasOwn(mappings, 'SCORE'))) return false;
  const [only, ...more] = sets(processing);
  return only?.rule === 'set' && more.length === 0 && processing.includes(only) && isSumOfScores(only.value);
}

/**
 * The best score of one candidate once items were dropped or weighed: in the same share to the declared one as the best
 * sums before and after.
 * @param published what was graded, each at the best score that it has as published
 * @param treated the same, each at its best score now
 */
export function bestAfter(exam: Exam, scoring: Scoring, published: readonly Graded[], treated: readonly Graded[]): number {
  const before = rawExamScore(exam, scoring, published);
  return before > 0 ? tidy((scoring.max * rawExamScore(exam, scoring, treated)) / before) : 0;
}
