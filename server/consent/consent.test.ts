import { expect, test } from 'vitest';
import { type DeliveryPolicy, DeliveryPolicy as Policy } from '../../shared/policy/policy.ts';
import { consentOf } from './index.ts';

const policy: DeliveryPolicy = {
  minutes: 60,
  release: 'policy',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 10,
  passMark: 0.6,
  retentionDays: 90,
};

test('it is there in every language of the client, paragraph for paragraph, and says the same figures', () => {
  const { en, ar = [] } = consentOf({
    ...policy,
    checkIn: { document: true, room: true, liveness: true, documentDigits: 4, doubts: 'proctor' },
  });
  expect(ar).toHaveLength(en.length);
  for (const [at, paragraph] of ar.entries()) {
    expect(paragraph, 'nothing is left in Latin letters').not.toMatch(/[A-Za-z]/);
    expect(paragraph.match(/\d+/g)).toEqual(en[at]?.match(/\d+/g) ?? null);
  }
});

test('what the policy leaves out is not claimed: a policy without clips keeps no video, and one with them says so', () => {
  const { en: without } = consentOf({ ...policy, monitors: ['camera'], stillSeconds: 0 });
  expect(without.join(' ')).toContain('No video is recorded');
  expect(without.join(' ')).not.toContain('every 0 seconds');
  const { en: plain } = consentOf(policy);
  expect(plain.join(' ')).not.toContain('No video is recorded');
  expect(plain.join(' ')).toContain('a short video of that moment');
  expect(plain.join(' ')).not.toContain('turn your head');
});

test("an exam's own paragraphs come last, in the language that it gives them in, else in English", () => {
  const consent = { en: ['Bring no calculator.'], ar: ['لا تحضر آلة حاسبة.'] };
  expect(consentOf(Policy.parse({ ...policy, consent })).ar?.at(-1)).toBe('لا تحضر آلة حاسبة.');
  expect(consentOf({ ...policy, consent: { en: consent.en } }).ar?.at(-1)).toBe('Bring no calculator.');
  expect(() => Policy.parse({ ...policy, consent: { ar: ['لا'] } })).toThrow();
});
