/** Review: incidents from signals and notes, findings by people, and what holds a result. */

import {
  type Account,
  consoleRoutes,
  type Finding,
  type IncidentPage,
  type IncidentSummary,
} from '../../shared/contract/console.ts';
import { CLIP_TYPE, evidenceRoutes } from '../../shared/contract/evidence.ts';
import type { BodyOf } from '../../shared/contract/kit.ts';
import type { ToldIncident } from '../../shared/contract/release.ts';
import { dismissalTakesTwo } from '../../shared/policy/policy.ts';
import { isOver } from '../../shared/sitting/state.ts';
import type { Database, Db, Trx } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Sittings } from '../sittings/index.ts';
import { clipsAround } from './clips.ts';
import { type Cause, type Incident, isDecided, priorityOf, stateOf, type TrackRecord } from './incidents.ts';
import { incidentsOf, takeIn } from './intake.ts';

export { type Incident, isDecided, technicalSignals } from './incidents.ts';
export { reviewMigrations } from './tables.ts';

export type ReviewOptions = {
  database: Database;
  sittings: Sittings;
  now: () => number;
  /** The order of questions on a sitting's form: item id to number from 1. */
  orderOf: (sitting: string) => Promise<Record<string, number>>;
};
/** Called after an incident was decided, or raised on a sitting that is over; what follows is not this feature's. */
export type Decided = (sitting: string) => Promise<void>;

const AROUND_MS = 90_000;
/** The candidate is shown what speaks for the finding, not the minutes around it. */
const TOLD_AROUND_MS = 30_000;
export type Told = Omit<ToldIncident, 'ground'>;

async function trackRecords(db: Db): Promise<(cause: Cause) => TrackRecord> {
  const rows = await db
    .selectFrom('incident')
    .select((q) => ['cause', 'state', q.fn.countAll<number>().as('count')])
    .where('state', 'in', ['upheld', 'dismissed'])
    .groupBy(['cause', 'state'])
    .execute();
  return (cause) => {
    const of = (state: string) => Number(rows.find((row) => row.cause === cause && row.state === state)?.count ?? 0);
    return { upheld: of('upheld'), decided: of('upheld') + of('dismissed') };
  };
}

