/** The HTTP client, derived from the contract: what a route declares is what may be sent and what comes back. */
import { consoleRoutes } from '../../../shared/contract/console.ts';
import { evidenceRoutes } from '../../../shared/contract/evidence.ts';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf, Route } from '../../../shared/contract/kit.ts';
import { Fault, faultOf } from './problem.ts';

type Given<K extends string, T> = [T] extends [undefined] ? { [P in K]?: never } : { [P in K]: T };
export type InputOf<R extends Route> = Given<'params', ParamsOf<R>> & Given<'query', QueryOf<R>> & Given<'body', BodyOf<R>>;
type Loose = { params?: unknown; query?: unknown; body?: unknown };

const fields = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null ? Object.entries(value).map(([name, field]) => [name, String(field)]) : [];

/** A route's address with its parameters and query filled in. */
export function addressOf(route: Route, { params, query }: Loose = {}): string {
  const path = fields(params).reduce((text, [name, field]) => text.replace(`:${name}`, encodeURIComponent(field)), route.path);
  const search = new URLSearchParams(fields(query)).toString();
  return search ? `${path}?${search}` : path;
}

const bodyOf = (route: Route, body: unknown): RequestInit => {
  // The language of the page, which may be another than the browser's.
  const language = { 'accept-language': document.documentElement.lang };
  if (body === undefined) return { headers: language };
  // `'bytes'` bodies are Uint8Array by the route's type.
  if (route.body === 'bytes')
    return { body: body as Uint8Array<ArrayBuffer>, headers: { ...language, 'content-type': 'application/octet-stream' } };
  return { body: JSON.stringify(body), headers: { ...language, 'content-type': 'application/json' } };
};

async function send(route: Route, input: Loose): Promise<Response> {
  try {
    return await fetch(addressOf(route, input), {
      method: route.method,
      credentials: 'same-origin',
      ...bodyOf(route, input.body),
    });
  } catch {
    throw new Fault('unreachable');
  }
}

/**
 * Calls one route of the contract.
 * @returns the reply, parsed by the route's schema
 * @throws Fault with the server's problem, `unreachable` without a network, `internal` on a reply that is not the contract's
 */
export async function api<R extends Route>(route: R, input: InputOf<R>): Promise<ReplyOf<R>> {
  const response = await send(route, input);
  if (!response.ok) throw faultOf(await response.json().catch(() => null));
  // The branches below give exactly what ReplyOf derives from the same `reply`; TypeScript cannot follow that.
  if (route.reply === 'text') return (await response.text()) as ReplyOf<R>;
  if (route.reply === 'bytes') return new Uint8Array(await response.arrayBuffer()) as unknown as ReplyOf<R>;
  const reply = route.reply.safeParse(await response.json().catch(() => null));
  if (!reply.success) throw new Fault('internal', { place: route.path });
  return reply.data as ReplyOf<R>;
}

export const clipUrl = (hash: string): string => addressOf(evidenceRoutes.clip, { params: { hash } });
export const pictureUrl = (hash: string): string => addressOf(consoleRoutes.picture, { params: { hash } });
