/** The candidate's own page behind a link, and the settling of what they object to. */
import { releaseRoutes } from '../../shared/contract/release.ts';
import type { Decisions } from '../decisions/index.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import type { LearnerLinks } from '../registrations/index.ts';
import type { Review } from '../review/index.ts';
import type { Release } from './release.ts';

export type ReleasePages = {
  db: Db;
  links: LearnerLinks;
  review: Review;
  decisions: Decisions;
  decideAgain: (learner: string, programme: string | null, by: string, cause: string) => Promise<void>;
  now: () => number;
};
/** Behind a link a person reads, not a program. */
const LIMIT = { perMinute: 60 };
const LINK_LIMIT = { perMinute: 5 };

export function serveRelease(
  http: Http,
  release: Release,
  { db, links, review, decisions, decideAgain, now }: ReleasePages,
): void {
  const learnerOf = async (token: string) => (await links.read(token)).learner;

  http.route(releaseRoutes.own, async ({ body }) => release.ownPage(await learnerOf(body.token)), LIMIT);
  http.route(releaseRoutes.questions, async ({ body }) => release.questions(await learnerOf(body.token), body.sitting), LIMIT);
  http.route(
    releaseRoutes.evidence,
    async ({ body, reply }) => {
      const learner = await learnerOf(body.token);
      const { sitting, type, bytes } = await release.evidence(learner, body.incident, body.hash);
      const subject = `evidence of sitting ${sitting}`;
      await audit(db, now(), { by: `candidate ${learner}`, act: 'looked at', subject, detail: body.hash });
      reply.type(type).header('cache-control', 'private, no-store');
      return bytes;
    },
    LIMIT,
  );
  http.route(
    releaseRoutes.appeal,
    async ({ body }) => {
      const learner = await learnerOf(body.token);
      const programme = await release.appeal(learner, body.about, body.words);
      await decideAgain(learner, programme, 'candidate', `appeal against the ${body.about.kind}`);
      return await release.ownPage(learner);
    },
    LIMIT,
  );
  http.route(
    releaseRoutes.sendLink,
    async ({ body }) => {
      await release.sendLink(body.email);
      return { sent: true as const };
    },
    LINK_LIMIT,
  );

  http.route(releaseRoutes.settle, async ({ params, body, caller }) => {
    const account = staffOf(caller);
    let sitting = '';
    const { learner, programme } = await decisions.holds.settle(params.id, body.reason, account.name, async (trx, incident) => {
      sitting = await review.findOnAppeal(trx, account, incident, body.stands, body.reason);
    });
    await review.tellDecided(sitting);
    await decideAgain(learner, programme, account.name, `appeal settled: ${body.reason}`);
    return await decisions.holds.list();
  });
}