export function createReview({ database, sittings, now, orderOf }: ReviewOptions) {
  const { db } = database;
  const decidedListeners: Decided[] = [];

  const readIn = async (id: string, positioned: Parameters<typeof takeIn>[2]): Promise<void> => {
    const live = await sittings.journal.live(id);
    if (!(await takeIn(db, live, positioned)) || !isOver(live.state.stage)) return;
    // An incident that is raised after the end holds what was final already.
    for (const listener of decidedListeners) await listener(id);
  };
  sittings.journal.onCommitted(async ({ before, live, entries }) => {
    const stored = before.heads.candidate.seq + before.heads.server.seq;
    const { id } = live.facts;
    const missed = sittings.journal.isBehind(id) ? await sittings.positioned(id) : null;
    await readIn(id, missed ?? entries.map((entry, i) => ({ position: stored + i + 1, entry })));
  });

  const twoDismiss = async ({ sitting, cause }: { sitting: string; cause: Cause }): Promise<boolean> =>
    dismissalTakesTwo(cause, (await sittings.journal.live(sitting)).facts.policy);

  const summaries = async (account: Account, only?: { sitting?: string; incident?: string }): Promise<IncidentSummary[]> => {
    let query = db
      .selectFrom('incident')
      .innerJoin('sitting', 'sitting.id', 'incident.sitting')
      .select([
        'incident.id',
        'incident.sitting',
        'incident.cause',
        'incident.from_wall',
        'incident.to_wall',
        'incident.signals',
        'incident.state',
        'incident.note',
        'sitting.name',
      ])
      .orderBy('incident.from_wall');
    if (only?.sitting) query = query.where('incident.sitting', '=', only.sitting);
    if (only?.incident) query = query.where('incident.id', '=', only.incident);
    const [rows, record, own] = await Promise.all([
      query.execute(),
      trackRecords(db),
      db.selectFrom('finding').select('incident').where('by', '=', account.id).execute(),
    ]);
    const done = new Set(own.map((row) => row.incident));
    return await Promise.all(
      rows.map(async ({ from_wall, to_wall, ...row }) => ({
        ...row,
        from: from_wall,
        to: to_wall,
        priority: priorityOf(row.cause, record(row.cause)),
        mine: !isDecided(row.state) && !done.has(row.id),
        twoDismiss: await twoDismiss(row),
      })),
    );
  };

  const findingsOf = async (from: Db | Trx, incident: string): Promise<(Finding & { byId: string })[]> => {
    const rows = await from.selectFrom('finding').selectAll().where('incident', '=', incident).orderBy('place').execute();
    return rows.map(({ by, by_name, verdict, evidence, reason, at, on_appeal }) => ({
      byId: by,
      by: by_name,
      verdict,
      evidence: JSON.parse(evidence) as string[],
      reason,
      at,
      onAppeal: on_appeal === 1,
    }));
  };

  const one = async (account: Account, incident: string): Promise<IncidentSummary> => {
    const [summary] = await summaries(account, { incident });
    if (!summary) throw new ProblemError('not-found', 'This incident does not exist.');
    return summary;
  };

  const page = async (account: Account, id: string): Promise<IncidentPage> => {
    const incident = await one(account, id);
    const { sitting, from, to, state } = incident;
    const [live, record, pictures, clips, all, order, track] = await Promise.all([
      sittings.journal.live(sitting),
      sittings.record(sitting),
      sittings.pictures.of(sitting),
      sittings.pictures.clipsOf(sitting),
      incidentsOf(db, sitting),
      orderOf(sitting),
      trackRecords(db),
    ]);
    const near = (wall: number) => wall >= from - AROUND_MS && wall <= to + AROUND_MS;
    const words = record.timeline.flatMap(({ kind, wall, body }) =>
      kind === 'help-asked' && typeof body === 'object' && body !== null && 'text' in body
        ? [{ wall, text: String(body.text) }]
        : [],
    );
    const detector = track(incident.cause);
    return {
      incident,
      detector: { upheld: detector.upheld, decided: detector.decided },
      accommodations: live.facts.policy.muted,
      earlier: all.filter((other) => other.from < from).length,
      words,
      pictures: pictures.filter((picture) => picture.purpose !== 'still' || near(picture.takenAt)),
      clips: clipsAround(record.timeline, clips.here, near),
      destroyedAt: clips.destroyedAt,
      timeline: record.timeline.filter((entry) => near(entry.wall)),
      order,
      findings: isDecided(state) ? (await findingsOf(db, id)).map(({ byId: _, ...finding }) => finding) : [],
    };
  };

  /** @throws ProblemError `conflict` when decided, or when this reviewer already decided and another must */
  const find = async (account: Account, id: string, body: BodyOf<typeof consoleRoutes.find>): Promise<IncidentSummary> => {
    const incident = await one(account, id);
    await db.transaction().execute(async (trx) => {
      const findings = await findingsOf(trx, id);
      const { state: before } = await trx.selectFrom('incident').select('state').where('id', '=', id).executeTakeFirstOrThrow();
      if (isDecided(before)) throw new ProblemError('conflict', 'This incident is decided already.');
      if (findings.some((finding) => finding.byId === account.id)) {
        throw new ProblemError('conflict', 'You have recorded your finding. Another reviewer decides without seeing it.');
      }
      const row = { incident: id, place: findings.length + 1, by: account.id, by_name: account.name, verdict: body.verdict };
      await trx
        .insertInto('finding')
        .values({ ...row, evidence: JSON.stringify(body.evidence), reason: body.reason, at: now(), on_appeal: 0 })
        .execute();
      const state = stateOf([...findings.map((finding) => finding.verdict), body.verdict], incident.twoDismiss);
      await trx.updateTable('incident').set({ state }).where('id', '=', id).execute();
      await audit(trx, now(), { by: account.name, act: 'finding', subject: `incident ${id}`, detail: body.verdict });
    });
    const after = await one(account, id);
    if (isDecided(after.state)) await tellDecided(incident.sitting);
    return after;
  };

  const tellDecided = async (sitting: string): Promise<void> => {
    for (const listener of decidedListeners) await listener(sitting);
  };

  /**
   * Decides an upheld incident anew, by somebody who had no part in it. Call `tellDecided` once the transaction holds.
   * @returns its sitting
   * @throws ProblemError `not-allowed` for a reviewer of the first findings, `conflict` when it is not upheld
   */
  const findOnAppeal = async (trx: Trx, account: Account, id: string, stands: boolean, reason: string): Promise<string> => {
    const findings = await findingsOf(trx, id);
    if (findings.some((finding) => finding.byId === account.id)) {
      throw new ProblemError('not-allowed', 'An appeal is settled by somebody who made no finding on this incident.');
    }
    const verdict = stands ? 'upheld' : 'no-concern';
    const changed = await trx
      .updateTable('incident')
      .set({ state: stands ? 'upheld' : 'dismissed' })
      .where('id', '=', id)
      .where('state', '=', 'upheld')
      .returning('sitting')
      .executeTakeFirst();
    if (!changed) throw new ProblemError('conflict', 'This incident is not upheld. Nothing was changed.');
    const row = { incident: id, place: findings.length + 1, by: account.id, by_name: account.name, verdict } as const;
    await trx
      .insertInto('finding')
      .values({ ...row, evidence: '[]', reason, at: now(), on_appeal: 1 })
      .execute();
    await audit(trx, now(), { by: account.name, act: 'finding on appeal', subject: `incident ${id}`, detail: verdict });
    return changed.sitting;
  };

  /** The decided incidents of a sitting, and the media near those that were upheld: what the candidate may know of them. */
  const toldOf = async (sitting: string): Promise<Told[]> => {
    const decided = (await incidentsOf(db, sitting)).filter(({ state }) => isDecided(state));
    if (decided.length === 0) return [];
    const [pictures, clips, { timeline }] = await Promise.all([
      sittings.pictures.of(sitting),
      sittings.pictures.clipsOf(sitting),
      sittings.record(sitting),
    ]);
    return await Promise.all(
      decided.map(async ({ id, cause, from, to, state }): Promise<Told> => {
        const findings = await findingsOf(db, id);
        const near = (wall: number) => wall >= from - TOLD_AROUND_MS && wall <= to + TOLD_AROUND_MS;
        const upheld = state === 'upheld';
        return {
          id,
          cause,
          from,
          to,
          upheld,
          reasons: findings.flatMap(({ verdict, reason }) => (upheld && verdict === 'upheld' ? [reason] : [])),
          pictures: pictures.flatMap(({ hash, purpose, takenAt }) =>
            upheld && purpose === 'still' && near(takenAt) ? [{ hash, takenAt }] : [],
          ),
          clips: upheld ? clipsAround(timeline, clips.here, near) : [],
        };
      }),
    );
  };

  return {
    findOnAppeal,
    tellDecided,
    toldOf,
    onDecided: (listener: Decided): void => void decidedListeners.push(listener),
    incidentsOf: (sitting: string): Promise<Incident[]> => incidentsOf(db, sitting),
    summariesOf: (account: Account, sitting: string) => summaries(account, { sitting }),
    /** Reads what was committed but missed, of one sitting. */
    catchUp: async (id: string): Promise<void> => readIn(id, await sittings.positioned(id)),
    serve(http: Http): void {
      http.route(consoleRoutes.incidents, ({ caller }) => summaries(staffOf(caller)));
      http.route(consoleRoutes.incident, async ({ caller, params }) => {
        const account = staffOf(caller);
        await audit(db, now(), { by: account.name, act: 'looked at', subject: `incident ${params.id}` });
        return await page(account, params.id);
      });
      http.route(evidenceRoutes.clip, async ({ caller, params, reply }) => {
        const { sitting, bytes } = await sittings.pictures.clip(params.hash);
        const subject = `clip of sitting ${sitting}`;
        await audit(db, now(), { by: staffOf(caller).name, act: 'played', subject, detail: params.hash });
        reply.type(CLIP_TYPE).header('cache-control', 'private, no-store');
        return bytes;
      });
      http.route(consoleRoutes.find, ({ caller, params, body }) => find(staffOf(caller), params.id, body));
    },
  };
}
export type Review = ReturnType<typeof createReview>;
