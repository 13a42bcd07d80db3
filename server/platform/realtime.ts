/** Sockets: every event of the contract, with parsing, roles, rate limits and Outcome replies in one place. */
import type { Server as HttpServer } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import type { BodyOf, Call, ReplyOf } from '../../shared/contract/kit.ts';
import type { Outcome } from '../../shared/contract/problem.ts';
import { type Caller, requireAllowed } from './http/caller.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { parse } from './parse.ts';
import { ProblemError, problemOf } from './problem-error.ts';

/** The largest message taken: 200 entries with long essay answers fit; more is cut off by the transport. */
const MAX_MESSAGE_BYTES = 4_000_000;
/** Calls a socket may make in a second on average, with twice that at once. */
const CALLS_PER_SECOND = 50;

export type Connection = { socket: Socket; caller: Caller; handshake: { auth: unknown; cookie: string | undefined } };
export type CallHandler<C extends Call> = (body: BodyOf<C>, connection: Connection) => Promise<ReplyOf<C>>;

export function createRealtime(http: HttpServer, { log, metrics }: { log: Log; metrics: Metrics }) {
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    // A page of another origin must not ride on a staff cookie; the desktop client sends no Origin.
    allowRequest: (request, done) => {
      const { origin, host } = request.headers;
      done(null, origin === undefined || URL.parse(origin)?.host === host);
    },
  });
  return {
    /** Opens a namespace. `admit` decides who a connection is, or throws a ProblemError that the client is told. */
    namespace(
      path: string,
      admit: (handshake: Connection['handshake']) => Promise<Caller>,
      connected: (connection: Connection) => void,
    ) {
      const calls: { name: string; call: Call; handler: CallHandler<Call> }[] = [];
      const space: Namespace = io.of(path);
      space.use((socket, next) => {
        admitted(admit, { auth: socket.handshake.auth, cookie: socket.handshake.headers.cookie }).then(
          (caller) => {
            socket.data.caller = caller;
            next();
          },
          (error: unknown) => {
            const problem = problemOf(error);
            metrics.refused.inc({ where: `${path} handshake`, code: problem.code });
            if (problem.code === 'internal') log.error({ err: error }, 'a handshake failed');
            next(Object.assign(new Error(problem.message), { data: problem }));
          },
        );
      });
      space.on('connection', (socket) => {
        const caller: Caller = socket.data.caller;
        const connection: Connection = {
          socket,
          caller,
          handshake: { auth: socket.handshake.auth, cookie: socket.handshake.headers.cookie },
        };
        metrics.sockets.inc({ namespace: path });
        socket.on('disconnect', (reason, details: unknown) => {
          metrics.sockets.dec({ namespace: path });
          // The transport itself cuts off what is too large; that is a refusal like any other.
          const tooLarge = reason === 'transport error' && details instanceof Error && /max payload/i.test(details.message);
          if (tooLarge) metrics.refused.inc({ where: path, code: 'too-large' });
        });
        const spend = createBudget();
        for (const { name, call, handler } of calls) {
          socket.on(name, (body: unknown, answer: unknown) => {
            const reply = typeof answer === 'function' ? (outcome: Outcome<unknown>) => answer(outcome) : () => {};
            run(call, handler, body, connection, spend).then(
              (value) => reply({ ok: true, value }),
              (error: unknown) => {
                const problem = problemOf(error);
                metrics.refused.inc({ where: `${path} ${name}`, code: problem.code });
                if (problem.code === 'internal') log.error({ err: error, event: name }, 'a socket call failed');
                reply({ ok: false, problem });
              },
            );
          });
        }
        connected(connection);
      });
      return {
        space,
        on<const C extends Call>(name: string, call: C, handler: CallHandler<C>): void {
          calls.push({ name, call, handler: handler as unknown as CallHandler<Call> });
        },
      };
    },
    close: () => io.close(),
  };
}
export type Realtime = ReturnType<typeof createRealtime>;

async function admitted(
  admit: (handshake: Connection['handshake']) => Promise<Caller>,
  handshake: Connection['handshake'],
): Promise<Caller> {
  const caller = await admit(handshake);
  if (caller.kind === 'nobody') throw new ProblemError('not-signed-in', 'Sign in first.');
  return caller;
}

async function run(call: Call, handler: CallHandler<Call>, body: unknown, connection: Connection, spend: () => void) {
  spend();
  requireAllowed(connection.caller, call.allowed);
  return await handler(parse(call.body, body, 'message') as never, connection);
}

/** A token bucket per socket. */
function createBudget(): () => void {
  let tokens = 2 * CALLS_PER_SECOND;
  let last = performance.now();
  return () => {
    const now = performance.now();
    tokens = Math.min(2 * CALLS_PER_SECOND, tokens + ((now - last) / 1000) * CALLS_PER_SECOND);
    last = now;
    if (tokens < 1)
      throw new ProblemError(
        'too-many',
        'This connection sends too much at once. Nothing of this message was kept; send it again later.',
      );
    tokens -= 1;
  };
}
