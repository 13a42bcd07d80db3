/** Exams: importing content packages, and one candidate's form of an exam. */
export { CASES_FILE, ItemCase, type ItemCases } from './cases.ts';
export type { ContentChecks } from './checks.ts';
export { deliver, deliverItem, type MappedBack, mapBack, mapForward } from './deliver.ts';
export { drawn, drawnItems, randomOf } from './drawn.ts';
export { type DrawnValue, type DrawnValues, type DrawValues, nothingDrawn } from './drawn-values.ts';
export { type Exam, type ExamItem, type ExamSection, examItems, itemHash, minutesOf } from './exam.ts';
export { type Exported, exportPackage, type Plain } from './export.ts';
export type { AfterRelease, Feedback, FeedbackCondition } from './feedback.ts';
export { fillContent, fillItem, isShownFeedback, type Wanted } from './fill.ts';
export { type Import, type ImportOptions, importPackage } from './import.ts';
export { type DrawnItem, type Instance, instanceId, instanceOf, type PresetItem } from './instance.ts';
export {
  type Area,
  type AreaMapping,
  type Bounds,
  type Branch,
  completionStatus,
  type Expression,
  type FieldText,
  itemScope,
  type LookupTable,
  type Mapping,
  type Marking,
  type OutcomeMarking,
  type QtiCardinality,
  type ResponseMarking,
  type ResponseVariable,
  type Rule,
  type Scope,
  type SetTarget,
  type TemplateVariable,
  testScope,
} from './marking.ts';
export { isOperator, type OperatorName, operators, type Signature } from './operators.ts';
export { compilePattern } from './pattern.ts';
export { draw, type Leaf, type Pool, type Random } from './pool.ts';
export { createExams, type Exams, type PublishedExam } from './published.ts';
export { serveExams } from './routes.ts';
export { type Shape, shapes } from './shapes.ts';
export { examMigrations } from './tables.ts';
export { type Presets, presetsAmong } from './template-defaults.ts';
export {
  type BranchRule,
  controlOf,
  hasRules,
  type ItemControl,
  type ItemReference,
  type Navigation,
  needsPlan,
  type Placed,
  placesOf,
  type Section,
  type Submission,
  type TestDefinition,
  type TestFeedback,
  type TestPart,
  type TimeLimits,
  usualControl,
} from './test.ts';
export { readDefinition } from './test-reader.ts';
