/** The client's HTTP calls, typed and parsed by the contract. Failures come back as `ProblemFailure`. */
import * as z from 'zod/mini';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '../../../shared/contract/kit.ts';
import { Problem } from '../../../shared/contract/problem.ts';

/** The server (or the lack of one) said no. `offline` marks a failure to reach it at all. */
export class ProblemFailure extends Error {
  readonly problem: Problem;
  readonly offline: boolean;
  constructor(problem: Problem, offline = false) {
    super(problem.message);
    this.problem = problem;
    this.offline = offline;
  }
}

const unreachable = (server: string) =>
  new ProblemFailure(
    {
      code: 'unreachable',
      message: `The exam server at ${server} can't be reached. Check the network; everything stays saved on this computer.`,
    },
    true,
  );

const TIMEOUT_MS = 20_000;

type Input<R extends Route> = { params?: ParamsOf<R>; query?: QueryOf<R>; body?: BodyOf<R> };

/** Calls one route. @throws ProblemFailure */
export async function callServer<const R extends Route>(
  server: string,
  token: string | null,
  route: R,
  input: Input<R>,
): Promise<ReplyOf<R>> {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(path, server);
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>))
    url.searchParams.set(name, String(value));
  const raw = input.body instanceof Uint8Array;
  const headers: Record<string, string> = {};
  if (token) headers.authorization = `Bearer ${token}`;
  if (input.body) headers['content-type'] = raw ? 'application/octet-stream' : 'application/json';
  const body = raw ? Buffer.from(input.body as Uint8Array) : input.body === undefined ? null : JSON.stringify(input.body);
  let response: Response;
  try {
    response = await fetch(url, {
      method: route.method,
      headers,
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
  } catch {
    throw unreachable(server);
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = z.safeParse(Problem, answer);
    throw problem.success ? new ProblemFailure(problem.data) : unreachable(server);
  }
  const reply = z.safeParse(route.reply as z.ZodMiniType, answer);
  if (!reply.success)
    throw new ProblemFailure({
      code: 'internal',
      message: 'The server answered in a way this client does not understand. Update the client.',
    });
  return reply.data as ReplyOf<R>;
}
