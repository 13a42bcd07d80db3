/** LTI 1.3 as a tool: launches from learning platforms, scores back to them, and proctoring of their assessments. */
export { ServiceError } from './access.ts';
export type { GradebookResult } from './grades.ts';
export { createLti, type Lti, type LtiOptions, type LtiPorts } from './lti.ts';
export { type LtiRoutesOptions, serveLti } from './routes.ts';
export { ltiMigrations } from './tables.ts';
export type { Standing } from './to-send.ts';
