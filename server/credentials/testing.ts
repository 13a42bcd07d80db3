/** For tests: credentials on a real database, with learners and a programme, and what is to be issued to them. */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { noticeMigrations } from '../notices/index.ts';
import type { Database, FeatureMigration } from '../platform/database/database.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createProgrammes, programmeMigrations, Share } from '../programmes/index.ts';
import type { Claims } from './badge.ts';
import { createCredentials } from './credentials.ts';
import type { KeySource } from './issuer.ts';
import { credentialMigrations } from './tables.ts';

export const testMigrations: FeatureMigration[] = [
  ...identityMigrations,
  ...programmeMigrations,
  ...credentialMigrations,
  ...noticeMigrations,
];
const demo = (name: string) => readFile(new URL(`../../demo/programme/${name}`, import.meta.url), 'utf8');
export const seedOf = (text: string): Uint8Array => createHash('sha256').update(text).digest();

/** Keys that are the same each time, for as many generations as are asked for. */
export function testKeys(name = 'issuer'): KeySource {
  const rsa = new Map<number, string>();
  const make = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
  return (generation) => {
    const pem = rsa.get(generation) ?? make();
    rsa.set(generation, pem);
    return { seed: seedOf(`${name} ${generation}`), rsa: pem };
  };
}

export type TestIssuer = Awaited<ReturnType<typeof openTestIssuer>>;

/** @param did the issuer's identity; `did:web:exam.example.org` unless given */
export async function openTestIssuer(
  { db }: Pick<Database, 'db'>,
  { did = 'did:web:exam.example.org', key = testKeys(), clock = { now: Date.UTC(2026, 10, 22, 12) } } = {},
) {
  const common = { db, now: () => clock.now };
  const programmes = createProgrammes(common);
  const programme = await programmes.publish(await demo('programme.json'), 'staff-1');
  await programmes.importResults(await demo('course-results.csv'), 'staff-1');
  const credentials = await createCredentials({
    ...common,
    programmes,
    key,
    did,
    publicUrl: 'https://exam.example.org',
    issuerName: 'Example Institute',
  });
  const claimsOf = async (learner: string, score = 0.815): Promise<Claims> => ({
    holder: await credentials.holderName(learner, (await programmes.learner(learner)).name),
    programme,
    exams: [{ exam: 'scm-comprehensive', score: Share.parse(score) }],
    decision: { id: 'd1', policyHash: 'a'.repeat(64), evidenceHash: 'b'.repeat(64) },
  });
  return {
    clock,
    programmes,
    credentials,
    claimsOf,
    /** Issues one. @returns its id */
    async issue(learner = 'scm-001', score?: number): Promise<string> {
      const prepared = await credentials.prepareIssue({ learner, claims: await claimsOf(learner, score), by: 'staff-1' });
      await db.transaction().execute((trx) => prepared.write(trx));
      return prepared.credential;
    },
  };
}
