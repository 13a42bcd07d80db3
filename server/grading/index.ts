/** Grading: results of sittings. */
export { ENGINE, type ExamGrade, gradeDelivered, gradeExam, gradeItem, type ItemGrade } from './grade.ts';
export { isAnswered, itemsToMark, type Marks, needsMarker, type SettledMark } from './marks.ts';
export { createRegrade, type Regrade, type RegradeOptions, type RegradePorts } from './regrade/regrade.ts';
export { serveRegrade } from './regrade/routes.ts';
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
