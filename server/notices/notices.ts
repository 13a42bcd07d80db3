/** Notices to learners: written with the act they tell of, handed to the outbox after it. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';

export type Notice = Selectable<Tables['notice']>;
export type ToNotify = Pick<Notice, 'learner' | 'about' | 'subject' | 'text'>;
/** Takes notices away for good, such as into a mail system. A rejection leaves them to the next round. */
export type Outbox = { take(notices: readonly (Notice & { email: string })[]): Promise<void> };

/** Stands in a text where the link to the learner's own page comes, which is made when the notice leaves and is kept nowhere. */
export const MY_PAGE = '{my-page}';
/** Makes the address of a learner's own page. */
export type PageLink = (learner: string) => Promise<string>;

/** How many the outbox is given at once. */
const ROUND = 200;

let written = 0;
/** Sorts in the order of writing, also within one millisecond. */
const nextId = (): string => `${String(++written).padStart(10, '0')}-${randomUUID()}`;

/** Writes a notice inside the transaction of the act, so that neither exists without the other. */
export async function notify(trx: Trx, at: number, notice: ToNotify): Promise<void> {
  await trx
    .insertInto('notice')
    .values({ id: nextId(), ...notice, created_at: at, sent_at: null })
    .execute();
}

/** The notices about one thing, the oldest first. */
export const noticesAbout = (db: Db, about: string): Promise<Notice[]> =>
  db.selectFrom('notice').selectAll().where('about', '=', about).orderBy('created_at').orderBy('id').execute();

/**
 * Hands what is unsent to the outbox and marks it sent. After a kill between the two a notice is handed over again: the
 * outbox recognises it by its id.
 * @returns how many went
 */
export async function sendNotices(db: Db, outbox: Outbox, pageLink: PageLink, now: () => number): Promise<number> {
  let sent = 0;
  for (;;) {
    const unsent = await db
      .selectFrom('notice')
      .innerJoin('learner', 'learner.id', 'notice.learner')
      .selectAll('notice')
      .select('learner.email')
      .where('notice.sent_at', 'is', null)
      .orderBy('notice.created_at')
      .orderBy('notice.id')
      .limit(ROUND)
      .execute();
    if (unsent.length === 0) return sent;
    const written = unsent.map(async (one) =>
      one.text.includes(MY_PAGE) ? { ...one, text: one.text.replaceAll(MY_PAGE, await pageLink(one.learner)) } : one,
    );
    await outbox.take(await Promise.all(written));
    const ids = unsent.map(({ id }) => id);
    await db.updateTable('notice').set({ sent_at: now() }).where('id', 'in', ids).execute();
    sent += unsent.length;
  }
}

/** Everything that one learner was told, newest first. */
export async function noticesTo(db: Db, learner: string): Promise<Notice[]> {
  return await db
    .selectFrom('notice')
    .selectAll()
    .where('learner', '=', learner)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
