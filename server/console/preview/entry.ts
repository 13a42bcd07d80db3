/** Invented data of windows, one learner, imports, platforms and figures, under the addresses that ask for them. */
import type { RuleReport } from '../../../shared/contract/console.ts';
import type { Figures } from '../../../shared/contract/figures.ts';
import type { ImportPreview, ImportRun } from '../../../shared/contract/imports.ts';
import type { LtiArrival, LtiPage } from '../../../shared/contract/lti.ts';
import type { Authorisation, LearnerPage, WindowPage, WindowRow } from '../../../shared/contract/registration.ts';
import type { SupportPage } from '../../../shared/contract/support.ts';

const T0 = Date.parse('2026-11-02T09:00:00Z');
const DAY = 86_400_000;
const leaf = (rule: string, status: RuleReport['status'], reason: string): RuleReport => ({ rule, status, reason, children: [] });
const report = (met: boolean): RuleReport => ({
  ...leaf(
    'January window',
    met ? 'met' : 'unmet',
    met ? 'You may register.' : 'You may not register yet; what is missing is below.',
  ),
  children: [
    leaf('Time of registration', 'met', 'Registration is open until 2027-01-22 09:00 UTC.'),
    leaf(
      'SC4x Supply Chain Technology and Systems',
      met ? 'met' : 'unmet',
      met ? 'SC4x: 94.8 % earned, verified' : 'SC4x: no result',
    ),
  ],
});

