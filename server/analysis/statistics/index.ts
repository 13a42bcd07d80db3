/** Psychometrics as pure functions, each held against published numbers in its test. */
export * from './classical.ts';
export * from './decisions.ts';
export * from './differential.ts';
export * from './distractors.ts';
export * from './equating.ts';
export * from './item-response.ts';
export * from './person-fit.ts';
export * from './scores.ts';
