/**
 * How a conversation is written down: every HTTP route, socket event and bridge channel is one value that holds its
 * schemas; types on both sides derive from it, and so do the checks at the boundary.
 */
import type * as z from 'zod/mini';

export type Role = 'candidate' | 'proctor' | 'reviewer' | 'marker' | 'senior-marker' | 'administrator';
/** Who may call: anyone, or whoever holds one of these roles. There is no default. */
export type Allowed = 'anyone' | readonly Role[];

type Schema = z.ZodMiniType;
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify path, parameters as `:name`. */
  path: string;
  allowed: Allowed;
  params?: Schema;
  query?: Schema;
  /** `'bytes'` is a raw body of at most `maxBytes`. */
  body?: Schema | 'bytes';
  maxBytes?: number;
  /** `'bytes'` or `'text'` replies are sent as they are. */
  reply: Schema | 'bytes' | 'text';
};

/** A socket event from a client that is answered: `Reply` on success, `Problem` otherwise. */
export type Call = { allowed: Allowed; body: Schema; reply: Schema };
/** A socket event that the server pushes. */
export type Push = { body: Schema };

export const route = <const R extends Route>(definition: R): R => definition;
export const call = <const C extends Call>(definition: C): C => definition;
export const push = <const P extends Push>(definition: P): P => definition;

type Of<S> = S extends Schema ? z.infer<S> : S extends 'bytes' ? Uint8Array : S extends 'text' ? string : undefined;
export type ParamsOf<R extends Route> = Of<R['params']>;
export type QueryOf<R extends Route> = Of<R['query']>;
export type BodyOf<R extends Route | Call | Push> = Of<R['body']>;
export type ReplyOf<R extends Route | Call> = Of<R['reply']>;
