/** Imports: course results, exam results and identities out of the files of other systems. */
export { createImports, type Gradebook, type Imports, type ImportsOptions } from './imports.ts';
export type { Identity } from './people.ts';
export { serveImports } from './routes.ts';
export { importMigrations } from './tables.ts';
