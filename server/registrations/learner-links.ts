/** Links that open one learner's own page, for those who have no account here: opaque, stored hashed, and not for long. */
import type { Db, Trx } from '../platform/database/database.ts';
import { fingerprint, newToken } from '../platform/keys.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type LearnerLink = { learner: string; window: string | null };

/** How long a link lasts that a learner came by just now, and one that is sent to them. */
export const LINK_MS = { arrived: 12 * 3600_000, sent: 14 * 86_400_000 } as const;

export function createLearnerLinks(db: Db, now: () => number) {
  return {
    /** @returns the token; only its hash is kept */
    async make(trx: Db | Trx, { learner, window }: LearnerLink, forMs: number): Promise<string> {
      await trx.deleteFrom('learner_link').where('expires_at', '<=', now()).execute();
      const token = newToken();
      await trx
        .insertInto('learner_link')
        .values({ token_hash: fingerprint(token), learner, window, expires_at: now() + forMs })
        .execute();
      return token;
    },
    /** @throws ProblemError `not-found` for a link that is unknown or has expired: the answer is the same */
    async read(token: string): Promise<LearnerLink> {
      const row = await db.selectFrom('learner_link').selectAll().where('token_hash', '=', fingerprint(token)).executeTakeFirst();
      if (!row || row.expires_at <= now())
        throw new ProblemError(
          'not-found',
          'This link is not valid any more. Open the exam from your course again, or ask staff for a new link.',
        );
      return { learner: row.learner, window: row.window };
    },
    /** Ends every link of a learner, such as when one got into the wrong hands. */
    end: (trx: Trx, learner: string) => trx.deleteFrom('learner_link').where('learner', '=', learner).execute(),
  };
}
export type LearnerLinks = ReturnType<typeof createLearnerLinks>;
