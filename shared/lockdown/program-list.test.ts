import { generateKeyPairSync, sign, verify as verifyWith } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verify } from '../journal/chain.ts';
import { builtInList } from './built-in.ts';
import { chooseList, forbiddenAmong, ProgramList, programListMessage, type SignedProgramList } from './program-list.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const verify: Verify = (message, signature) => verifyWith(null, message, publicKey, Buffer.from(signature, 'base64url'));
const signed = (list: ProgramList): SignedProgramList => ({
  list,
  signature: sign(null, programListMessage(list), privateKey).toString('base64url'),
});
const now = 1_000_000;
const list = (version: number, expiresAt = now + 1): ProgramList => ({
  version,
  issuedAt: 0,
  expiresAt,
  programs: [{ id: 'spy', title: 'Spy', kind: 'overlay', starts: ['spyware'] }],
});

test('the list that comes with the client is one that a server could publish', () => {
  expect(ProgramList.safeParse(builtInList).success).toBe(true);
  expect(new Set(builtInList.programs.map(({ id }) => id)).size).toBe(builtInList.programs.length);
});

test('programs are known by the beginning of their name, on every system; assistive technology is not among them', () => {
  const running = ['TeamViewer.exe', 'TeamViewer_Service.exe', 'AnyDesk', 'x11vnc', 'obs64.exe', 'explorer.exe', 'node', 'zsh'];
  expect(forbiddenAmong(running, builtInList).map(({ title }) => title)).toEqual(['TeamViewer', 'AnyDesk', 'VNC', 'OBS Studio']);
  expect(forbiddenAmong(['observer', 'parse', 'NVDA.exe', 'VoiceOver', 'orca', 'JAWS'], builtInList)).toEqual([]);
});

test('a signed list holds; one that is over, older or signed by another key does not, and says why', () => {
  const choose = (received: SignedProgramList | null, newest = 0) => chooseList(builtInList, received, verify, newest, now);
  expect(choose(signed(list(3)))).toEqual({ list: list(3), source: 'server', refused: null });
  expect(choose(null)).toEqual({ list: builtInList, source: 'built-in', refused: null });
  expect(choose(signed(list(3, now)))).toMatchObject({ source: 'built-in', refused: 'expired' });
  expect(choose(signed(list(3)), 4)).toMatchObject({ source: 'built-in', refused: 'older' });
  const foreign = generateKeyPairSync('ed25519').privateKey;
  const forged = { list: list(3), signature: sign(null, programListMessage(list(3)), foreign).toString('base64url') };
  expect(choose(forged)).toMatchObject({ source: 'built-in', refused: 'signature' });
});

test('whatever is changed in a signed list or its signature, it is refused', () => {
  const good = signed(list(3));
  const text = JSON.stringify(good.list);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (place, code) => {
      const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
      let parsed: unknown;
      try {
        parsed = JSON.parse(changed);
      } catch {
        return;
      }
      const read = ProgramList.safeParse(parsed);
      if (!read.success || JSON.stringify(read.data) === text) return;
      expect(chooseList(builtInList, { list: read.data, signature: good.signature }, verify, 0, now).refused).toBe('signature');
    }),
  );
  fc.assert(
    fc.property(fc.string(), (signature) => {
      expect(chooseList(builtInList, { list: good.list, signature }, verify, 0, now).refused).toBe('signature');
    }),
  );
});
