import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatesOf, heldAmong, VOUCHES_MS } from './gates.ts';
import { measureIds } from './measures.ts';
import { type Check, CheckId, type Findings, Outcome, type StoredReport } from './report.ts';

const now = 10 * VOUCHES_MS;
const check = (id: CheckId, outcome: Outcome): Check => ({ id, outcome, values: {} });
const found = (checks: Check[], measures: Findings['measures'] = [], computer = 'pc'): Findings => ({
  computer,
  measures,
  checks,
});
const stored = (findings: Findings, storedAt = now - 1000): StoredReport => ({
  storedAt,
  report: { ...findings, takenAt: storedAt, app: 'a', os: 'o', standIn: false },
});

const arbitraryFindings = fc.record<Findings>({
  computer: fc.constantFrom('pc', 'laptop'),
  measures: fc.uniqueArray(
    fc.record({ id: fc.constantFrom(...measureIds), state: fc.constantFrom('enforced', 'monitored', 'unavailable') }),
    { selector: ({ id }) => id },
  ),
  checks: fc.uniqueArray(
    fc.record<Check>({
      id: fc.constantFrom(...CheckId.options),
      outcome: fc.constantFrom(...Outcome.options),
      values: fc.constant({}),
    }),
    { selector: ({ id }) => id },
  ),
});
const tier = fc.constantFrom('monitored', 'enforced');

test('a computer on which everything passed and is enforced has no gate', () => {
  const fine = found(
    CheckId.options.map((id) => check(id, 'passed')),
    measureIds.map((id) => ({ id, state: 'enforced' })),
  );
  expect(gatesOf('enforced', fine, [], [], now)).toEqual([]);
});

test('only what failed is a gate: what could not be measured, or could be better, is none', () => {
  for (const outcome of ['attention', 'not-measured'] as const) {
    expect(gatesOf('enforced', found(CheckId.options.map((id) => check(id, outcome))), [], [], now)).toEqual([]);
  }
  const failed = found(CheckId.options.map((id) => check(id, 'failed')));
  expect(heldAmong(gatesOf('monitored', failed, [], [], now))).toEqual(['camera', 'remote-session', 'programs']);
});

test('a virtual machine alone holds nobody up under the tier monitored', () => {
  expect(gatesOf('monitored', found([check('virtual-machine', 'failed')]), [], [], now)).toEqual([]);
  expect(heldAmong(gatesOf('enforced', found([check('virtual-machine', 'failed')]), [], [], now))).toEqual(['virtual-machine']);
});

test('what passed in a system check is no gate at check-in: on the same computer, and for sixty days', () => {
  const before = found([check('camera', 'passed')], [{ id: 'clipboard', state: 'enforced' }]);
  const today = found([check('camera', 'failed')], [{ id: 'clipboard', state: 'unavailable' }]);
  const gates = (former: StoredReport[]) => gatesOf('enforced', today, former, [], now);
  expect(gates([stored(before)])).toEqual([
    { id: 'camera', state: 'passed-before' },
    { id: 'measure-clipboard', state: 'passed-before' },
  ]);
  expect(heldAmong(gates([stored({ ...before, computer: 'other' })]))).toHaveLength(2);
  expect(heldAmong(gates([stored(before, now - VOUCHES_MS - 1)]))).toHaveLength(2);
  expect(heldAmong(gates([stored(before, now + 1)])), 'a date that is yet to come').toHaveLength(2);
});

test('a program that runs now is not vouched for by a day on which it did not', () => {
  const before = stored(found([check('programs', 'passed')]));
  expect(heldAmong(gatesOf('monitored', found([check('programs', 'failed')]), [before], [], now))).toEqual(['programs']);
});

test('every gate can be opened by a person, whatever was found', () => {
  fc.assert(
    fc.property(tier, arbitraryFindings, fc.array(arbitraryFindings), (wanted, findings, former) => {
      const all = gatesOf(
        wanted,
        findings,
        former.map((one) => stored(one)),
        [],
        now,
      ).map(({ id }) => id);
      expect(
        heldAmong(
          gatesOf(
            wanted,
            findings,
            former.map((one) => stored(one)),
            all,
            now,
          ),
        ),
      ).toEqual([]);
    }),
  );
});

test('a former system check never makes a gate, and checking again with the same result holds nothing that it vouches for', () => {
  fc.assert(
    fc.property(tier, arbitraryFindings, arbitraryFindings, (wanted, findings, other) => {
      const without = gatesOf(wanted, findings, [], [], now).map(({ id }) => id);
      expect(gatesOf(wanted, findings, [stored(other)], [], now).map(({ id }) => id)).toEqual(without);
      expect(
        heldAmong(
          gatesOf('monitored', { ...findings, checks: findings.checks.filter((c) => c.outcome === 'passed') }, [], [], now),
        ),
      ).toEqual([]);
    }),
  );
});
