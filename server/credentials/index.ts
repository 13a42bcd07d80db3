/** Credentials: signed Open Badges, their status, and what anyone needs to check them. */
export type { Claims, Content } from './badge.ts';
export { type Batch, type Credentials, type CredentialsOptions, createCredentials, type Prepared } from './credentials.ts';
export { faultOfDid, usualDid } from './did.ts';
export type { KeySource, Secrets } from './issuer.ts';
export { doubtsOfName, faultOfName } from './names.ts';
export { retryOnConflict } from './retry.ts';
export { serveCredentials } from './routes.ts';
export { credentialMigrations } from './tables.ts';
