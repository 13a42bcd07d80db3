/** Batches: credentials for many at once, proposed by one administrator and approved by another. */
export { type Batches, type BatchesOptions, createBatches, type Known } from './batches.ts';
export { serveBatches } from './routes.ts';
export { batchMigrations } from './tables.ts';
