/// <reference types="node" />
/** What a learner reads, in Arabic, with data in Greek letters only: whatever is left in Latin ones is ours and not said. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionSummary, RuleReport } from '../../shared/contract/console.ts';
import type { LearnerPage } from '../../shared/contract/registration.ts';
import type { OwnPage } from '../../shared/contract/release.ts';
import { Evidence, holdReason, holdSaid, judge, mayTake, Programme, toldOf } from '../../shared/programme/index.ts';
import { type Shown, settled, show } from './preview/browser.ts';
import { learnerPage } from './preview/entry.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const DAY = 86_400_000;
const at = Date.UTC(2026, 5, 1);
const course = (code: string, more: object = {}) => ({
  kind: 'course',
  course: code,
  title: `Μάθημα ${code}`,
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: 5,
  ...more,
});
const programme = Programme.parse({
  id: 'p1',
  version: '1',
  title: 'Πρόγραμμα',
  description: 'Περιγραφή',
  criteria: 'Κριτήρια',
  class: 'mastery',
  appealDays: 30,
  sameAccount: true,
  letters: [{ letter: 'Α', fromPercent: 80 }],
  requirement: {
    kind: 'in-order',
    title: 'Βήματα',
    of: [
      course('101', { runs: { from: '2020-01-01', named: ['7'] } }),
      { kind: 'at-least', title: 'Επιλογή', count: 1, withinMonths: 12, of: [course('102'), course('103')] },
      {
        kind: 'exam',
        exam: '900',
        title: 'Εξέταση',
        passMarkShare: 0.6,
        attempts: { most: 2, waitDays: [30], noShowCounts: true, againAfterPass: false, discretionary: 1 },
      },
    ],
  },
  fees: {
    currency: 'EUR',
    list: [
      {
        id: '1',
        title: 'Δίδακτρα',
        for: { kind: 'exam', exam: '900' },
        amountCents: 10000,
        due: 'before-registration',
        tiered: true,
      },
    ],
    groups: [{ id: '1', title: 'Ομάδα', countries: ['KE'] }],
    tiers: [{ title: 'Χαμηλό', incomeUpToCents: 100000, group: '1', paysPercent: 20 }],
    vouchers: [{ id: '1', sponsor: 'Χορηγός', covers: ['1'], coversPercent: 50, until: '2027-01-01' }],
  },
  pathways: [
    {
      id: '1',
      partner: 'Πανεπιστήμιο',
      leadsTo: 'Πτυχίο',
      credit: { value: 6, unit: 'μονάδες' },
      validYears: 3,
      policy: { version: '1', text: 'Όροι' },
    },
  ],
  assumptions: ['Παραδοχή'],
});
const result = { run: '7', grade: 70, verified: false, completedOn: '2019-01-01' };
const evidence = Evidence.parse({
  learner: '1',
  at,
  courses: [{ ...result, course: '101' }],
  exams: [{ exam: '900', sitting: '1', score: 0.4, state: 'final', takenAt: at - DAY }],
  holds: [],
  payments: [{ fee: '1', reference: '1', amountCents: 100, state: 'charged-back', at }],
});

const leaf = (title: string, status: RuleReport['status'], id: string, values = {}): RuleReport => ({
  rule: 'English',
  title,
  status,
  reason: 'English words of a record',
  said: [{ id, values }],
  children: [],
});
const hold = (reason: string): RuleReport => {
  const said = holdSaid(reason);
  return { rule: 'English', title: 'hold.kind.incident', status: 'held', reason, said: said ? [said] : [], children: [] };
};
const registration: LearnerPage = {
  name: 'Αμίνα',
  now: at,
  windows: learnerPage(false).windows.map((window) => ({
    ...window,
    title: 'Παράθυρο',
    examTitle: 'Εξέταση',
    may: false,
    report: {
      ...leaf('', 'unmet', 'gate.unmet'),
      rule: 'Παράθυρο',
      title: undefined,
      children: [
        leaf('gate.title.period', 'met', 'gate.openUntil', { at }),
        leaf('gate.title.identity', 'met', 'gate.checked', { on: { day: '2026-01-01' } }),
        hold(holdReason('hold.because.doubt')),
        toldOf(mayTake(programme, '900', evidence, at)),
      ],
    },
  })),
};
const decision: DecisionSummary = {
  id: '1',
  learner: '1',
  name: 'Αμίνα',
  programme: 'Πρόγραμμα',
  policy: '1@1',
  outcome: 'on-hold',
  decidedAt: at,
  report: {
    ...leaf('', 'held', 'outcome.on-hold'),
    rule: 'Πρόγραμμα',
    title: undefined,
    children: [toldOf(judge(programme.requirement, evidence, at)), hold(holdReason('hold.because.incident'))],
  },
  credential: null,
  superseded: false,
};
const ground = { may: true, until: at + 30 * DAY, appeals: [] };
const own: OwnPage = {
  name: 'Αμίνα',
  sittings: [
    {
      id: '1',
      exam: 'Εξέταση',
      window: 'Παράθυρο',
      state: 'invalidated',
      result: null,
      incidents: [
        {
          id: '1',
          cause: 'phone',
          from: at,
          to: at + 4000,
          upheld: true,
          reasons: ['Αιτία'],
          pictures: [],
          clips: [],
          ground,
        },
      ],
      questions: false,
      destroyedAt: at + 90 * DAY,
      ground: null,
    },
  ],
  decisions: [
    {
      programme: '1',
      title: 'Πρόγραμμα',
      outcome: 'on-hold',
      decidedAt: at,
      report: decision.report,
      credential: null,
      ground,
    },
  ],
};
const replies: Record<string, unknown> = {
  '/api/public/my': own,
  '/api/public/registration': registration,
  '/api/public/programmes/p1': {
    programme,
    issuer: 'Ίδρυμα',
    related: [],
    publishedAt: at,
    hash: '0'.repeat(64),
    versions: ['1'],
  },
  '/api/console/decisions': [decision],
  '/api/public/credentials/1': {
    id: '1',
    name: 'Αμίνα',
    programme: 'Πρόγραμμα',
    issuer: 'Ίδρυμα',
    issuedAt: at,
    state: 'suspended',
    changedAt: at,
    successor: null,
    did: '0',
    documentUrl: null,
    jwt: true,
    criteria: 'Κριτήρια',
    badge: {},
  },
};
/** Names of formats, of currencies and of the other language, which every language writes so. */
const formats = /\b(English|EUR|SHA|PDF|PNG|SVG|JSON|JWT|JWS|Open Badges?|CSV|DID|MM|YYYY|DD|A\. Mensah)\b/g;

describe('in Arabic', () => {
  it.each([
    ['the eligibility gate', '/register?locale=ar#token-of-a-learner-page', null],
    ['their own page', '/my?locale=ar#token-of-a-learner-page', null],
    ['the reasons of a decision', '/decisions?locale=ar', 'reviewer'],
    ['the rules of a programme', '/rules/p1?locale=ar', null],
    ['what if', '/rules/p1/what-if?locale=ar', null],
    ['a public credential', '/c/1?locale=ar', null],
  ] as const)('%s says nothing in English', async (_what, place, role) => {
    const { page, goto, complaints } = await shown.open(role);
    await page.route(
      (url) => url.pathname in replies,
      (route) => route.fulfill({ json: replies[new URL(route.request().url()).pathname] }),
    );
    await goto(place);
    await settled(page);
    // What is folded away is read as well.
    const said = await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement?.closest('script, style, option[value], [lang]:not(html)')) found.push(node.nodeValue ?? '');
      for (const named of document.querySelectorAll('[aria-label]')) found.push(named.getAttribute('aria-label') ?? '');
      return found;
    });
    expect(said.join(' ').length).toBeGreaterThan(100);
    expect(said.filter((text) => /[A-Za-z]{2,}/.test(text.replace(formats, '')))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
