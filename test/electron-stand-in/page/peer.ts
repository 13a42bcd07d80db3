/**
 * Carries calls between the two worlds of one document over DOM events, which both worlds share and which are
 * synchronous. Sent to Chromium as text: nothing in it may close over this file.
 */
import type { Codec, Reference } from './codec.ts';

export type Peer = {
  call: (operation: string, ...args: unknown[]) => unknown;
  /** What the other world may call here. */
  handlers: Map<string, (...args: unknown[]) => unknown>;
};

export function makePeer(codec: Codec, nonce: string, me: string, other: string): Peer {
  type Call = (...args: unknown[]) => unknown;
  const functions = new Map<number, Call>();
  const ids = new WeakMap<object, number>();
  const settlers = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const proxies = new Map<number, Call>();
  const handlers: Peer['handlers'] = new Map();
  let last = 0;
  let reply = '';

  const detail = (event: Event): string => String((event as CustomEvent).detail);
  const post = (name: string, text: string) => dispatchEvent(new CustomEvent(name, { detail: text }));
  const idOf = (value: object): number => {
    const known = ids.get(value) ?? ++last;
    ids.set(value, known);
    return known;
  };
  const refer = (value: object): Reference => {
    const i = idOf(value);
    if (typeof value === 'function') {
      functions.set(i, value as Call);
      return { $: 'f', i };
    }
    (value as Promise<unknown>).then(
      (result) => call('settle', i, true, result),
      (error) => call('settle', i, false, error),
    );
    return { $: 'p', i };
  };
  const resolve = ({ $, i }: Reference): unknown => {
    if ($ === 'p') return new Promise((done, fail) => settlers.set(i, { resolve: done, reject: fail }));
    const known = proxies.get(i) ?? ((...args: unknown[]) => call('function', i, ...args));
    proxies.set(i, known);
    return known;
  };
  const call = (operation: string, ...args: unknown[]): unknown => {
    reply = '';
    post(`${nonce}>${other}`, codec.encode([operation, ...args], refer));
    if (!reply) return undefined;
    const [failed, value] = codec.decode(reply, resolve) as [boolean, unknown];
    if (failed) throw value;
    return value;
  };

  handlers.set('function', (i, ...args) => functions.get(Number(i))?.(...args));
  handlers.set('settle', (i, ok, value) => {
    const settler = settlers.get(Number(i));
    settlers.delete(Number(i));
    if (ok) settler?.resolve(value);
    else settler?.reject(value);
  });
  addEventListener(`${nonce}>${me}`, (event) => {
    let answer: string;
    try {
      const [operation, ...args] = codec.decode(detail(event), resolve) as [string, ...unknown[]];
      answer = codec.encode([false, handlers.get(operation)?.(...args)], refer);
    } catch (error) {
      answer = codec.encode([true, error instanceof Error ? error : new Error(String(error))]);
    }
    post(`${nonce}<${other}`, answer);
  });
  addEventListener(`${nonce}<${me}`, (event) => {
    reply = detail(event);
  });
  return { call, handlers };
}
