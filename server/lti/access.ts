/** Calls to a platform's services: an access token for our signed assertion (RFC 7523), then the request itself. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ToolKeys } from './keys.ts';
import { isOf, type Platform } from './platforms.ts';
import type { Fetch } from './verify.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 4_000_000;
/** Taken off a token's life, so that it does not end on the way. */
const MARGIN_MS = 60_000;

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });

/** What a platform answered that is no success. `status` 0: it was not reached. */
export class ServiceError extends Error {
  readonly status: number;
  readonly retryAfterMs: number | null;
  constructor(status: number, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'ServiceError';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
export type Reply = { text: string; link: string | null };
export type Access = ReturnType<typeof createAccess>;
type Ask = { method?: 'GET' | 'POST'; url: string; scope: string; accept?: string; contentType?: string; body?: string };

export function createAccess({ fetch, keys, now }: { fetch: Fetch; keys: ToolKeys; now: () => number }) {
  const tokens = new Map<string, { token: string; until: number }>();

  const send = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      throw new ServiceError(
        0,
        `${new URL(url).host} was not reached: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const textOf = async (response: Response): Promise<string> => {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body ?? []) {
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new ServiceError(response.status, 'The answer is larger than is taken.');
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  };

  const tokenFor = async (platform: Platform, scope: string): Promise<string> => {
    const key = `${platform.id} ${scope}`;
    const known = tokens.get(key);
    if (known && known.until > now()) return known.token;
    const { clientId, tokenUrl, tokenAudience } = platform;
    const assertion = await keys.sign({ iss: clientId, sub: clientId, aud: tokenAudience ?? tokenUrl, jti: randomUUID() }, 300);
    const response = await send(tokenUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope,
      }),
    });
    const text = await textOf(response);
    if (!response.ok)
      throw new ServiceError(response.status, `No access token: ${response.status} ${text.slice(0, 200)}`, waitOf(response));
    const granted = Granted.safeParse(jsonOf(text));
    if (!granted.success) throw new ServiceError(502, `The answer to our request for a token is not one: ${text.slice(0, 200)}`);
    const until = now() + (granted.data.expires_in ?? 3600) * 1000 - MARGIN_MS;
    tokens.set(key, { token: granted.data.access_token, until });
    return granted.data.access_token;
  };

  /**
   * One request to a service of the platform. A token that was refused is asked for anew, once.
   * @throws ServiceError
   */
  async function call(platform: Platform, ask: Ask): Promise<Reply> {
    if (!isOf(platform, ask.url)) throw new ServiceError(400, `${ask.url} is no address of ${platform.title}.`);
    for (const last of [false, true]) {
      const token = await tokenFor(platform, ask.scope);
      const response = await send(ask.url, {
        method: ask.method ?? 'GET',
        headers: {
          authorization: `Bearer ${token}`,
          ...(ask.accept ? { accept: ask.accept } : {}),
          ...(ask.contentType ? { 'content-type': ask.contentType } : {}),
        },
        ...(ask.body === undefined ? {} : { body: ask.body }),
      });
      const text = await textOf(response);
      if (response.ok) return { text, link: response.headers.get('link') };
      if (response.status === 401 && !last) {
        tokens.delete(`${platform.id} ${ask.scope}`);
        continue;
      }
      throw new ServiceError(response.status, `${response.status} ${text.slice(0, 300)}`, waitOf(response));
    }
    throw new Error('unreachable');
  }
  return { call };
}

const waitOf = (response: Response): number | null => {
  const seconds = Number(response.headers.get('retry-after') ?? '');
  return seconds > 0 ? seconds * 1000 : null;
};

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
