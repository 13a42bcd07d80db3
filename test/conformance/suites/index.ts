/** Every suite, in the order in which the runner prints them. */
import type { Suite } from '../kit.ts';

export const suites: readonly Suite[] = [];
