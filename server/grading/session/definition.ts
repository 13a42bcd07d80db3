/** Tests as data come from where they are read. */
export {
  type BranchRule,
  type ItemControl,
  type ItemReference,
  type Navigation,
  type Section,
  type Submission,
  type TestDefinition,
  type TestFeedback,
  type TestPart,
  type TimeLimits,
  usualControl,
} from '../../exams/index.ts';
