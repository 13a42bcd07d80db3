/**
 * Every suite on the corpus, where it is there: `INVIGIL_CORPUS`, or `../shared/corpus` beside the repository. Where it is
 * not, the tests are skipped and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, lineOf } from './kit.ts';
import { suites } from './suites/index.ts';

const corpus = process.env.INVIGIL_CORPUS ?? path.join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus');
const folder = path.resolve(corpus, 'assessment');
const here = existsSync(folder);
if (!here) console.warn(`Conformance was not run: there is no ${folder}. Set INVIGIL_CORPUS to the corpus folder.`);

describe.skipIf(!here)(`recorded cases of independent systems in ${folder}`, () => {
  for (const suite of suites) {
    const file = path.join(folder, suite.file);
    test.skipIf(!existsSync(file))(`${suite.file}: at least ${suite.floor * 100} % agree`, { timeout: 300_000 }, () => {
      const outcomes = [...suite.run(JSON.parse(readFileSync(file, 'utf8')), folder)];
      const { line, holds, never, share } = judge(suite, outcomes);
      const failures = outcomes.filter(({ status }) => status !== 'passed').map(lineOf);
      expect(outcomes.length, 'a file without cases proves nothing').toBeGreaterThan(0);
      expect(holds, [line, `share ${share}`, ...never, ...failures.slice(0, 40)].join('\n')).toBe(true);
    });
  }
});
