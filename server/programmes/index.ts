/** Programmes: what ends in a credential, who learns in them, and what they have achieved so far. */
export { evaluate, reasonsOf } from './evaluate.ts';
export { CourseResult, Evidence, ExamResult, Hold } from './evidence.ts';
export type { Learner } from './plan-import.ts';
export { type ExamRule, leavesOf, Programme, policyOf, type Requirement, readProgramme } from './programme.ts';
export { createProgrammes, type Programmes, type RegistrationStages } from './programmes.ts';
export { type ProgrammePages, serveProgrammes } from './routes.ts';
export { programmeMigrations } from './tables.ts';
export { inPercent, Percent, Share, shareOf } from './units.ts';
