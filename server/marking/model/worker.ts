/** Training takes seconds, so it has a thread of its own: exams go on beside it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Criterion } from '../../../shared/contract/marking.ts';
import { type Scored, train } from './model.ts';

export type Order = { scripts: readonly Scored[]; criteria: readonly Criterion[] };

// `workerData` is what train-aside.ts gives, an Order.
const { scripts, criteria } = workerData as Order;
parentPort?.postMessage(train(scripts, criteria));
