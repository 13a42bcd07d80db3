import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Batch, judgeBatch } from './accept.ts';
import { appendCandidate, appendServer, digest, digestBytes, emptyHead, follow, headMessage, headOf, withhold } from './chain.ts';
import { type CandidateEntry, CandidateEntry as CandidateEntrySchema, type CandidateNote } from './entry.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const seal = (message: Uint8Array) => sign(null, message, privateKey).toString('base64url');
const check = (message: Uint8Array, signature: string) => verify(null, message, publicKey, Buffer.from(signature, 'base64url'));

const note = fc.oneof(
  fc
    .record({ item: fc.stringMatching(/^[a-z]\w{0,9}$/), value: fc.string() })
    .map(({ item, value }): CandidateNote => ({ kind: 'answered', body: { item, responses: { R: [value] } } })),
  fc.constant<CandidateNote>({ kind: 'tick', body: {} }),
  fc.string({ minLength: 1 }).map((text): CandidateNote => ({ kind: 'help-asked', body: { text } })),
);
const written = (notes: readonly CandidateNote[]): CandidateEntry[] => {
  let head = emptyHead('s', 'candidate');
  return notes.map((n, i) => {
    const entry = appendCandidate('s', head, { wall: 1000 + i, mono: i, boot: 'b' }, n);
    head = headOf(entry);
    return entry;
  });
};
const batchOf = (entries: CandidateEntry[], from: number, to: number): Batch => {
  const part = entries.slice(from - 1, to);
  const last = part.at(-1);
  return { from, entries: part, signature: last ? seal(headMessage('s', 'candidate', headOf(last))) : '' };
};

describe('the chain', () => {
  test('digests agree with an independent SHA-256 of the canonical form', () => {
    expect(digest({ b: 1, a: 'é' })).toBe(createHash('sha256').update('{"a":"é","b":1}').digest('hex'));
    expect(digestBytes(new Uint8Array([1, 2]))).toBe(
      createHash('sha256')
        .update(Buffer.from([1, 2]))
        .digest('hex'),
    );
  });

  test('what was appended follows, and survives the wire', () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 20 }), (notes) => {
        const entries = written(notes);
        const parsed = JSON.parse(JSON.stringify(entries)).map((e: unknown) => CandidateEntrySchema.parse(e));
        expect(follow('s', emptyHead('s', 'candidate'), parsed)).toEqual(
          entries.length ? headOf(entries[entries.length - 1] as CandidateEntry) : emptyHead('s', 'candidate'),
        );
      }),
    );
  });

  test('any change, loss, swap or move to another sitting breaks it', () => {
    fc.assert(
      fc.property(fc.array(note, { minLength: 3, maxLength: 10 }), fc.nat(), fc.nat(3), (notes, at, how) => {
        const entries = written(notes);
        const i = at % (entries.length - 1);
        const one = entries[i] as CandidateEntry;
        const next = entries[i + 1] as CandidateEntry;
        const broken =
          how === 0
            ? entries.with(i, { ...one, at: { ...one.at, wall: one.at.wall + 1 } })
            : how === 1
              ? entries.toSpliced(i, 1)
              : how === 2
                ? entries.with(i, next).with(i + 1, one)
                : entries;
        const result = follow(how === 3 ? 't' : 's', emptyHead(how === 3 ? 't' : 's', 'candidate'), broken);
        expect(result).toHaveProperty('fault');
      }),
    );
  });

  test("a proctor's note can be withheld without breaking the chain", () => {
    const genesis = emptyHead('s', 'server');
    const first = appendServer(
      's',
      genesis,
      { wall: 1, mono: 1, boot: 'b' },
      { kind: 'noted', body: { by: 'p', text: 'a whisper' } },
    );
    const second = appendServer('s', headOf(first), { wall: 2, mono: 2, boot: 'b' }, { kind: 'resumed', body: { by: 'p' } });
    const shown = [withhold(first), withhold(second)];
    expect(JSON.stringify(shown)).not.toContain('whisper');
    expect(follow('s', genesis, shown)).toEqual(headOf(second));
  });
});

describe('judging a batch', () => {
  const entries = written(Array.from({ length: 6 }, () => ({ kind: 'tick', body: {} })));
  const stored = (seq: number) => entries[seq - 1]?.hash;
  const headAt = (seq: number) => (seq === 0 ? emptyHead('s', 'candidate') : headOf(entries[seq - 1] as CandidateEntry));

  test('any overlap with what is stored ends at the same head, once', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.integer({ min: 1, max: 6 }), fc.nat(5), (seq, from, length) => {
        fc.pre(from <= seq + 1);
        const to = Math.min(6, from + length);
        const verdict = judgeBatch('s', headAt(seq), batchOf(entries, from, to), check, stored);
        expect(verdict).toMatchObject({ ok: true, head: headAt(Math.max(seq, to)) });
        expect(verdict.ok && verdict.fresh).toEqual(entries.slice(seq, Math.max(seq, to)));
      }),
    );
  });

  test('a gap, a fork, a forged signature and wrong numbers are each named', () => {
    const fault = (seq: number, batch: Batch) => judgeBatch('s', headAt(seq), batch, check, stored);
    expect(fault(1, batchOf(entries, 3, 4))).toEqual({ ok: false, fault: 'gap', seq: 1 });
    const other = written([
      { kind: 'help-asked', body: { text: 'x' } },
      ...Array.from({ length: 5 }, () => ({ kind: 'tick' as const, body: {} })),
    ]);
    expect(fault(2, batchOf(other, 1, 3))).toEqual({ ok: false, fault: 'fork', seq: 1 });
    expect(fault(2, batchOf(other, 3, 4))).toEqual({ ok: false, fault: 'fork', seq: 3 });
    expect(fault(0, { ...batchOf(entries, 1, 2), signature: batchOf(entries, 1, 3).signature })).toEqual({
      ok: false,
      fault: 'bad-signature',
      seq: 2,
    });
    expect(fault(0, { ...batchOf(entries, 1, 3), entries: entries.slice(0, 3).toSpliced(1, 1) })).toEqual({
      ok: false,
      fault: 'wrong-sequence',
      seq: 3,
    });
    expect(fault(0, { from: 2, entries: entries.slice(0, 1), signature: '' })).toEqual({
      ok: false,
      fault: 'wrong-sequence',
      seq: 2,
    });
  });
});
