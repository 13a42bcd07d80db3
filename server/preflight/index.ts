/** System checks: what a candidate's computer could do on a day before the exam, kept for the check-in. */
import { randomUUID } from 'node:crypto';
import { preflightRoutes } from '../../shared/contract/preflight.ts';
import type { LockdownTier } from '../../shared/policy/policy.ts';
import type { Gate } from '../../shared/preflight/gates.ts';
import { PreflightReport, type StoredReport } from '../../shared/preflight/report.ts';
import type { Db } from '../platform/database/database.ts';
import type { Http } from '../platform/http/server.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Registration, Registrations } from '../registrations/index.ts';

export { preflightMigrations } from './tables.ts';

/** More than anybody needs; the oldest go first. */
const KEPT = 10;

export type PreflightOptions = { db: Db; registrations: Registrations; now: () => number };
export type PreflightPorts = {
  /** The title of an exam, and the tier its policy asks for. */
  exam: (id: string) => Promise<{ title: string; tier: LockdownTier }>;
  serverKey: string;
  registrationOf: (sitting: string) => Promise<string>;
  gatesOf: (sitting: string) => Promise<Gate[]>;
};

export function createPreflight({ db, registrations, now }: PreflightOptions) {
  const registrationBy = async (code: string): Promise<Registration> => {
    const registration = await registrations.byCode(code);
    if (registration) return registration;
    throw new ProblemError(
      'bad-code',
      'This launch code is not known. Check it letter by letter, or check this computer without a code.',
      { place: 'code' },
    );
  };
  /** Newest first. */
  const reportsOf = async (registration: string): Promise<StoredReport[]> => {
    const rows = await db
      .selectFrom('preflight')
      .select(['stored_at', 'report'])
      .where('registration', '=', registration)
      .orderBy('stored_at', 'desc')
      .execute();
    return rows.map((row) => ({ storedAt: row.stored_at, report: PreflightReport.parse(JSON.parse(row.report)) }));
  };
  const store = async (registration: string, report: PreflightReport): Promise<number> => {
    const storedAt = now();
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('preflight')
        .values({ id: randomUUID(), registration, stored_at: storedAt, report: JSON.stringify(report) })
        .execute();
      const old = await trx
        .selectFrom('preflight')
        .select('id')
        .where('registration', '=', registration)
        .orderBy('stored_at', 'desc')
        .offset(KEPT)
        .limit(1000)
        .execute();
      for (const { id } of old) await trx.deleteFrom('preflight').where('id', '=', id).execute();
    });
    return storedAt;
  };

  return {
    reportsOf,
    serve(http: Http, ports: PreflightPorts): void {
      http.route(
        preflightRoutes.target,
        async ({ body }) => {
          const { id, window } = await registrationBy(body.code);
          const { title, tier } = await ports.exam(window.exam);
          const [last] = await reportsOf(id);
          const { opensAt, closesAt } = window;
          return { exam: title, opensAt, closesAt, tier, lastAt: last?.storedAt ?? null, serverKey: ports.serverKey };
        },
        { perMinute: 30 },
      );
      http.route(preflightRoutes.upload, async ({ body }) => ({ bytes: body.length }), { perMinute: 20 });
      http.route(
        preflightRoutes.report,
        async ({ body }) => {
          const { id } = await registrationBy(body.code);
          return { storedAt: await store(id, body.report) };
        },
        { perMinute: 30 },
      );
      http.route(preflightRoutes.ofSitting, async ({ params }) => ({
        reports: await reportsOf(await ports.registrationOf(params.id)),
        gates: await ports.gatesOf(params.id),
      }));
    },
  };
}
export type Preflight = ReturnType<typeof createPreflight>;
