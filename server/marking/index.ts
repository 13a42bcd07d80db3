/** Marking: what a machine can't grade, by people who don't know whose it is. */
export { createMarking, type Marking, type MarkingOptions, type MarksChanged } from './marking.ts';
export { serveMarking } from './routes.ts';
export { markingMigrations } from './tables.ts';
