/**
 * `npm run bench:monitors -- [--only costs,memory,page] [--minutes 60] [--seconds 40]`: what the monitors cost. Milliseconds a
 * frame of each net and the share of a core that the cadence then takes, memory over so many minutes of simulated time, and in
 * Chromium the page's long tasks with the monitors on and off.
 */
import { parseArgs } from 'node:util';
import { openEyes } from '../../desktop/renderer/monitors/eyes.ts';
import { packagedRuntime, packagedWeights } from '../../desktop/renderer/monitors/weights/node.ts';
import { measureCosts, processorMs } from './monitors/costs.ts';
import { measureMemory } from './monitors/memory.ts';
import { measurePage } from './monitors/page.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'costs,memory,page' },
    minutes: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '40' },
  },
});
const wanted = new Set(values.only.split(','));
const started = processorMs();
const eyes = await openEyes(packagedWeights, packagedRuntime);
console.log(
  `WebAssembly, one thread, Node ${process.version}; times are the processor's. Loading: ${(processorMs() - started).toFixed(0)} ms`,
);
if (wanted.has('costs')) await measureCosts(eyes);
const held = [
  !wanted.has('page') || (await measurePage(Number(values.seconds))),
  !wanted.has('memory') || measureMemory(eyes, Number(values.minutes)),
];
process.exitCode = held.every(Boolean) ? 0 : 1;
