/** The features around a decision on one database file, and the two decisions of the test beside this. */
import { readFile } from 'node:fs/promises';
import { createCredentials, credentialMigrations } from '../../server/credentials/index.ts';
import { createDecisions, decisionMigrations, type ToDecide } from '../../server/decisions/index.ts';
import { noticeMigrations } from '../../server/notices/index.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { identityMigrations } from '../../server/platform/identity/tables.ts';
import { createLog } from '../../server/platform/log.ts';
import { createProgrammes, programmeMigrations, Share } from '../../server/programmes/index.ts';

const takenAt = Date.UTC(2026, 10, 21);
const exam = { exam: 'scm-comprehensive', sitting: 's1', score: Share.parse(0.8), state: 'final' as const, takenAt };
export const passed: ToDecide = {
  programme: 'scm',
  learner: 'scm-001',
  exams: [exam],
  holds: [],
  by: 'server',
  cause: 'result final',
};
/** What follows once an incident of the sitting was upheld. */
export const invalidated: ToDecide = { ...passed, exams: [{ ...exam, state: 'invalidated' }], cause: 'result invalidated' };

const demo = (name: string) => readFile(new URL(`../../demo/programme/${name}`, import.meta.url), 'utf8');

export async function openDeciding(file: string) {
  const features = [programmeMigrations, credentialMigrations, decisionMigrations, noticeMigrations];
  const migrations = [...identityMigrations, ...features.flat()];
  const database = await openDatabase(file, migrations, { log: createLog('silent'), commitWindowMs: 0 });
  const common = { db: database.db, now: () => takenAt + 86_400_000 };
  const programmes = createProgrammes(common);
  await programmes.publish(await demo('programme.json'), 'staff-1');
  await programmes.importResults(await demo('course-results.csv'), 'staff-1');
  const credentials = await createCredentials({
    ...common,
    programmes,
    key: { seed: Buffer.alloc(32, 9) },
    publicUrl: 'https://exam.example.org',
    issuerName: 'Example Institute',
  });
  return { database, credentials, decisions: createDecisions({ ...common, programmes, credentials }) };
}
