/** The HTTP server: routes from the contract, with parsing, roles and Problem replies in one place. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '../../../shared/contract/kit.ts';
import { fingerprint } from '../keys.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { parse } from '../parse.ts';
import { ProblemError, problemOf, statusOf } from '../problem-error.ts';
import { type Caller, requireAllowed } from './caller.ts';

export const SESSION_COOKIE = 'invigil_session';

/** Finds out who calls: staff by cookie, a candidate's client by bearer token. */
export type Authenticate = (credentials: { cookie: string | undefined; bearer: string | undefined }) => Promise<Caller>;

export type Request<R extends Route> = {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  caller: Caller;
  raw: FastifyRequest;
  reply: FastifyReply;
  /** Counts faults inside an accepted body (rows, files) that were told to the caller and left out. */
  countFaults: (faults: number) => void;
};
export type Handler<R extends Route> = (request: Request<R>) => Promise<ReplyOf<R>>;

export type HttpOptions = {
  log: Log;
  metrics: Metrics;
  authenticate: Authenticate;
  trustProxy?: string | undefined;
  /** Says a problem's message in a language of the header `Accept-Language`. */
  say?: (languages: string | undefined, message: string) => string;
};

export async function createHttp({ log, metrics, authenticate, trustProxy, say }: HttpOptions) {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 2_500_000,
    trustProxy: trustProxy ?? false,
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new ProblemError('too-many', 'Too many tries in a short time. Wait a minute and try again.'),
  });
  app.addContentTypeParser(
    ['application/octet-stream', 'image/jpeg', 'application/zip'],
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(translate(error));
    if (problem.code === 'internal') log.error({ err: error, req: request }, 'a request failed');
    metrics.refused.inc({ where: request.routeOptions.url ?? 'unknown', code: problem.code });
    const message = say?.(request.headers['accept-language'], problem.message) ?? problem.message;
    return reply.status(statusOf(problem)).send({ ...problem, message });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({ code: 'not-found', message: `There is nothing at ${request.method} ${request.url.slice(0, 200)}.` }),
  );

  const callerOf = (request: FastifyRequest): Promise<Caller> =>
    authenticate({
      cookie: request.cookies[SESSION_COOKIE],
      bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1],
    });

  const callers = new WeakMap<FastifyRequest, Caller>();
  return {
    app,
    /** Serves one route of the contract. `perMinute` bounds calls per candidate's token, or per address without one. */
    route<const R extends Route>(route: R, handler: Handler<R>, { perMinute }: { perMinute?: number } = {}): void {
      app.route({
        method: route.method,
        url: route.path,
        ...(route.maxBytes ? { bodyLimit: route.maxBytes } : {}),
        ...(perMinute
          ? {
              config: {
                rateLimit: { max: perMinute, timeWindow: 60_000, keyGenerator: route.allowed === 'anyone' ? byAddress : byToken },
              },
            }
          : {}),
        // Before a byte of the body is read.
        async onRequest(raw) {
          const caller = await callerOf(raw);
          requireAllowed(caller, route.allowed);
          callers.set(raw, caller);
        },
        async handler(raw, reply) {
          const request = {
            params: route.params && parse(route.params, raw.params, 'path'),
            query: route.query && parse(route.query, raw.query, 'query'),
            body: bodyOf(route, raw),
            caller: callers.get(raw) ?? { kind: 'nobody' as const },
            raw,
            reply,
            countFaults: (faults: number) => metrics.refused.inc({ where: route.path, code: 'bad-input' }, faults),
          };
          const answer = await handler(request as Request<R>);
          if (route.reply === 'text' && !reply.getHeader('content-type')) reply.type('text/plain; charset=utf-8');
          return route.reply === 'bytes' ? Buffer.from(answer as Uint8Array) : answer;
        },
      });
    },
  };
}
export type Http = Awaited<ReturnType<typeof createHttp>>;

const byAddress = ({ ip }: FastifyRequest): string => ip;
/** A candidate's client counts by itself: a whole campus may share one address. */
const byToken = ({ headers, ip }: FastifyRequest): string => (headers.authorization ? fingerprint(headers.authorization) : ip);

function bodyOf(route: Route, raw: FastifyRequest): unknown {
  if (!route.body) return undefined;
  if (route.body !== 'bytes') return parse(route.body, raw.body, 'body');
  if (!Buffer.isBuffer(raw.body))
    throw new ProblemError('bad-input', 'The body must be sent as application/octet-stream.', { place: 'body' });
  return new Uint8Array(raw.body);
}

/** Fastify's own errors in our words. */
function translate(error: unknown): unknown {
  if (error instanceof ProblemError || !(error instanceof Error) || !('statusCode' in error)) return error;
  if (error.statusCode === 413)
    return new ProblemError('too-large', 'This message is larger than the server takes. Nothing was changed.', { place: 'body' });
  if (error.statusCode === 429)
    return new ProblemError('too-many', 'Too many tries in a short time. Wait a minute and try again.');
  if (typeof error.statusCode === 'number' && error.statusCode < 500)
    return new ProblemError('bad-input', `${error.message} Nothing was changed.`, { place: 'body' });
  return error;
}
