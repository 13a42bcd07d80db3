/** Every feature's tables, in the order in which they are made. */
import { batchMigrations } from './batches/index.ts';
import { credentialMigrations } from './credentials/index.ts';
import { decisionMigrations } from './decisions/index.ts';
import { examMigrations } from './exams/index.ts';
import { gradingMigrations } from './grading/index.ts';
import { importMigrations } from './imports/index.ts';
import { lockdownMigrations } from './lockdown/index.ts';
import { ltiMigrations } from './lti/index.ts';
import { markingMigrations } from './marking/index.ts';
import { noticeMigrations } from './notices/index.ts';
import { pathwayMigrations } from './pathways/index.ts';
import { identityMigrations } from './platform/identity/tables.ts';
import { preflightMigrations } from './preflight/index.ts';
import { programmeMigrations } from './programmes/index.ts';
import { registrationMigrations } from './registrations/index.ts';
import { releaseMigrations } from './release/index.ts';
import { reviewMigrations } from './review/index.ts';
import { sittingMigrations } from './sittings/index.ts';

/** In the order of their names, which is the order in which they run. */
export const migrations = [
  ...identityMigrations,
  ...programmeMigrations,
  ...examMigrations,
  ...registrationMigrations,
  ...sittingMigrations,
  ...reviewMigrations,
  ...gradingMigrations,
  ...markingMigrations,
  ...credentialMigrations,
  ...decisionMigrations,
  ...noticeMigrations,
  ...batchMigrations,
  ...pathwayMigrations,
  ...ltiMigrations,
  ...importMigrations,
  ...releaseMigrations,
  ...preflightMigrations,
  ...lockdownMigrations,
];