export const row: WindowRow = {
  id: 'w1',
  title: 'January window',
  exam: 'exam-1',
  programme: 'scm',
  examTitle: 'Comprehensive examination',
  opensAt: T0 + 60 * DAY,
  closesAt: T0 + 63 * DAY,
  rule: { registersFrom: 0, registersUntil: T0 + 58 * DAY, changeUntil: T0 + 53 * DAY, seats: 200, identity: true },
  counts: { granted: 12, used: 3, expired: 1, cancelled: 2, 'no-show': 1, restored: 1 },
};
const authorisation = (id: string, name: string, state: Authorisation['state']): Authorisation => ({
  id,
  learner: `scm-${id}`,
  name,
  window: 'w1',
  windowTitle: row.title,
  registration: `r-${id}`,
  state,
  events: [{ event: 'register', at: T0, by: `learner scm-${id}`, reason: '' }],
});
export const windowPage: WindowPage = {
  window: row,
  authorisations: [authorisation('1', 'Amina Wanjiru Otieno', 'granted'), authorisation('2', 'Олена Ковальчук', 'no-show')],
};
export const learnerPage = (registered: boolean): LearnerPage => ({
  name: 'Amina Wanjiru Otieno',
  now: T0,
  windows: [
    {
      id: 'w1',
      title: row.title,
      examTitle: row.examTitle,
      opensAt: row.opensAt,
      closesAt: row.closesAt,
      registersUntil: row.rule.registersUntil,
      changeUntil: row.rule.changeUntil,
      chosen: true,
      may: !registered,
      report: report(true),
      state: registered ? 'granted' : null,
      registered,
      mayChange: registered,
    },
    {
      id: 'w2',
      title: 'May window',
      examTitle: row.examTitle,
      opensAt: T0 + 180 * DAY,
      closesAt: T0 + 183 * DAY,
      registersUntil: T0 + 178 * DAY,
      changeUntil: T0 + 173 * DAY,
      chosen: false,
      may: false,
      report: report(false),
      state: null,
      registered: false,
      mayChange: false,
    },
  ],
});
export const support: SupportPage = {
  learner: 'scm-1',
  name: 'Amina Wanjiru Otieno',
  country: 'KE',
  email: 'amina@example.org',
  identity: { name: 'Amina Wanjiru Otieno', romanised: 'Amina Wanjiru Otieno', username: 'amina', idVerifiedOn: '2026-09-14' },
  holds: ['Two accounts may be one person; somebody has to look at it.'],
  courses: [{ course: 'SC0x', run: '2T2025', grade: 82.5, verified: true, completedOn: '2025-10-25' }],
  gates: [{ window: 'w1', title: row.title, report: report(false) }],
  authorisations: windowPage.authorisations,
  sittings: [
    { id: 'sit_06', window: 'May window', stage: 'submitted', result: { score: 41, max: 60, state: 'final', passed: true } },
  ],
  exams: [{ exam: 'final', percent: 72.5, state: 'final', takenAt: T0 }],
  payments: [{ fee: 'exam', cents: 20_000, state: 'paid', at: T0 }],
  decisions: [],
  credentials: [],
  platforms: [{ platform: 'Demo LMS', sub: 'user-1', state: 'linked' }],
  imports: [{ at: T0, by: 'R. Lindqvist', file: 'identities.csv', what: 'new: Amina Wanjiru Otieno' }],
  notices: [{ at: T0, subject: 'Your credential', text: 'It was issued.', sentAt: null }],
};
export const runs: ImportRun[] = [
  { id: 'i1', format: 'identities', at: T0, by: 'R. Lindqvist', file: 'identities.csv', taken: 22, unchanged: 0, problems: 1 },
];
export const importPreview = (confirmed: boolean): ImportPreview => ({
  report: {
    taken: confirmed ? 2 : 1,
    unchanged: 0,
    problems: [{ row: 4, column: 'country', message: 'is not a country code of ISO 3166, such as KE' }],
  },
  questions: confirmed ? [] : [{ row: 3, message: '"Kovalchuk Olena" may be learner scm-2, "Олена Ковальчук".' }],
  changes: [{ row: 2, learner: 'scm-30', what: 'new: Nova One (Nova One), identity not checked' }],
  hash: 'a'.repeat(64),
});
export const platforms: LtiPage = {
  tool: {
    login: 'https://exam.example/lti/login',
    launch: 'https://exam.example/lti/launch',
    jwks: 'https://exam.example/lti/jwks',
    keys: ['k1', 'k2'],
  },
  platforms: [
    {
      id: 'p1',
      title: 'Demo LMS',
      issuer: 'https://lms.example',
      clientId: 'c1',
      authUrl: 'https://lms.example/auth',
      tokenUrl: 'https://lms.example/token',
      tokenAudience: null,
      jwksUrl: 'https://lms.example/jwks',
      deployments: ['1'],
      origins: [],
      active: true,
      createdAt: T0,
    },
  ],
  accounts: [
    {
      platform: 'p1',
      platformTitle: 'Demo LMS',
      sub: 'user-1',
      claimedName: 'Amina O.',
      claimedEmail: 'amina@example.org',
      state: 'waiting',
      learner: null,
      learnerName: null,
      sameEmail: { id: 'scm-1', name: 'Amina Wanjiru Otieno' },
      firstSeen: T0,
      settledBy: null,
      reason: null,
    },
  ],
  resources: [
    {
      platform: 'p1',
      platformTitle: 'Demo LMS',
      deployment: '1',
      resource: 'link-1',
      title: 'Final exam',
      window: 'w1',
      lineItem: null,
    },
  ],
  messages: [
    {
      id: 'm1',
      kind: 'score',
      platformTitle: 'Demo LMS',
      learner: 'scm-1',
      what: '41 of 60 points',
      state: 'refused',
      attempts: 1,
      nextAt: null,
      lastError: '422 no such user',
      createdAt: T0,
      sentAt: null,
    },
  ],
};
export const arrival: LtiArrival = {
  kind: 'waiting',
  platform: 'Demo LMS',
  start: null,
  stage: null,
  returnUrl: null,
  entry: null,
  errorMessage: null,
};
export const figures: Figures = {
  exam: 'exam-1',
  title: 'Comprehensive examination',
  smallest: 5,
  eligible: 640,
  funnel: [
    { stage: 'registered', count: 609 },
    { stage: 'checked-in', count: 590 },
    { stage: 'submitted', count: 585 },
    { stage: 'graded', count: 560 },
    { stage: 'passed', count: 421 },
    { stage: 'awarded', count: null },
  ],
  windows: [
    { titles: ['May'], registered: 320, graded: 300, passed: 231, rate: 0.77, low: 0.719, high: 0.814 },
    { titles: ['November'], registered: 9, graded: null, passed: null, rate: null, low: null, high: null },
  ],
  scores: {
    bins: [
      { from: 0, to: 60, count: 139 },
      { from: 60, to: 80, count: 310 },
      { from: 80, to: 100, count: 111 },
    ],
    people: 560,
    cut: 60,
    sem: 4.2,
    median: 66.4,
  },
  time: {
    bins: [
      { from: 0, to: 80, count: 110 },
      { from: 80, to: 120, count: 475 },
    ],
    people: 585,
    allowed: 120,
    lower: 84,
    median: 97,
    upper: 110,
  },
  countries: [
    { country: 'IN', count: 120 },
    { country: 'other', count: 489 },
  ],
};
