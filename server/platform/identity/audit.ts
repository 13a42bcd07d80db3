/** The audit trail: who did or looked at what, and when. Append-only; written in the same transaction as the act. */
import { createHash, randomUUID } from 'node:crypto';
import type { AuditRow } from '../../../shared/contract/console.ts';
import type { Db, Trx } from '../database/database.ts';

export type Audited = { by: string; act: string; subject: string; detail?: string };

export async function audit(db: Db | Trx, at: number, { by, act, subject, detail = '' }: Audited): Promise<void> {
  await db.insertInto('audit').values({ id: randomUUID(), at, by, act, subject, detail }).execute();
}

/** Looks of one person at one thing within this time are one row. */
const STRETCH_MS = 600_000;

export type Looks = (look: Audited) => Promise<void>;

/**
 * For what comes by the dozen, such as the stills of a wall: one row for each person, act and subject in every stretch of ten
 * minutes, with the time of the first look in it. The row's id follows from these, so a restart writes none twice.
 */
export function auditLooks(db: Db, now: () => number): Looks {
  const written = new Set<string>();
  let current = 0;
  return async ({ by, act, subject, detail = '' }) => {
    const at = now();
    const stretch = Math.floor(at / STRETCH_MS);
    if (stretch !== current) written.clear();
    current = stretch;
    const id = createHash('sha256')
      .update(JSON.stringify([by, act, subject, stretch]))
      .digest('hex')
      .slice(0, 32);
    if (written.has(id)) return;
    const row = { id, at, by, act, subject, detail };
    await db
      .insertInto('audit')
      .values(row)
      .onConflict((oc) => oc.column('id').doNothing())
      .execute();
    written.add(id);
  };
}

/** The newest rows first. */
export async function auditTrail(db: Db, limit = 500): Promise<AuditRow[]> {
  return await db
    .selectFrom('audit')
    .select(['at', 'by', 'act', 'subject', 'detail'])
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}
