/** Messages to platforms: written once under a key of their own, sent at least once, in order within a series. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { LtiMessage } from '../../shared/contract/lti.ts';
import type { Db } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import type { Log } from '../platform/log.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Access, ServiceError } from './access.ts';
import { scopes } from './claims.ts';
import type { Platforms } from './platforms.ts';
import { verdictOf, waitAfter } from './to-send.ts';

type Row = Selectable<Tables['lti_message']>;
export type ToQueue = Pick<Row, 'series' | 'number' | 'kind' | 'platform' | 'learner' | 'url' | 'body' | 'what'>;

const types = {
  score: { scope: scopes.score, contentType: 'application/vnd.ims.lis.v1.score+json' },
  control: { scope: scopes.control, contentType: 'application/vnd.ims.lti-ap.v1.control+json' },
} as const;
const ROUND = 50;

export type OutboxOptions = {
  db: Db;
  platforms: Platforms;
  access: Access;
  log: Log;
  now: () => number;
  /** 0..1 */
  random: () => number;
};

export function createOutbox({ db, platforms, access, log, now, random }: OutboxOptions) {
  let sending: Promise<unknown> = Promise.resolve();

  const mark = (row: Row, set: Partial<Row>) =>
    db.updateTable('lti_message').set(set).where('id', '=', row.id).where('state', '=', 'waiting').execute();

  const send = async (row: Row): Promise<void> => {
    try {
      const platform = await platforms.byId(row.platform);
      if (!platform.active) throw new ServiceError(0, `${platform.title} is switched off.`);
      await access.call(platform, { method: 'POST', url: row.url, body: row.body, ...types[row.kind] });
      await mark(row, { state: 'sent', sent_at: now(), attempts: row.attempts + 1, last_error: null });
    } catch (error) {
      const fault =
        error instanceof ServiceError ? error : new ServiceError(0, error instanceof Error ? error.message : String(error));
      const attempts = row.attempts + 1;
      const verdict = verdictOf(row.kind, fault.status);
      log.warn(
        { message: row.id, platform: row.platform, status: fault.status, attempts },
        `a ${row.kind} was not taken: ${verdict}`,
      );
      const last_error = fault.message.slice(0, 500);
      if (verdict === 'done') await mark(row, { state: 'sent', sent_at: now(), attempts, last_error });
      else if (verdict === 'refused') await mark(row, { state: 'refused', attempts, last_error });
      else await mark(row, { attempts, last_error, next_at: now() + waitAfter(attempts, random(), fault.retryAfterMs) });
    }
  };

  /** Sends what is due, oldest first. Of control messages of one sitting none overtakes another. */
  const round = async (): Promise<number> => {
    const waiting = await db
      .selectFrom('lti_message')
      .selectAll()
      .where('state', '=', 'waiting')
      .orderBy('created_at')
      .orderBy('number')
      .execute();
    const blocked = new Set<string>();
    let sent = 0;
    for (const row of waiting) {
      if (sent === ROUND) break;
      if (blocked.has(row.series)) continue;
      blocked.add(row.series);
      if (row.next_at > now()) continue;
      await send(row);
      sent++;
      const { state } = await db.selectFrom('lti_message').select('state').where('id', '=', row.id).executeTakeFirstOrThrow();
      if (state !== 'waiting') blocked.delete(row.series);
    }
    return sent;
  };

  const shown = async (row: Row): Promise<LtiMessage> => ({
    id: row.id,
    kind: row.kind,
    platformTitle: (await platforms.byId(row.platform)).title,
    learner: row.learner,
    what: row.what,
    state: row.state,
    attempts: row.attempts,
    nextAt: row.state === 'waiting' ? row.next_at : null,
    lastError: row.last_error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  });

  return {
    /** Queues a message unless its series has one of this number. A newer score takes the place of one still waiting. */
    async queue(message: ToQueue): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('lti_message')
          .values({
            ...message,
            id: randomUUID(),
            key: `${message.series}#${message.number}`,
            state: 'waiting',
            attempts: 0,
            next_at: now(),
            last_error: null,
            created_at: now(),
            sent_at: null,
          })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n || message.kind !== 'score') return;
        await trx
          .updateTable('lti_message')
          .set({ state: 'superseded' })
          .where('series', '=', message.series)
          .where('number', '<', message.number)
          .where('state', '=', 'waiting')
          .execute();
      });
    },
    /** The newest of a series, sent or not. */
    async last(series: string): Promise<Pick<Row, 'number' | 'body'> | null> {
      const query = db.selectFrom('lti_message').select(['number', 'body']).where('series', '=', series);
      return (await query.orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null;
    },
    /** One round at a time; resolves when this one is through. */
    send(): Promise<number> {
      const next = sending.then(round, round);
      sending = next;
      return next;
    },
    async list(limit = 200): Promise<LtiMessage[]> {
      const rows = await db.selectFrom('lti_message').selectAll().orderBy('created_at', 'desc').limit(limit).execute();
      return await Promise.all(rows.map(shown));
    },
    /** @throws ProblemError `not-found`, or `conflict` when it was sent or is waiting */
    async retry(id: string): Promise<LtiMessage> {
      const { numUpdatedRows } = await db
        .updateTable('lti_message')
        .set({ state: 'waiting', next_at: now() })
        .where('id', '=', id)
        .where('state', '=', 'refused')
        .executeTakeFirst();
      const row = await db.selectFrom('lti_message').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) throw new ProblemError('not-found', `There is no message ${id}.`, { place: 'id' });
      if (numUpdatedRows !== 1n)
        throw new ProblemError('conflict', `This message is ${row.state}. Only a refused one is tried again.`);
      return await shown(row);
    },
  };
}
export type LtiOutbox = ReturnType<typeof createOutbox>;
