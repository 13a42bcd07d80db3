/** The credentials' pages for staff, and what anyone may fetch. */
import type { FastifyReply } from 'fastify';
import { credentialChangeRoutes } from '../../shared/contract/credential-changes.ts';
import { credentialRoutes } from '../../shared/contract/credentials.ts';
import { publicRoutes } from '../../shared/contract/public.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { CredentialChanges } from './changes.ts';
import type { Credentials } from './credentials.ts';

/** Each of these checks or makes a signature, or draws; nobody needs more of them than this. */
const LIMIT = { perMinute: 120 };

export function serveCredentials(http: Http, credentials: Credentials, changes: CredentialChanges): void {
  serveStaff(http, credentials);
  serveChanges(http, changes);
  serveAnyone(http, credentials);
}

function serveStaff(http: Http, credentials: Credentials): void {
  const routes = credentialRoutes;
  http.route(routes.list, () => credentials.list());
  http.route(routes.one, ({ params }) => credentials.page(params.id));
  http.route(routes.suspend, ({ params, body, caller }) => credentials.suspend(params.id, body.reason, staffOf(caller).name));
  http.route(routes.roll, async ({ params, body, caller }) => {
    await credentials.setRoll(params.id, body.listed, body.reason, staffOf(caller).name);
    return await credentials.page(params.id);
  });
  http.route(routes.issuer, () => credentials.issuer.page());
  http.route(routes.rotateKey, async ({ body, caller }) => {
    await credentials.issuer.rotate(staffOf(caller).name, body.reason);
    return await credentials.issuer.page();
  });
}

function serveChanges(http: Http, changes: CredentialChanges): void {
  const routes = credentialChangeRoutes;
  http.route(routes.open, ({ caller }) => changes.open(staffOf(caller)));
  http.route(routes.propose, ({ body, caller }) => changes.propose(body.wish, staffOf(caller)));
  http.route(routes.approve, async ({ params, caller }) => ({ credential: await changes.approve(params.id, staffOf(caller)) }));
  http.route(routes.decline, async ({ params, body, caller }) => {
    await changes.decline(params.id, body.reason, staffOf(caller));
    return {};
  });
}

function serveAnyone(http: Http, credentials: Credentials): void {
  const routes = publicRoutes;
  http.route(routes.credential, ({ params }) => credentials.publicView(params.id), LIMIT);
  http.route(routes.cohort, () => credentials.cohort(), LIMIT);
  http.route(routes.badge, async ({ params, reply }) => {
    const badge = await credentials.badge(params.id);
    asFile(reply, `credential-${params.id}.json`);
    return badge;
  });
  http.route(routes.bundle, async ({ params, reply }) => {
    const bundle = await credentials.bundle(params.id);
    asFile(reply, `credential-${params.id}-offline.json`);
    return bundle;
  });
  http.route(
    routes.jwt,
    async ({ params, reply }) => {
      const jwt = await credentials.jwt(params.id);
      asFile(reply, `credential-${params.id}.jwt`, 'text/plain; charset=utf-8');
      return jwt;
    },
    LIMIT,
  );
  http.route(
    routes.png,
    async ({ params, reply }) => {
      const picture = await credentials.png(params.id);
      asFile(reply, `credential-${params.id}.png`, 'image/png');
      return picture;
    },
    LIMIT,
  );
  http.route(
    routes.svg,
    async ({ params, reply }) => {
      const picture = await credentials.svg(params.id);
      asFile(reply, `credential-${params.id}.svg`, 'image/svg+xml');
      return picture;
    },
    LIMIT,
  );
  http.route(
    routes.certificate,
    async ({ params, reply }) => {
      const pdf = await credentials.certificate(params.id);
      asFile(reply, `credential-${params.id}.pdf`, 'application/pdf');
      return pdf;
    },
    LIMIT,
  );
  http.route(routes.statusList, async ({ params, reply }) => {
    const list = await credentials.statusList(params.id);
    asJson(reply);
    return list;
  });
  for (const route of [routes.didDocument, routes.didDocumentInPath]) {
    http.route(route, async ({ reply }) => {
      asJson(reply);
      return credentials.didDocument();
    });
  }
}

/** Verifiers in browsers of other sites may read these: they are public and carry no cookie. */
function asJson(reply: FastifyReply, type = 'application/json; charset=utf-8'): void {
  reply.type(type).header('access-control-allow-origin', '*');
}
function asFile(reply: FastifyReply, name: string, type?: string): void {
  asJson(reply, type);
  reply.header('content-disposition', `attachment; filename="${name}"`);
}
