/** Grading: results of sittings. */

export { contentChecks } from './content-checks.ts';
export { drawnValues } from './drawn-values.ts';
export { ENGINE, gradeDelivered, gradeItem, type ItemGrade, itemSeed, processOf } from './grade.ts';
export { type ExamGrade, gradeExam } from './grade-exam.ts';
export { type Discrepancy, type Mark, markItem, replayMark } from './mark.ts';
export { isAnswered, itemsToMark, type Marks, needsMarker, type SettledMark } from './marks.ts';
export { plainOperator } from './plain.ts';
export { notBegun, type Progress, planSitting, presetsOf } from './plan.ts';
export { createRegrade, type Regrade, type RegradeOptions, type RegradePorts } from './regrade/regrade.ts';
export { serveRegrade } from './regrade/routes.ts';
export { openProposals as openRegrades } from './regrade/store.ts';
export {
  createGrading,
  type Grading,
  type GradingOptions,
  type Marked,
  type ResultListener,
  type ResultState,
  stateAfter,
} from './results.ts';
export { gradingMigrations } from './tables.ts';
