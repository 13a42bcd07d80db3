/**
 * `npm run fuzz:content -- [MINUTES]` (5 unless given): broken packages into the import and broken responses into grading,
 * with seeds that differ each time. Ends with 1, and the seed to repeat it, at the first crash, hang or growing memory.
 */
import fc from 'fast-check';
import { gradesAnything, importsAnything } from './properties.ts';

const minutes = Number(process.argv[2] ?? 5);
const until = Date.now() + minutes * 60_000;
/** Far above what a round needs, far below what a server has. */
const MOST_MB = 1_000;
const heapMb = (): number => process.memoryUsage().heapUsed / 1e6;
let rounds = 0;
try {
  while (Date.now() < until) {
    const seed = Date.now() % 2 ** 31;
    await fc.assert(importsAnything, { numRuns: 200, seed });
    await fc.assert(gradesAnything, { numRuns: 500, seed });
    rounds += 1;
    if (heapMb() > MOST_MB) throw new Error(`The heap grew to ${heapMb().toFixed(0)} MB (seed ${seed}).`);
    if (rounds % 10 === 0) console.log(`${rounds} rounds of 200 packages and 500 responses, heap ${heapMb().toFixed(0)} MB`);
  }
  console.log(`Nothing found in ${rounds} rounds, heap ${heapMb().toFixed(0)} MB.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
