/** Credentials: signed Open Badges, their status, and what anyone needs to check them. */
export type { Follows, StateChange } from './acts.ts';
export type { Claims, Content } from './badge.ts';
export { type CredentialChanges, createCredentialChanges } from './changes.ts';
export { type Credentials, type CredentialsOptions, createCredentials } from './credentials.ts';
export { faultOfDid, usualDid } from './did.ts';
export type { KeySource, Secrets } from './issuer.ts';
export { doubtsOfName, faultOfName } from './names.ts';
export type { Batch, Prepared } from './prepared.ts';
export { retryOnConflict } from './retry.ts';
export { serveCredentials } from './routes.ts';
export { credentialMigrations } from './tables.ts';
