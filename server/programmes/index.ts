/** Programmes: what ends in a credential, who learns in them, and what they have achieved so far. */
export * from '../../shared/programme/index.ts';
export type { ReadCsv } from './csv.ts';
export { createEditing, type Editing } from './editing.ts';
export { type Facts, FactToRecord, merged, type RecordReport } from './facts.ts';
export type { Settled } from './persons.ts';
export type { ImportPlan, Learner } from './plan-import.ts';
export { createProgrammes, type Programmes, type RegistrationStages } from './programmes.ts';
export { readProgramme } from './read-programme.ts';
export { type ProgrammePages, serveEditing, serveProgrammes } from './routes.ts';
export { shippedProgrammes } from './shipped/index.ts';
export { programmeMigrations } from './tables.ts';
