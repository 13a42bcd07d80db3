/** Decisions: granted, refused or on hold, with reasons, and the credential that follows. */
export { Decision, decide } from './decide.ts';
export { type Assessment, createDecisions, type Decisions, type PreparedDecision, type ToDecide } from './decisions.ts';
export { serveDecisions } from './routes.ts';
export { decisionMigrations } from './tables.ts';
