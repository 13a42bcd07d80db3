/**
 * `npm run bench:monitors -- [--only costs,memory,page] [--minutes 60] [--seconds 40]`: what the monitors cost. Milliseconds a
 * frame of each net by backend, and the share of a core that the cadence then takes, memory over so many minutes of simulated time, and in
 * Chromium the page's long tasks with the monitors on and off.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
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
    backend: { type: 'string', default: 'simd' },
  },
});
const wanted = new Set(values.only.split(','));
// Of the two programs that are shipped the runtime picks what the processor knows; a process has one of them.
const plain = values.backend === 'plain';
if (plain) {
  await import('@tensorflow/tfjs-backend-wasm');
  tf.env().set('WASM_HAS_SIMD_SUPPORT', false);
}
const started = processorMs();
const eyes = await openEyes(packagedWeights, packagedRuntime);
console.log(
  `WebAssembly ${plain ? 'without' : 'with'} SIMD, one thread, Node ${process.version}; times are the processor's. Loading: ${(processorMs() - started).toFixed(0)} ms`,
);
if (wanted.has('costs')) {
  await measureCosts(eyes);
  if (!plain)
    execFileSync(process.execPath, [import.meta.filename, '--only', 'costs', '--backend', 'plain'], { stdio: 'inherit' });
}
const held = [
  !wanted.has('page') || (await measurePage(Number(values.seconds))),
  !wanted.has('memory') || measureMemory(eyes, Number(values.minutes)),
];
process.exitCode = held.every(Boolean) ? 0 : 1;
