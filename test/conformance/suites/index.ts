/** Every suite, in the order in which the runner prints them. */
import type { Suite } from '../kit.ts';
import { mitxEvaluator } from './mitx-evaluator.ts';
import { mitxGraders } from './mitx-graders.ts';
import { openedxCalc } from './openedx-calc.ts';
import { stackAnswertests } from './stack-answertests.ts';

export const suites: readonly Suite[] = [mitxEvaluator, mitxGraders, openedxCalc, stackAnswertests];
