/**
 * `npm run bench:detectors -- [FOLDER] [--only faces,speech] [--quick]`: error rates of every detector on the pictures and sounds
 * of a folder, by lighting and skin tone, with 95 % intervals (Wilson). Exits 1 when a mark is missed.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openEyes } from '../../desktop/renderer/monitors/eyes.ts';
import { packagedRuntime, packagedWeights } from '../../desktop/renderer/monitors/weights/node.ts';
import { measurements } from './detectors/index.ts';
import { corpusFolder } from './detectors/pictures.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const folder = positionals[0] ?? corpusFolder();
if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}. Name one: npm run bench:detectors -- FOLDER`);
  process.exit(2);
}
const only = values.only?.split(',') ?? Object.keys(measurements);
const eyes = await openEyes(packagedWeights, packagedRuntime);
let missed = 0;
for (const [name, measure] of Object.entries(measurements)) {
  if (!only.includes(name)) continue;
  const { title, lines, marks } = await measure({ folder, eyes, quick: values.quick });
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line}`);
  for (const { name: what, holds, found } of marks) {
    console.log(`  ${holds ? 'held  ' : 'MISSED'} ${what}: ${found}`);
    if (!holds) missed += 1;
  }
}
console.log(missed === 0 ? '\nEvery mark is held.' : `\n${missed} ${missed === 1 ? 'mark is' : 'marks are'} missed.`);
process.exitCode = missed === 0 ? 0 : 1;
