/** Staff accounts and their sessions. A session is an opaque token in a cookie, stored only as its hash. */
import { randomUUID } from 'node:crypto';
import type { Account, StaffRole } from '../../../shared/contract/console.ts';
import type { Db } from '../database/database.ts';
import { fingerprint, newToken } from '../keys.ts';
import { ProblemError } from '../problem-error.ts';
import { codeMatches, hashCode } from './codes.ts';

const SESSION_MS = 12 * 3600_000;
/** Compared against when the account does not exist, so that the answer takes as long. */
const nobody = hashCode(newToken());

export function createIdentity(db: Db, now: () => number) {
  const account = (row: { id: string; name: string; roles: string }): Account => ({
    id: row.id,
    name: row.name,
    roles: row.roles.split(' ') as StaffRole[],
  });
  return {
    /** Adds an account, or gives an existing one this name, these roles and this code. */
    async putStaff(staff: { email: string; name: string; roles: readonly StaffRole[]; code: string }): Promise<void> {
      const row = { name: staff.name, roles: staff.roles.join(' '), code_hash: await hashCode(staff.code) };
      await db
        .insertInto('staff')
        .values({ id: randomUUID(), email: staff.email.toLowerCase(), created_at: now(), ...row })
        .onConflict((c) => c.column('email').doUpdateSet(row))
        .execute();
    },
    /** @throws ProblemError `bad-code`, the same for an unknown address and a wrong code */
    async signIn(email: string, code: string): Promise<{ account: Account; token: string; maxAgeS: number }> {
      const row = await db.selectFrom('staff').selectAll().where('email', '=', email.trim().toLowerCase()).executeTakeFirst();
      const matches = await codeMatches(code, row?.code_hash ?? (await nobody));
      if (!row || !matches) {
        throw new ProblemError(
          'bad-code',
          'This e-mail address and sign-in code do not belong together. Check both and try again.',
        );
      }
      const token = newToken();
      await db.deleteFrom('staff_session').where('expires_at', '<', now()).execute();
      await db
        .insertInto('staff_session')
        .values({ token_hash: fingerprint(token), staff: row.id, expires_at: now() + SESSION_MS })
        .execute();
      return { account: account(row), token, maxAgeS: SESSION_MS / 1000 };
    },
    async signOut(token: string): Promise<void> {
      await db.deleteFrom('staff_session').where('token_hash', '=', fingerprint(token)).execute();
    },
    /** The account behind a session cookie, or null. */
    async accountOf(token: string): Promise<Account | null> {
      const row = await db
        .selectFrom('staff_session')
        .innerJoin('staff', 'staff.id', 'staff_session.staff')
        .select(['staff.id', 'staff.name', 'staff.roles'])
        .where('token_hash', '=', fingerprint(token))
        .where('expires_at', '>', now())
        .executeTakeFirst();
      return row ? account(row) : null;
    },
  };
}
export type Identity = ReturnType<typeof createIdentity>;
