/** The verifier, and what the server signs, against other people's vectors and schema. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { badgeOf } from '../../server/credentials/badge.ts';
import { createIssuer, issuerOf, publicKeysOf } from '../../server/credentials/issuer.ts';
import { faultsOfOpenBadge } from '../../server/credentials/open-badge-check.ts';
import { readProgramme, Share } from '../../server/programmes/index.ts';
import { contexts } from './contexts.ts';
import { fromMultikey } from './key.ts';
import { checkProof } from './proof.ts';
import { alumni, examplesContext } from './w3c-vectors.ts';

const at = Date.UTC(2026, 10, 22);
const anyKey = (method: string) => fromMultikey(method.split('#')[1] ?? '');
const known = new Map([...contexts, ['https://www.w3.org/ns/credentials/examples/v2', examplesContext] as const]);
const seed = Buffer.alloc(32, 7);

/** A badge as the server builds and signs it. */
async function ours(): Promise<object> {
  const issuer = await createIssuer({ seed });
  const programme = readProgramme(readFileSync(new URL('../../demo/programme/programme.json', import.meta.url), 'utf8'));
  const claims = {
    holder: 'Ada Ωmega',
    programme,
    exams: [{ exam: 'scm-comprehensive', score: Share.parse(0.815) }],
    decision: { id: 'd1', policyHash: 'a'.repeat(64), evidenceHash: 'b'.repeat(64) },
  };
  const frame = {
    id: 'c1',
    subject: 'urn:uuid:5b2f1a50-7a0b-4d1b-9c5a-2f6ad3f5a001',
    publicUrl: 'https://exam.example.org',
    issuer: { did: issuer.did, name: 'Example Institute' },
    at,
    status: { listUrl: 'https://exam.example.org/status/2', index: 200_000 },
  };
  return await issuer.sign(badgeOf(claims, frame), at);
}

describe('W3C, eddsa-rdfc-2022', () => {
  test('the signed alumni credential holds, and not with one letter changed', async () => {
    await checkProof(alumni, anyKey, 'The vector', at, known);
    await expect(checkProof({ ...alumni, name: 'Alumni credential' }, anyKey, 'The vector', at, known)).rejects.toThrow(
      'changed',
    );
  });
});

describe('the schema written from the tables', () => {
  test('takes what we sign, and names what is wrong by its place', async () => {
    const badge = await ours();
    expect(faultsOfOpenBadge(badge)).toEqual([]);
    const edited = (edit: (copy: Record<string, unknown>) => void) => {
      const copy = z.record(z.string(), z.any()).parse(structuredClone(badge));
      edit(copy);
      return faultsOfOpenBadge(copy).join('; ');
    };
    expect(edited((copy) => Reflect.deleteProperty(copy, 'issuer'))).toContain("required property 'issuer'");
    expect(edited((copy) => Object.assign(copy, { validFrom: '2026-01-05' }))).toContain('validFrom');
    expect(edited((copy) => Object.assign(copy, { type: ['VerifiableCredential'] }))).toContain('type');
    expect(edited((copy) => Object.assign(copy, { id: 'certificate 7' }))).toContain('id');
    expect(edited((copy) => Object.assign(copy, { credentialStatus: [Reflect.get(badge, 'credentialStatus')] }))).toContain(
      'credentialStatus',
    );
    expect(edited((copy) => Object.assign(copy, { proof: { type: 'DataIntegrityProof' } }))).toContain('proof');
  });

  // 1EdTech's licence does not let us pass its schema and vectors on; point at copies to run these.
  const schema = process.env.INVIGIL_TEST_OB_SCHEMA;
  test.skipIf(!schema)('agrees with that of 1EdTech on what we sign', async () => {
    const { Ajv2019 } = await import('ajv/dist/2019.js');
    const { default: formats } = await import('ajv-formats');
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(schema ?? '', 'utf8')));
    const badge = await ours();
    expect(validate(badge), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...badge, credentialStatus: [Reflect.get(badge, 'credentialStatus')] })).toBe(false);
  });
});

describe('1EdTech, the linked data proof of the implementation guide', () => {
  /** The signed credential of `ob_v3p0/impl/linked-data-proof-ob.html`, as JSON. */
  const vector = process.env.INVIGIL_TEST_OB_VECTOR;
  const Signed = z.looseObject({
    issuer: z.looseObject({ id: z.string() }),
    proof: z.looseObject({ verificationMethod: z.string(), created: z.string(), proofValue: z.string() }),
  });

  test.skipIf(!vector)('holds here, and signing its content anew gives the very same signature', async () => {
    const signed = Signed.parse(JSON.parse(readFileSync(vector ?? '', 'utf8')));
    await checkProof(signed, anyKey, 'The vector', at);
    const { proof, ...unsigned } = signed;
    // The guide publishes the secret key of its example.
    const secret = Buffer.from('6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4', 'hex');
    const { didKey: _, ...keys } = await publicKeysOf(1, { seed: secret });
    expect(proof.verificationMethod).toBe(`${signed.issuer.id}#${keys.multibase}`);
    const issuer = await issuerOf(signed.issuer.id, [{ ...keys, state: 'active' }], () => ({ seed: secret }));
    const again = await issuer.sign(unsigned, Date.parse(proof.created), proof.verificationMethod);
    expect(Reflect.get(again, 'proof')).toEqual([expect.objectContaining({ proofValue: proof.proofValue })]);
  });
});
