import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtInList } from '../../../shared/lockdown/built-in.ts';
import { type ProgramList, programListMessage, type SignedProgramList } from '../../../shared/lockdown/program-list.ts';
import { openProgramUpdates } from './program-updates.ts';

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const serverKey = publicKey.export({ format: 'jwk' }).x ?? '';
  const signed = (list: ProgramList): SignedProgramList => ({
    list,
    signature: sign(null, programListMessage(list), privateKey).toString('base64url'),
  });
  return { at: { server: 'https://exams.example.org', serverKey }, signed };
};
const day = 86_400_000;
const version = (n: number): ProgramList => ({
  version: n,
  issuedAt: 0,
  expiresAt: 10 * day,
  programs: [{ id: `p${n}`, title: `Program ${n}`, kind: 'overlay', starts: [`program${n}`] }],
});

let folder: string;
const logged: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-programs-'));
  logged.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = (answer: () => Promise<SignedProgramList>, now = day) =>
  openProgramUpdates({
    file: path.join(folder, 'programs.json'),
    fetchList: answer,
    log: (line) => logged.push(line),
    now: () => now,
  });
const offline = () => Promise.reject(new Error('offline'));

test("the server's list takes the place of the built-in one, and is there again without a network", async () => {
  const { at, signed } = pair();
  const updates = open(async () => signed(version(4)));
  expect(updates.list()).toBe(builtInList);
  await updates.refresh(at);
  expect(updates.list()).toEqual(version(4));
  const again = open(offline);
  await again.refresh(at);
  expect([again.list().version, again.source()]).toEqual([4, 'server']);
  const muchLater = open(offline, 11 * day);
  await muchLater.refresh(at);
  expect([muchLater.list().version, muchLater.source()]).toEqual([0, 'built-in']);
});

test('a list signed by another key, an older one and a damaged file change nothing, and are logged', async () => {
  const { at, signed } = pair();
  await open(async () => signed(version(4))).refresh(at);
  const older = open(async () => signed(version(3)));
  await older.refresh(at);
  expect(older.list().version).toBe(4);
  const forged = open(async () => pair().signed(version(9)));
  await forged.refresh(at);
  expect(forged.list().version).toBe(4);
  expect(logged.join('\n')).toMatch(/list 3 is refused \(older\)[\s\S]*list 9 is refused \(signature\)/);
  writeFileSync(path.join(folder, 'programs.json'), '{"serverKey":');
  const damaged = open(offline);
  await damaged.refresh(at);
  expect(damaged.list()).toBe(builtInList);
});

test("one server's list is not used for another's exam", async () => {
  const one = pair();
  const other = pair();
  await open(async () => one.signed(version(4))).refresh(one.at);
  const updates = open(offline);
  await updates.refresh(other.at);
  expect(updates.list()).toBe(builtInList);
});

test('a list that ends while it is in use makes room for the built-in one', async () => {
  const { at, signed } = pair();
  let now = day;
  const updates = openProgramUpdates({
    file: path.join(folder, 'programs.json'),
    fetchList: async () => signed(version(1)),
    log: () => {},
    now: () => now,
  });
  await updates.refresh(at);
  expect(updates.list().version).toBe(1);
  now = 10 * day;
  expect(updates.list()).toBe(builtInList);
});
