/** The credentials' pages for staff, and what anyone may fetch. */
import type { FastifyReply } from 'fastify';
import { consoleRoutes } from '../../shared/contract/console.ts';
import { publicRoutes } from '../../shared/contract/public.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Credentials } from './credentials.ts';

export function serveCredentials(http: Http, credentials: Credentials): void {
  http.route(consoleRoutes.credentials, () => credentials.list());
  http.route(consoleRoutes.revoke, ({ params, body, caller }) =>
    credentials.revoke(params.id, body.reason, staffOf(caller).name),
  );
  // Each view checks a signature; nobody needs more of them than this.
  http.route(publicRoutes.credential, ({ params }) => credentials.publicView(params.id), { perMinute: 120 });
  http.route(publicRoutes.badge, async ({ params, reply }) => {
    const badge = await credentials.badge(params.id);
    asFile(reply, `credential-${params.id}.json`);
    return badge;
  });
  http.route(publicRoutes.bundle, async ({ params, reply }) => {
    const bundle = await credentials.bundle(params.id);
    asFile(reply, `credential-${params.id}-offline.json`);
    return bundle;
  });
  http.route(publicRoutes.statusList, async ({ params, reply }) => {
    const list = await credentials.statusList(params.id);
    asJson(reply);
    return list;
  });
}

/** Verifiers in browsers of other sites may read these: they are public and carry no cookie. */
function asJson(reply: FastifyReply): void {
  reply.type('application/json; charset=utf-8').header('access-control-allow-origin', '*');
}
function asFile(reply: FastifyReply, name: string): void {
  asJson(reply);
  reply.header('content-disposition', `attachment; filename="${name}"`);
}
