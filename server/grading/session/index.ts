/** Test sessions: navigation, attempts, time and rules of a test, as pure functions over data. */
export { extended, type Level } from './clock.ts';
export * from './definition.ts';
export type { ItemProgram, ItemValues, ItemVariable, ModalFeedback } from './item-program.ts';
export type { Given, ItemSession, ItemState } from './item-session.ts';
export { planRoute, type Random, type Route, type Stop } from './plan.ts';
export { programOf, type TestProgram, testEngineOf } from './program.ts';
export { keyOf } from './route.ts';
export { createTestEngine, type TestEngine } from './session.ts';
export type { Move, Refusal, TestSession, TestState } from './state.ts';
export type { Validity } from './validity.ts';
export { countItems, viewSession } from './view.ts';
export type { TestEngineOptions } from './work.ts';
