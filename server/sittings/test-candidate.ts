/** For tests: a candidate's client reduced to the protocol, which can also break every rule of it. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL } from '../../shared/contract/candidate.ts';
import type { Outcome } from '../../shared/contract/problem.ts';
import { appendCandidate, bindingMessage, emptyHead, headMessage, headOf } from '../../shared/journal/chain.ts';
import type { CandidateEntry, CandidateNote } from '../../shared/journal/entry.ts';

export type Json = Record<string, unknown>;

export function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    sign: (message: Uint8Array) => sign(null, message, privateKey).toString('base64url'),
  };
}
export type Key = ReturnType<typeof newKey>;

export async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Json }> {
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

export const launch = (url: string, code: string, key: Key, more: Json = {}) =>
  post(url, '/api/candidate/launch', {
    protocol: PROTOCOL,
    code,
    publicKey: key.publicKey,
    proof: key.sign(bindingMessage(code, key.publicKey)),
    ...more,
  });

/** Connects to `/sitting`; resolves once connected, rejects with the server's problem. */
export function connect(url: string, token: string, protocol: number = PROTOCOL): Promise<Socket> {
  const socket = io(new URL('/sitting', url).href, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token, protocol },
  });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => reject('data' in error && error.data ? error.data : error));
  });
}
export const ask = async (socket: Socket, event: string, body: unknown): Promise<Outcome<Json>> =>
  (await socket.timeout(10_000).emitWithAck(event, body)) as Outcome<Json>;

/** Writes and sends a sitting's entries. */
export function writer(sitting: string, key: Key) {
  const entries: CandidateEntry[] = [];
  let boot = 'b1';
  let mono = 0;
  let wall = Date.now();
  return {
    entries,
    crash(gapMs: number) {
      boot = `b${Number(boot.slice(1)) + 1}`;
      mono = 0;
      wall += gapMs;
    },
    returnTo(former: string) {
      boot = former;
    },
    setWall(ms: number) {
      wall += ms;
    },
    wait(ms: number) {
      mono += ms;
      wall += ms;
    },
    write(...notes: CandidateNote[]) {
      for (const note of notes) {
        const last = entries.at(-1);
        entries.push(appendCandidate(sitting, last ? headOf(last) : emptyHead(sitting, 'candidate'), { wall, mono, boot }, note));
      }
    },
    batch(from = 1, to = entries.length) {
      const part = entries.slice(from - 1, to);
      const last = part.at(-1);
      return { from, entries: part, signature: last ? key.sign(headMessage(sitting, 'candidate', headOf(last))) : '' };
    },
  };
}

const blob = 'a'.repeat(64);
export const checkIn: CandidateNote[] = [
  { kind: 'capability-reported', body: { tier: 'monitored', measures: [] } },
  { kind: 'consented', body: { textVersion: '1', locale: 'en' } },
  { kind: 'picture-taken', body: { purpose: 'portrait', blob, bytes: 1 } },
  { kind: 'picture-taken', body: { purpose: 'document', blob, bytes: 1 } },
  { kind: 'check-in-finished', body: {} },
];
export const begin: CandidateNote = { kind: 'exam-started', body: { form: 'b'.repeat(64) } };
export const answer = (item: string, value: string): CandidateNote => ({
  kind: 'answered',
  body: { item, responses: { RESPONSE: [value] } },
});
