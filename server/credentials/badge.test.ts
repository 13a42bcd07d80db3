import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readProgramme, Share } from '../programmes/index.ts';
import { badgeOf, type Claims } from './badge.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { UnsignedBadge } from './open-badge.ts';
import { FIRST_ENTRY, LIST_ENTRIES, LIST_VALID_MS, signList } from './status-list.ts';
import { verifyBadge } from './verify.ts';

const at = Date.UTC(2026, 10, 22, 12);
const publicUrl = 'https://exam.example.org';
const listUrl = `${publicUrl}/status/1`;
const index = FIRST_ENTRY + 94_567;
const seedOf = (text: string) => ({ seed: createHash('sha256').update(text).digest() });
const claims: Claims = {
  holder: 'Ada Ωmega',
  programme: readProgramme(readFileSync(new URL('../../demo/programme/programme.json', import.meta.url), 'utf8')),
  exams: [{ exam: 'scm-comprehensive', score: Share.parse(0.815) }],
  decision: { id: 'd1', policyHash: 'a'.repeat(64), evidenceHash: 'b'.repeat(64) },
};
const frameOf = ({ did }: Issuer) => ({
  id: 'c1',
  subject: 'urn:uuid:5b2f1a50-7a0b-4d1b-9c5a-2f6ad3f5a001',
  publicUrl,
  issuer: { did, name: 'Example Institute' },
  at,
  status: { listUrl, index },
});

// Whatever tries to reach a network fails here, so every test below also shows that none is needed.
beforeAll(() => {
  const blocked = () => {
    throw new Error('the network was touched');
  };
  vi.stubGlobal('fetch', blocked);
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(blocked);
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('a credential', async () => {
  const issuer = await createIssuer(seedOf('ours'));
  const stranger = await createIssuer(seedOf('theirs'));
  const signed = await issuer.sign(badgeOf(claims, frameOf(issuer)), at);
  const empty = await signList(issuer, listUrl, [], at);
  const verify = (badge: object, statusList: object | null = empty, moment = at) =>
    verifyBadge({ badge, statusList, issuer, at: moment });
  const changed = (edit: (badge: UnsignedBadge) => void) => {
    const copy = structuredClone(signed);
    edit(copy as UnsignedBadge);
    return copy;
  };

  test('verifies without a network, until its status list is out of date', async () => {
    expect(await verify(signed)).toEqual({ verified: true });
    expect(await verify(signed, empty, at + LIST_VALID_MS - 1)).toEqual({ verified: true });
    expect(await verify(signed, empty, at + LIST_VALID_MS)).toEqual({
      verified: false,
      reason: expect.stringMatching(/out of date/),
    });
    expect(await verify(signed, empty, at - 86_400_000)).toMatchObject({ verified: false });
  });

  test('is signed in one proof in an array, and the same content gives the same signature', async () => {
    expect(signed).toMatchObject({ proof: [{ cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' }] });
    expect(await issuer.sign(badgeOf(claims, frameOf(issuer)), at)).toEqual(signed);
  });

  test.each(['suspended', 'revoked', 'superseded'] as const)(
    'is refused once its own entry says %s, and only then',
    async (status) => {
      expect(await verify(signed, await signList(issuer, listUrl, [{ index, status }], at))).toEqual({
        verified: false,
        reason: expect.stringMatching(/revoked, suspended or superseded/),
      });
      const others = [index - 1, index + 1, FIRST_ENTRY, LIST_ENTRIES - 1].map((other) => ({ index: other, status }));
      expect(await verify(signed, await signList(issuer, listUrl, others, at))).toEqual({ verified: true });
    },
  );

  test.each<[string, (badge: UnsignedBadge) => void]>([
    ['the name', (b) => Object.assign(b.credentialSubject.identifier[0] ?? {}, { identityHash: 'Mallory' })],
    ['the score', (b) => Object.assign(b.credentialSubject.result[0] ?? {}, { value: '99.9' })],
    ['the status index', (b) => Object.assign(b.credentialStatus, { statusListIndex: '5' })],
    ['the status', (b) => Reflect.deleteProperty(b, 'credentialStatus')],
    ['the issuer', (b) => Object.assign(b.issuer, { id: stranger.did })],
    ['an undefined term', (b) => Object.assign(b, { honours: 'summa cum laude' })],
    [
      'the purpose of the proof',
      (b) => Object.assign((b as unknown as { proof: object[] }).proof[0] ?? {}, { proofPurpose: 'authentication' }),
    ],
    ['the proof', (b) => Reflect.deleteProperty(b, 'proof')],
  ])('is refused after a change of %s', async (_, edit) => {
    expect((await verify(changed(edit))).verified).toBe(false);
  });

  test('is refused without its list, with a changed one, one of another issuer and one for another purpose', async () => {
    expect(await verify(signed, null)).toMatchObject({ verified: false });
    const revoked = await signList(issuer, listUrl, [{ index, status: 'revoked' }], at);
    const doctored = { ...revoked, credentialSubject: (empty as { credentialSubject?: object }).credentialSubject };
    expect((await verify(signed, doctored)).verified).toBe(false);
    expect((await verify(signed, await signList(stranger, listUrl, [], at))).verified).toBe(false);
    expect((await verify(signed, { ...empty, validUntil: '2099-01-01T00:00:00Z' })).verified).toBe(false);
  });

  test('of somebody else is refused even when its own signature holds', async () => {
    const theirs = await stranger.sign(badgeOf(claims, frameOf(stranger)), at);
    expect(await verify(theirs, await signList(stranger, listUrl, [], at))).toMatchObject({
      reason: 'It was issued by somebody else.',
    });
  });

  test('is not signed when a term is in no context, nor built when it would not be an Open Badge', async () => {
    const badge = badgeOf(claims, frameOf(issuer));
    await expect(issuer.sign({ ...badge, honours: 'summa' }, at)).rejects.toThrow();
    expect(UnsignedBadge.safeParse({ ...badge, credentialStatus: [badge.credentialStatus] }).success).toBe(false);
    expect(() => badgeOf({ ...claims, holder: '' }, frameOf(issuer))).toThrow('is empty');
    expect(() => badgeOf({ ...claims, holder: 'Ada \u202Eecalevol' }, frameOf(issuer))).toThrow('U+202E');
    expect(() => badgeOf({ ...claims, exams: [{ exam: 'other', score: Share.parse(1) }] }, frameOf(issuer))).toThrow(
      'names no result description',
    );
  });
});
