/** Every suite, in the order in which the runner prints them. */
import type { Suite } from '../kit.ts';
import { qtiEngineCases } from './qti-engine-cases.ts';
import { qtiExpressions } from './qti-expressions.ts';
import { qtiItemCases } from './qti-item-cases.ts';
import { qtiPieFixtures } from './qti-pie-fixtures.ts';
import { sessionTraces } from './session-traces.ts';

export const suites: readonly Suite[] = [qtiItemCases, qtiExpressions, qtiEngineCases, sessionTraces, qtiPieFixtures];
