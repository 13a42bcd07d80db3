/**
 * `npm run bench:credentials [COUNT]`: a batch of 609 credentials from proposal to approval, beside the same number issued
 * one by one in the same run. Prints milliseconds and where they go; asserts nothing.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { batchMigrations, createBatches } from '../../server/batches/index.ts';
import { createCredentials, credentialMigrations } from '../../server/credentials/index.ts';
import { createDecisions, decisionMigrations } from '../../server/decisions/index.ts';
import { noticeMigrations } from '../../server/notices/index.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { identityMigrations } from '../../server/platform/identity/tables.ts';
import { createLog } from '../../server/platform/log.ts';
import { createProgrammes, programmeMigrations, Share } from '../../server/programmes/index.ts';

const count = Number(process.argv[2] ?? 609);
const takenAt = Date.UTC(2026, 10, 21);
const programme = readFileSync(new URL('../../demo/programme/programme.json', import.meta.url), 'utf8');
const courses = ['SC0x', 'SC1x', 'SC2x', 'SC3x', 'SC4x'];
const idOf = (at: number) => `bench-${String(at).padStart(4, '0')}`;
const administrator = (id: string) => ({ id, name: id, roles: ['administrator' as const] });

/** A fresh server's worth of features with `count` learners who have passed everything. */
async function open() {
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-bench-'));
  const migrations = [
    ...identityMigrations,
    ...programmeMigrations,
    ...credentialMigrations,
    ...decisionMigrations,
    ...noticeMigrations,
    ...batchMigrations,
  ];
  const database = await openDatabase(path.join(folder, 'bench.sqlite'), migrations, {
    log: createLog('silent'),
    commitWindowMs: 2,
  });
  const common = { db: database.db, now: () => takenAt + 86_400_000 };
  const programmes = createProgrammes(common);
  await programmes.publish(programme, 'bench');
  const rows = Array.from({ length: count }, (_, at) =>
    courses.map(
      (course) => `${idOf(at)},${idOf(at)}@example.org,Learner ${at},KE,${course},1T2024,${70 + (at % 30)},yes,2024-04-24`,
    ),
  );
  const heading = 'learner_id,email,name,country,course,run,grade_percent,verified,completed_on';
  const report = await programmes.importResults([heading, ...rows.flat()].join('\n'), 'bench');
  if (report.problems.length > 0) throw new Error(JSON.stringify(report.problems[0]));
  const credentials = await createCredentials({
    ...common,
    programmes,
    key: { seed: createHash('sha256').update('bench').digest() },
    publicUrl: 'https://exam.example.org',
    issuerName: 'Example Institute',
  });
  const decisions = createDecisions({ ...common, programmes, credentials });
  const examsOf = (learner: string) => [
    { exam: 'scm-comprehensive', sitting: `s-${learner}`, score: Share.parse(0.71), state: 'final' as const, takenAt },
  ];
  const knownOf = async (learner: string) => ({ exams: examsOf(learner), holds: [] });
  const batches = createBatches({ ...common, programmes, credentials, decisions, knownOf });
  return {
    batches,
    credentials,
    decisions,
    examsOf,
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Wall clock and processor time in ms: on a busy machine only the second one says something about the code. */
async function timed<T>(work: () => Promise<T>): Promise<[T, { wall: number; cpu: number }]> {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [result, { wall: performance.now() - start, cpu: (user + system) / 1000 }];
}
const seconds = (ms: number) => `${(ms / 1000).toFixed(2).padStart(7)} s`;
const say = (what: string, { wall, cpu }: { wall: number; cpu: number }) =>
  console.log(`${what.padEnd(44)} ${seconds(wall)}  processor ${seconds(cpu)}  ${(wall / count).toFixed(2).padStart(7)} ms each`);

const one = await open();
const [, oneByOne] = await timed(async () => {
  for (let at = 0; at < count; at++) {
    const learner = idOf(at);
    await one.decisions.recompute({
      programme: 'scm',
      learner,
      exams: one.examsOf(learner),
      holds: [],
      by: 'bench',
      cause: 'bench',
    });
  }
});
if ((await one.credentials.list()).length !== count) throw new Error('Not everyone got a credential.');
await one.close();

const many = await open();
const csv = ['learner_id', ...Array.from({ length: count }, (_, at) => idOf(at))].join('\n');
const [proposed, proposing] = await timed(() => many.batches.propose('scm', csv, administrator('first')));
if (proposed.batch.ready !== count) throw new Error('The dry run found problems.');
const [approved, approving] = await timed(() => many.batches.approve(proposed.batch.id, false, administrator('second')));
if (approved.rows.some(({ credential }) => credential === null)) throw new Error('Not everyone got a credential.');
const [view] = await many.credentials.list();
const bundle = await many.credentials.publicView(view?.id ?? '');
if (bundle.state !== 'valid') throw new Error('The last one does not verify.');
await many.close();

console.log(`${count} credentials`);
say('one by one: decide, sign, verify, commit', oneByOne);
say('in a batch: dry run', proposing);
say('in a batch: decide, sign, verify, one commit', approving);
console.log(`batch against one by one: ${(oneByOne.wall / approving.wall).toFixed(2)} times as fast`);
