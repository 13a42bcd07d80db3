/** Every suite, in the order in which the runner prints them. */
import type { Suite } from '../kit.ts';
import { mitxEvaluator } from './mitx-evaluator.ts';
import { mitxGraders } from './mitx-graders.ts';
import { openedxCalc } from './openedx-calc.ts';
import { qtiEngineCases } from './qti-engine-cases.ts';
import { qtiExpressions } from './qti-expressions.ts';
import { qtiItemCases } from './qti-item-cases.ts';
import { qtiPieFixtures } from './qti-pie-fixtures.ts';
import { sessionTraces } from './session-traces.ts';
import { stackAnswertests } from './stack-answertests.ts';

export const suites: readonly Suite[] = [
  qtiItemCases,
  qtiExpressions,
  qtiEngineCases,
  sessionTraces,
  qtiPieFixtures,
  mitxEvaluator,
  mitxGraders,
  openedxCalc,
  stackAnswertests,
];
