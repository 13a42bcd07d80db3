import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckInStep, type DocumentReading } from '../journal/entry.ts';
import { type CheckInPolicy, plainCheckIn } from '../policy/policy.ts';
import { askedSteps, doubtsOf, isSerious, repeated, stepsLeft } from './check-in.ts';
import { newSitting, type Sitting } from './state.ts';

const full: CheckInPolicy = { document: true, room: true, liveness: true, documentDigits: 4, doubts: 'proctor' };
const good: DocumentReading = { source: 'TD3', name: 'same', face: 'match', expired: false, digits: '', detector: 'd' };
const sitting = (
  policy: CheckInPolicy,
  change: Partial<Sitting['checkIn']> = {},
  pictures: Sitting['pictures'] = {},
): Sitting => {
  const fresh = newSitting({ allowedMs: 1, restoreMs: 1, checkIn: policy });
  return { ...fresh, pictures, checkIn: { ...fresh.checkIn, ...change } };
};
const taken = { portrait: 'a'.repeat(64), document: 'b'.repeat(64) };

describe('steps', () => {
  it('are those that the policy asks for, the portrait always', () => {
    expect(askedSteps(sitting(full).checkIn)).toEqual(['portrait', 'document', 'room', 'liveness']);
    expect(askedSteps(sitting({ ...plainCheckIn, document: false }).checkIn)).toEqual(['portrait']);
  });

  it('are portrait and document for an exam that says nothing', () => {
    expect(stepsLeft(newSitting({ allowedMs: 1, restoreMs: 1 }))).toEqual(['portrait', 'document']);
  });

  it('are left until each is done or declined', () => {
    expect(stepsLeft(sitting(full))).toEqual(['portrait', 'document', 'room', 'liveness']);
    expect(stepsLeft(sitting(full, {}, taken))).toEqual(['room', 'liveness']);
    const declined = { room: { reason: 'disability', words: '' } } as const;
    expect(stepsLeft(sitting(full, { declined, liveness: 'timed-out' }, taken))).toEqual([]);
  });
});

describe('doubts', () => {
  it('are none where everything agrees', () => {
    expect(doubtsOf(sitting(full, { document: good, room: 4, liveness: 'passed' }, taken))).toEqual([]);
  });

  it('come in order of weight, and a machine alone raises no serious one of what it could not see', () => {
    const found = doubtsOf(sitting(full, { document: { ...good, name: 'unsure', face: 'unseen', expired: true } }, taken));
    expect(found).toEqual(['document-expired', 'name-unsure', 'face-unseen']);
    expect(found.map(isSerious)).toEqual([true, false, false]);
  });

  it('name a document that nobody tried to read', () => {
    expect(doubtsOf(sitting(plainCheckIn, {}, taken))).toEqual(['name-unread', 'face-unseen']);
  });

  it('never ask about what the policy does not want', () => {
    const reading = fc.record({
      source: fc.constantFrom<DocumentReading['source']>('TD1', 'TD3', 'print', 'none'),
      name: fc.constantFrom<DocumentReading['name']>('same', 'unsure', 'different', 'unread'),
      face: fc.constantFrom<DocumentReading['face']>('match', 'unsure', 'other', 'unseen'),
      expired: fc.constantFrom(true, false, null),
      digits: fc.constant(''),
      detector: fc.constant('d'),
    });
    fc.assert(
      fc.property(reading, fc.boolean(), fc.boolean(), fc.boolean(), (document, wantsDocument, room, liveness) => {
        const policy = { ...plainCheckIn, document: wantsDocument, room, liveness };
        const doubts = doubtsOf(sitting(policy, { document, liveness: 'timed-out' }, taken));
        if (!wantsDocument) expect(doubts.filter((doubt) => /^(name|face|document)/.test(doubt))).toEqual([]);
        expect(doubts.includes('liveness-not-passed')).toBe(liveness);
      }),
    );
  });
});

describe('steps asked for again', () => {
  it('are as if never done, the others stay', () => {
    const done = sitting(full, { document: good, room: 4, liveness: 'passed' }, taken);
    fc.assert(
      fc.property(fc.subarray([...CheckInStep.options]), (again) => {
        expect(stepsLeft(repeated(done, again))).toEqual(again);
      }),
    );
    expect(stepsLeft(repeated(done))).toEqual([...CheckInStep.options]);
  });
});
