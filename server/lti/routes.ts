/** The console's LTI page, the page that a launch ends on, and the two addresses that browsers come to from platforms. */
import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ltiPaths, ltiRoutes } from '../../shared/contract/lti.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import type { Log } from '../platform/log.ts';
import type { Lti } from './lti.ts';
import { originsOf } from './platforms.ts';
import { Refused } from './refused.ts';

export type LtiRoutesOptions = { db: Db; log: Log; now: () => number; secure: boolean };

const LOGIN_MAX = 120;

export async function serveLti(http: Http, lti: Lti, { db, log, now, secure }: LtiRoutesOptions): Promise<void> {
  const find = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('What was just written is not there.');
    return found;
  };

  http.route(ltiRoutes.page, () => lti.page());
  http.route(ltiRoutes.addPlatform, async ({ body, caller }) => {
    const { platform, write } = await lti.platforms.prepareAdd(body);
    await db.transaction().execute(async (trx) => {
      await write(trx);
      await audit(trx, now(), {
        by: staffOf(caller).name,
        act: 'register LTI platform',
        subject: `platform ${platform.id}`,
        detail: platform.issuer,
      });
    });
    return platform;
  });
  http.route(ltiRoutes.changePlatform, async ({ params, body, caller }) => {
    const { platform, write } = await lti.platforms.prepareChange(params.id, body);
    await db.transaction().execute(async (trx) => {
      await write(trx);
      const detail = `${platform.issuer}, ${platform.active ? 'on' : 'off'}`;
      await audit(trx, now(), {
        by: staffOf(caller).name,
        act: 'change LTI platform',
        subject: `platform ${platform.id}`,
        detail,
      });
    });
    return platform;
  });
  http.route(ltiRoutes.settleAccount, async ({ body, caller }) => {
    const by = staffOf(caller).name;
    await db.transaction().execute(async (trx) => {
      await lti.accounts.settle(trx, { ...body, by });
      const act = body.learner === null ? 'refuse LTI account' : 'link LTI account';
      const subject = body.learner === null ? `account ${body.sub}` : `learner ${body.learner}`;
      await audit(trx, now(), { by, act, subject, detail: `platform ${body.platform}, account ${body.sub}: ${body.reason}` });
    });
    const all = await lti.accounts.accounts();
    return find(all.find(({ platform, sub }) => platform === body.platform && sub === body.sub));
  });
  http.route(ltiRoutes.mapResource, async ({ body, caller }) => {
    await db.transaction().execute(async (trx) => {
      await lti.accounts.map(trx, body);
      const detail = `window ${body.window ?? 'none'}`;
      await audit(trx, now(), { by: staffOf(caller).name, act: 'map LTI link', subject: `link ${body.resource}`, detail });
    });
    const all = await lti.accounts.resources();
    return find(
      all.find((one) => one.platform === body.platform && one.deployment === body.deployment && one.resource === body.resource),
    );
  });
  http.route(ltiRoutes.retry, async ({ params, caller }) => {
    const message = await lti.outbox.retry(params.id);
    await audit(db, now(), { by: staffOf(caller).name, act: 'try LTI message again', subject: `message ${params.id}` });
    return message;
  });
  http.route(ltiRoutes.rotateKey, async ({ caller }) => {
    await db.transaction().execute(async (trx) => {
      await lti.keys.rotate(trx);
      await audit(trx, now(), { by: staffOf(caller).name, act: 'turn over LTI key', subject: 'LTI keys' });
    });
    return { keys: (await lti.keys.jwks()).keys.map(({ kid = '' }) => kid) };
  });
  http.route(ltiRoutes.arrival, ({ body }) => lti.arrival(body.token), { perMinute: 120 });
  http.route(ltiRoutes.jwks, async ({ reply }) => {
    reply.type('application/json').header('cache-control', 'public, max-age=600');
    return JSON.stringify(await lti.keys.jwks());
  });

  /** A refusal is a page for the person and a line for whoever runs this; the reference joins the two. */
  const refuse = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
    if (!(error instanceof Refused)) throw error;
    const reference = randomUUID().slice(0, 8);
    log.warn(
      { code: error.code, detail: error.message.slice(0, 500), reference, path: request.routeOptions.url },
      'an LTI launch was refused',
    );
    const search = new URLSearchParams({ why: error.code, reference, ...(error.again === null ? {} : { again: error.again }) });
    return reply.redirect(`${ltiPaths.refused}?${search}`, 303);
  };
  await http.app.register(async (scope) => {
    // Only here: a form posted from elsewhere must not reach any other route.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 100_000 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    const config = { rateLimit: { max: LOGIN_MAX, timeWindow: 60_000 } };
    scope.route({
      method: ['GET', 'POST'],
      url: ltiPaths.login,
      config,
      async handler(request, reply) {
        try {
          const { location, cookie } = await lti.login.begin(request.method === 'GET' ? request.query : request.body);
          // The launch is posted from the platform's site, most often inside its frame: only a cookie that says
          // SameSite=None comes along then, and only a partitioned one where third-party cookies are blocked.
          reply.setCookie(cookie.name, cookie.value, {
            path: ltiPaths.launch,
            maxAge: cookie.maxAgeS,
            httpOnly: true,
            ...(secure ? { secure: true, sameSite: 'none', partitioned: true } : { sameSite: 'lax' }),
          });
          return reply.redirect(location, 302);
        } catch (error) {
          return refuse(request, reply, error);
        }
      },
    });
    scope.post(ltiPaths.launch, { config }, async (request, reply) => {
      try {
        const token = await lti.launch(request.body, request.cookies);
        return reply.redirect(`${ltiPaths.arrived}#${token}`, 303);
      } catch (error) {
        return refuse(request, reply, error);
      }
    });
    // The two pages may stand in a platform's frame and post to its addresses; no other page of the console may.
    for (const page of [ltiPaths.refused, ltiPaths.arrived]) {
      scope.get(page, async (_request, reply) => {
        const origins = [
          ...new Set((await lti.platforms.all()).filter(({ active }) => active).flatMap((one) => [...originsOf(one)])),
        ];
        const policy = String(reply.getHeader('content-security-policy') ?? '')
          .replace(/form-action[^;]*/, `form-action 'self' ${origins.join(' ')}`)
          .replace(/frame-ancestors[^;]*/, `frame-ancestors 'self' ${origins.join(' ')}`);
        return reply.header('content-security-policy', policy).removeHeader('x-frame-options').sendFile('index.html');
      });
    }
  });
}
