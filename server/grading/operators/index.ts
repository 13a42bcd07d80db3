/** The meaning of every operator of the grammar; a name without a meaning does not compile. */
import type { OperatorName } from '../../exams/index.ts';
import { chance } from './chance.ts';
import { comparisons } from './comparisons.ts';
import { containers } from './containers.ts';
import { custom } from './custom.ts';
import { foreign } from './foreign.ts';
import { functions } from './functions.ts';
import type { Meaning } from './kit.ts';
import { logic } from './logic.ts';
import { numbers } from './numbers.ts';
import { tests } from './tests.ts';
import { texts } from './texts.ts';
import { variables } from './variables.ts';

export const meanings: Record<OperatorName, Meaning> = {
  ...variables,
  ...containers,
  ...logic,
  ...numbers,
  ...functions,
  ...chance,
  ...comparisons,
  ...texts,
  ...custom,
  ...foreign,
  ...tests,
};
