import { Worker } from 'node:worker_threads';
import type { Trained } from './model.ts';
import type { Order } from './worker.ts';

/** Trains in a thread of its own. @throws Error when that thread fails */
export function trainAside(order: Order): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`Training ended with code ${code} and no model.`)));
  });
}
