/**
 * The test command: types, lint and format, bundles, then every test on real parts, and the counts at the end.
 * `--only unit|e2e` runs one half.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from './postgres.ts';

const root = path.dirname(import.meta.dirname);
const bin = path.join(root, 'node_modules', '.bin');
const node = process.execPath;
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const reports = mkdtempSync(path.join(tmpdir(), 'invigil-test-'));
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`,
  NO_COLOR: '1',
};

type Counts = { passed: number; failed: number; skipped: number; secondTry: number };
const failures: string[] = [];

function step(name: string, command: string, args: string[]): boolean {
  const began = performance.now();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((performance.now() - began) / 1000)} s)`);
  if (status !== 0) failures.push(name);
  return status === 0;
}

function vitest(project: 'unit' | 'e2e', before: string[]): Counts {
  const report = path.join(reports, `${project}.json`);
  const wavering = path.join(reports, `${project}-second-tries`);
  env.INVIGIL_SECOND_TRIES = wavering;
  const args = [
    ...before,
    path.join(bin, 'vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--reporter=${path.join(root, 'build/second-try.ts')}`,
    `--outputFile.json=${report}`,
  ];
  step(`${project} tests`, node, args);
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    const secondTry = Number(readFileSync(wavering, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, secondTry };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, secondTry: 0 };
  }
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`The tests need Node 24; this is ${process.version}. Use: npm test`);
  process.exit(1);
}
if (!only) {
  step('types', path.join(bin, 'tsc'), ['-b']);
  step('lint and format', path.join(bin, 'biome'), ['check', '--error-on-warnings']);
}
step('bundles', node, [path.join(root, 'build/bundle.ts')]);
const counts: Record<string, Counts> = {};
const postgres = await startPostgres();
if ('url' in postgres) env.INVIGIL_TEST_POSTGRES = postgres.url;
else console.warn(`\nSKIPPED: the storage tests on PostgreSQL. ${postgres.missing}.`);
if (only !== 'e2e') counts.unit = vitest('unit', []);
if ('url' in postgres) postgres.stop();
if (only !== 'unit') counts.e2e = vitest('e2e', [path.join(root, 'build/with-display.ts'), node]);
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const [project, { passed, failed, skipped, secondTry }] of Object.entries(counts)) {
  const wavered = secondTry > 0 ? ` (${secondTry} of the passed only at the second try, named above)` : '';
  console.log(`${project}: ${passed} passed, ${failed} failed, ${skipped} skipped${wavered}`);
}
console.log(failures.length === 0 ? 'All checks passed.' : `Failed: ${failures.join(', ')}.`);
process.exit(failures.length === 0 ? 0 : 1);
