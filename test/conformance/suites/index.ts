/** Every suite, in the order in which the runner prints them. */
import type { Suite } from '../kit.ts';
import { sessionTraces } from './session-traces.ts';

export const suites: readonly Suite[] = [sessionTraces];
