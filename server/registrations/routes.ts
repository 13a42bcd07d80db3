/** Windows and authorisations for staff, and the learner's own page behind a link. */
import { registrationRoutes } from '../../shared/contract/registration.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import type { Authorisations } from './authorisations.ts';
import { type LearnerLinks, LINK_MS } from './learner-links.ts';

export type RegistrationRoutes = {
  db: Db;
  links: LearnerLinks;
  learner: (id: string) => Promise<unknown>;
  /** Told which languages a learner's browser asks for, as in the header `Accept-Language`. */
  reads: (learner: string, languages: string | undefined) => Promise<void>;
  publicUrl: string;
  /** Opens the candidate's program with a code. */
  launchLink: (code: string) => string;
  now: () => number;
};
/** Behind a link a person acts, not a program. */
const LIMIT = { perMinute: 60 };

export function serveRegistrations(http: Http, authorisations: Authorisations, options: RegistrationRoutes): void {
  const { db, links, learner, reads, publicUrl, launchLink, now } = options;
  http.route(registrationRoutes.windows, () => authorisations.windows());
  http.route(registrationRoutes.window, ({ params }) => authorisations.window(params.id));
  http.route(registrationRoutes.openWindow, ({ body, caller }) => authorisations.openWindow(body, staffOf(caller).name));
  http.route(registrationRoutes.changeRule, ({ params, body, caller }) =>
    authorisations.changeRule(params.id, body, staffOf(caller).name),
  );
  http.route(registrationRoutes.authorise, ({ params, body, caller }) =>
    authorisations.authorise(params.id, body.learner, body.reason, staffOf(caller).name),
  );
  http.route(registrationRoutes.cancelFor, ({ params, body, caller }) =>
    authorisations.cancelFor(params.id, body.reason, staffOf(caller).name),
  );
  http.route(registrationRoutes.restore, ({ params, body, caller }) =>
    authorisations.restore(params.id, body.reason, staffOf(caller).name),
  );
  http.route(registrationRoutes.makeLink, async ({ params, caller }) => {
    await learner(params.id);
    return await db.transaction().execute(async (trx) => {
      const token = await links.make(trx, { learner: params.id, window: null }, LINK_MS.sent);
      await audit(trx, now(), { by: staffOf(caller).name, act: 'make link', subject: `learner ${params.id}` });
      return { url: new URL(`/register#${token}`, publicUrl).href, until: now() + LINK_MS.sent };
    });
  });

  const pageOf = async (token: string) => {
    const link = await links.read(token);
    return await authorisations.page(link.learner, link.window);
  };
  http.route(
    registrationRoutes.learnerPage,
    async ({ body, raw }) => {
      await reads((await links.read(body.token)).learner, raw.headers['accept-language']);
      return await pageOf(body.token);
    },
    LIMIT,
  );
  http.route(
    registrationRoutes.register,
    async ({ body }) => {
      await authorisations.register((await links.read(body.token)).learner, body.window);
      return await pageOf(body.token);
    },
    LIMIT,
  );
  http.route(
    registrationRoutes.cancel,
    async ({ body }) => {
      await authorisations.cancel((await links.read(body.token)).learner, body.window);
      return await pageOf(body.token);
    },
    LIMIT,
  );
  http.route(
    registrationRoutes.reschedule,
    async ({ body }) => {
      await authorisations.reschedule((await links.read(body.token)).learner, body.from, body.to);
      return await pageOf(body.token);
    },
    LIMIT,
  );
  http.route(
    registrationRoutes.code,
    async ({ body }) => {
      const code = await authorisations.code((await links.read(body.token)).learner, body.window);
      return { code, link: launchLink(code) };
    },
    LIMIT,
  );
}
