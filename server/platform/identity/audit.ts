/** The audit trail: who did or looked at what, and when. Append-only; written in the same transaction as the act. */
import { randomUUID } from 'node:crypto';
import type { AuditRow } from '../../../shared/contract/console.ts';
import type { Db, Trx } from '../database/database.ts';

export type Audited = { by: string; act: string; subject: string; detail?: string };

export async function audit(db: Db | Trx, at: number, { by, act, subject, detail = '' }: Audited): Promise<void> {
  await db.insertInto('audit').values({ id: randomUUID(), at, by, act, subject, detail }).execute();
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
