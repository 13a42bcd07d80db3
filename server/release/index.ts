/** Release: what a candidate is told after a sitting, on a page of their own, and how they object to it. */
export { createRelease, type Release } from './release.ts';
export { serveRelease } from './routes.ts';
export { releaseMigrations } from './tables.ts';
