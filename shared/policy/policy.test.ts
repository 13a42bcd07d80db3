import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Accommodation, type DeliveryPolicy, effectivePolicy } from './policy.ts';

const policy: DeliveryPolicy = {
  minutes: 90,
  release: 'proctor',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 30,
  passMark: 0.6,
  retentionDays: 90,
};

test('without accommodations the exam policy holds as it is', () => {
  expect(effectivePolicy(policy, [])).toMatchObject({ ...policy, allowedMs: 90 * 60_000, restoreMs: 30 * 60_000, muted: [] });
});

test('extra time lengthens, the largest factor holds, and what an accommodation explains is muted', () => {
  const effective = effectivePolicy(policy, [
    { kind: 'extra-time', factor: 1.25 },
    { kind: 'extra-time', factor: 1.5 },
    { kind: 'reads-aloud' },
  ]);
  expect(effective).toMatchObject({ allowedMs: 135 * 60_000, muted: ['speech'] });
});

test('no accommodation ever takes time away or adds a signal', () => {
  const accommodation: fc.Arbitrary<Accommodation> = fc.oneof(
    fc.double({ min: 1, max: 4, noNaN: true }).map((factor): Accommodation => ({ kind: 'extra-time', factor })),
    fc.constantFrom<Accommodation>(
      { kind: 'reads-aloud' },
      { kind: 'looks-away' },
      { kind: 'helper-present' },
      { kind: 'screen-reader' },
    ),
  );
  fc.assert(
    fc.property(fc.array(accommodation), accommodation, (some, more) => {
      const before = effectivePolicy(policy, some);
      const after = effectivePolicy(policy, [...some, more]);
      expect(after.allowedMs).toBeGreaterThanOrEqual(before.allowedMs);
      expect(before.muted.every((signal) => after.muted.includes(signal))).toBe(true);
    }),
  );
});
