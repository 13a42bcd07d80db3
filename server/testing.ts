/**
 * For tests: the rooms around the sitting (registrations, sittings, review, proctoring) on a real database, real HTTP
 * and real sockets; exams and programmes stand in as fixed answers through the ports.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeliveryPolicy } from '../shared/policy/policy.ts';
import { createProgramLists, lockdownMigrations } from './lockdown/index.ts';
import { createBlobs } from './platform/blobs/blobs.ts';
import type { OpenTestDatabase } from './platform/database/testing.ts';
import { createHttp, SESSION_COOKIE } from './platform/http/server.ts';
import { createIdentity } from './platform/identity/identity.ts';
import { serveIdentity, sessionIn, staffCaller } from './platform/identity/routes.ts';
import { identityMigrations } from './platform/identity/tables.ts';
import { secret, signingKey } from './platform/keys.ts';
import { createLog } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { createRealtime } from './platform/realtime.ts';
import { createPreflight, preflightMigrations } from './preflight/index.ts';
import { createProctoring } from './proctoring/index.ts';
import { createRegistrations, newLaunchCode, registrationMigrations } from './registrations/index.ts';
import { createReview, reviewMigrations } from './review/index.ts';
import { candidateOf, createSittings, sittingMigrations } from './sittings/index.ts';

export const testPolicy: DeliveryPolicy = {
  minutes: 60,
  release: 'policy',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 10,
  passMark: 0.6,
  retentionDays: 30,
};

export type TestServer = Awaited<ReturnType<typeof openTestServer>>;

type Ports = Parameters<typeof createSittings>[0]['ports'];

/** @param content a form, and a plan of it, in place of the empty ones */
export async function openTestServer(
  openDatabase: OpenTestDatabase,
  policy: Partial<DeliveryPolicy> = {},
  content: Partial<Pick<Ports, 'plan' | 'deliver'>> = {},
  nameOf: (learner: string) => string = (learner) => `Learner ${learner}`,
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-server-'));
  const log = createLog('silent');
  const metrics = createMetrics();
  let skew = 0;
  const now = () => Date.now() + skew;
  const database = await openDatabase([
    ...identityMigrations,
    ...registrationMigrations,
    ...sittingMigrations,
    ...reviewMigrations,
    ...preflightMigrations,
    ...lockdownMigrations,
  ]);
  const { db } = database;
  const identity = createIdentity(db, now);
  const blobs = createBlobs(path.join(folder, 'pictures'), secret(folder, 'media'));
  const registrations = createRegistrations(db, secret(folder, 'codes'), now);
  const preflight = createPreflight({ db, registrations, now });
  const refused = new Map<string, string[]>();
  const journalKey = signingKey(secret(folder, 'journal'));
  const sittings = createSittings({
    database,
    blobs,
    key: journalKey,
    metrics,
    log,
    now,
    registrations,
    ports: {
      learner: async (id) => ({ name: nameOf(id), country: 'KE' }),
      gate: async (learner) => ({ eligible: !refused.has(learner), reasons: refused.get(learner) ?? [] }),
      exam: async () => ({
        title: 'Test exam',
        programme: 'Test programme',
        questions: 2,
        policy: { ...testPolicy, ...policy },
        consent: { en: ['You are recorded.'] },
      }),
      plan: async () => null,
      preflights: (registration) => preflight.reportsOf(registration),
      deliver: async ({ exam }) => ({ exam, title: 'Test exam', language: 'en', sections: [] }),
      ...content,
    },
  });
  const formOf = async () => ({ order: { q1: 1, q2: 2 }, questions: 2 });
  const review = createReview({ database, sittings, now, orderOf: async () => (await formOf()).order });
  const authenticate = async ({ cookie, bearer }: { cookie: string | undefined; bearer: string | undefined }) =>
    bearer ? candidateOf(db, bearer) : staffCaller(identity, cookie);
  const http = await createHttp({ log, metrics, authenticate });
  const realtime = createRealtime(http.app.server, { log, metrics });
  const proctoring = createProctoring({
    database,
    sittings,
    review,
    log,
    now,
    formOf,
    titles: async () => ({ exam: 'Test exam', window: 'Test window', accommodations: [] }),
    admitStaff: ({ cookie }) => staffCaller(identity, sessionIn(cookie)),
  });
  serveIdentity(http, identity, db, { secure: false });
  sittings.serve(http, realtime);
  review.serve(http);
  proctoring.serve(http, realtime);
  const programLists = createProgramLists({ db, key: journalKey, now });
  programLists.serve(http);
  preflight.serve(http, {
    exam: async () => ({ title: 'Test exam', tier: policy.tier ?? testPolicy.tier }),
    serverKey: journalKey.publicKey,
    registrationOf: async (sitting) => (await sittings.journal.live(sitting)).facts.registration,
    gatesOf: sittings.gatesOf,
  });
  await registrations.openWindow({
    id: 'w1',
    exam: 'exam1',
    programme: 'programme1',
    title: 'Window',
    opensAt: now() - 1000,
    closesAt: now() + 3600_000,
  });
  const url = await http.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    db,
    database,
    http,
    sittings,
    review,
    proctoring,
    preflight,
    programLists,
    registrations,
    identity,
    metrics,
    refused,
    /** Moves the server's clock, not the client's. */
    setSkew: (ms: number) => {
      skew = ms;
    },
    async register(learner: string, accommodations: Parameters<typeof registrations.register>[3] = []): Promise<string> {
      const code = newLaunchCode();
      await registrations.register(`r-${learner}`, learner, 'w1', accommodations, code);
      return code;
    },
    /** Signs staff in; the cookie goes with later requests. */
    async staff(name: string, roles: Parameters<typeof identity.putStaff>[0]['roles']): Promise<string> {
      await identity.putStaff({ email: `${name}@example.org`, name, roles, code: `code-${name}` });
      const { token } = await identity.signIn(`${name}@example.org`, `code-${name}`);
      return `${SESSION_COOKIE}=${token}`;
    },
    async close() {
      await proctoring.wall.stop();
      await realtime.close();
      await http.app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
