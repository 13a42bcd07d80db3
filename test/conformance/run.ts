/**
 * `npm run conformance -- [FOLDER] [--verbose]`: holds the engine against recorded cases of independent systems. Prints a
 * line for each file of the folder that a suite knows; ends with 1 when a suite's floor is missed.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { judge, lineOf } from './kit.ts';
import { suites } from './suites/index.ts';

const words = process.argv.slice(2);
const verbose = words.includes('--verbose');
const corpus = process.env.INVIGIL_CORPUS ?? path.join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const folder = path.resolve(words.find((word) => !word.startsWith('--')) ?? path.join(corpus, 'assessment'));

if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}. Name one: npm run conformance -- FOLDER. Nothing was run.`);
  process.exit(2);
}

let missed = 0;
for (const suite of suites) {
  const file = path.join(folder, suite.file);
  if (!existsSync(file)) {
    console.log(`${suite.file}: not in ${folder}, nothing counted`);
    continue;
  }
  const outcomes = [...suite.run(JSON.parse(readFileSync(file, 'utf8')), folder)];
  const { line, share, never, holds } = judge(suite, outcomes);
  console.log(line);
  if (verbose) for (const outcome of outcomes) if (outcome.status !== 'passed') console.log(lineOf(outcome));
  for (const reason of never) console.log(`  never: ${reason}`);
  if (!holds) {
    missed += 1;
    console.log(`  below its floor: ${(share * 100).toFixed(2)} % of at least ${(suite.floor * 100).toFixed(2)} %`);
  }
}
process.exit(missed === 0 ? 0 : 1);
