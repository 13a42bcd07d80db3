/** Pathways: from a credential to a partner university's application, by the learner's consent. */
export { createPathways, type Pathways } from './pathways.ts';
export { servePathways } from './routes.ts';
export { type ExamFigures, type OwnScore, scoreLine } from './score.ts';
export { pathwayMigrations } from './tables.ts';
