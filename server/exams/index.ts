/** Exams: importing content packages, and one candidate's form of an exam. */
export { deliver, deliverItem, type MappedBack, mapBack, mapForward } from './deliver.ts';
export { drawn, drawnItems, randomOf } from './drawn.ts';
export { type Exam, type ExamItem, type ExamSection, examItems } from './exam.ts';
export { type Import, importPackage } from './import.ts';
export type {
  Area,
  AreaMapping,
  Bounds,
  Branch,
  Expression,
  Mapping,
  Marking,
  OutcomeMarking,
  ResponseMarking,
  Rule,
} from './marking.ts';
export { isOperator, type OperatorName, operators } from './operators.ts';
export { draw, type Leaf, type Pool, type Random } from './pool.ts';
export { createExams, type Exams, type PublishedExam } from './published.ts';
export { type Shape, shapes } from './shapes.ts';
export { examMigrations } from './tables.ts';
