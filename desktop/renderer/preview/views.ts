/** Views as main would push them, one for every screen; the query string names the screen and its circumstances. */

import { type ClientView, type Measure, Screen } from '../../../shared/contract/bridge.ts';
import type { Check } from '../../../shared/preflight/report.ts';
import { courseOf, courseView } from './courses.ts';

/** A fixed moment, so that pictures of the screens stay the same. */
const noon = Date.UTC(2026, 10, 22, 12, 32);
const measure = (id: string, state: Measure['state'], missing = false): Measure => ({ id, state, missing });

const exam: NonNullable<ClientView['exam']> = {
  title: 'Comprehensive Examination',
  programme: 'Public Health Foundations',
  questions: 22,
  planned: false,
  open: false,
  minutes: 90,
  consent: {
    en: [
      'This exam is proctored. While you take it, your camera takes small pictures, and this computer notes which question you see, what you answer, and whether the exam window stays in front.',
      'People see these pictures: the proctor of your exam and, if something is to be looked at, reviewers. No machine decides about you.',
      'You may stop at any time. What you have answered until then is kept.',
    ],
  },
  release: 'proctor',
  stillSeconds: 30,
  retentionDays: 90,
  monitors: ['camera', 'microphone', 'keys', 'clips'],
  muted: [],
};

const sitting: NonNullable<ClientView['sitting']> = {
  current: null,
  answers: {},
  comments: {},
  marked: [],
  remainingMs: 72 * 60_000 + 40_000,
  running: true,
  restored: [],
  extendedMs: 0,
  submitCause: null,
  endedAt: null,
  pauseReason: null,
  helpAsked: false,
  course: null,
};

const found = (id: Check['id'], outcome: Check['outcome'], values: Check['values'] = {}): Check => ({ id, outcome, values });
const check: ClientView['check'] = {
  running: false,
  target: null,
  checks: [
    found('disk', 'passed', { free: 48_000 }),
    found('battery', 'attention', { percent: 71 }),
    found('network', 'passed', { kbit: 12_400 }),
    found('displays', 'attention', { count: 2 }),
    found('virtual-machine', 'passed'),
    found('remote-session', 'passed'),
    found('programs', 'failed', { names: 'TeamViewer, OBS Studio' }),
  ],
  takenAt: noon,
  keptAt: null,
  problem: null,
};

const base: ClientView = {
  screen: 'launch',
  standIn: false,
  busy: false,
  problem: null,
  candidate: { name: 'Amina Rahman' },
  exam,
  measures: [],
  check: { ...check, checks: [], takenAt: null },
  checkIn: { steps: ['portrait', 'document'], left: ['portrait', 'document'], documentDigits: 0, roomPictures: 0, doubts: [] },
  returned: null,
  connection: 'online',
  saved: { entries: 40, waiting: 0, sentAt: noon },
  sitting,
  messages: [],
};

const fullCheckIn: NonNullable<ClientView['checkIn']> = {
  steps: ['portrait', 'document', 'room', 'liveness'],
  left: [],
  documentDigits: 4,
  roomPictures: 0,
  doubts: [],
};

const screens: Record<Screen, Partial<ClientView>> = {
  launch: { candidate: null, exam: null, sitting: null },
  refused: {
    sitting: null,
    problem: {
      code: 'not-eligible',
      message: 'Two of the four rules of this exam are not met.',
      reasons: ['Course "Biostatistics": no passing result yet', 'Exam fee: not paid'],
    },
  },
  'system-check': {
    candidate: null,
    exam: null,
    sitting: null,
    measures: [measure('full-screen', 'monitored'), measure('navigation', 'enforced'), measure('screen-capture', 'unavailable')],
    check: {
      ...check,
      target: {
        exam: 'Comprehensive Examination',
        opensAt: noon + 86_400_000,
        closesAt: noon + 90_000_000,
        tier: 'monitored',
        lastAt: null,
        serverKey: 'key',
      },
    },
  },
  capability: {
    check,
    sitting: null,
    measures: [
      measure('full-screen', 'enforced'),
      measure('navigation', 'enforced'),
      measure('new-windows', 'enforced'),
      measure('clipboard', 'enforced'),
      measure('task-switching', 'monitored'),
      measure('displays', 'monitored'),
      measure('programs', 'monitored'),
      measure('screen-capture', 'unavailable'),
    ],
  },
  consent: { sitting: null },
  portrait: {},
  document: {},
  room: { checkIn: { ...fullCheckIn, left: ['room', 'liveness'], roomPictures: 1 } },
  liveness: { checkIn: { ...fullCheckIn, left: ['liveness'] } },
  waiting: {},
  ready: { sitting: { ...sitting, running: false, remainingMs: 90 * 60_000 } },
  exam: {
    sitting: {
      ...sitting,
      answers: { choices: { RESPONSE: ['records'] }, 'inline-choice': { A: ['sens'] }, 'text-entry': { RESPONSE: ['7.4'] } },
      marked: ['match', 'choices'],
    },
  },
  paused: {
    sitting: { ...sitting, running: false, pauseReason: 'The fire alarm in your building. Please leave and come back.' },
  },
  finished: { sitting: { ...sitting, running: false, submitCause: 'candidate', endedAt: noon } },
};

const withSitting = (view: ClientView, change: Partial<NonNullable<ClientView['sitting']>>): ClientView => ({
  ...view,
  sitting: view.sitting && { ...view.sitting, ...change },
});

/** Circumstances, by name in the query string. */
const circumstances: Record<string, (view: ClientView, value: string) => ClientView> = {
  'stand-in': (view) => ({ ...view, standIn: true }),
  offline: (view) => ({ ...view, connection: 'offline', saved: { ...view.saved, waiting: 5 } }),
  missing: (view) => ({ ...view, measures: [...view.measures, measure('remote-control', 'unavailable', true)] }),
  problem: (view) => ({ ...view, problem: { code: 'bad-code', message: 'No sitting has this launch code.' } }),
  doubts: (view) => ({ ...view, checkIn: { ...fullCheckIn, doubts: ['name-unsure', 'room-declined'] } }),
  returned: (view) => ({ ...view, returned: 'The document is blurred; please hold it a little further away.' }),
  message: (view) => ({ ...view, messages: [{ seq: 7, text: 'You have ten more minutes because of the alarm.', wall: noon }] }),
  restored: (view) => withSitting(view, { restored: [{ gapMs: 170_000, restoredMs: 170_000 }] }),
  extended: (view) => withSitting(view, { extendedMs: 600_000 }),
  item: (view, item) => withSitting(view, { current: item }),
  /** After `item`. */
  plan: (view, name) => {
    const course = courseView(courseOf(name, view.sitting?.current ?? null), view.sitting?.answers ?? {});
    const exam = view.exam && { ...view.exam, planned: true, open: !course.complete };
    return { ...withSitting(view, { course }), exam };
  },
  left: (view, seconds) => withSitting(view, { remainingMs: Number(seconds) * 1000 }),
  cause: (view, cause) =>
    withSitting(view, { submitCause: cause === 'terminated' ? 'terminated' : cause === 'time-over' ? 'time-over' : 'candidate' }),
  /** The policy watches nothing: what monitors cost is measured against this. */
  unwatched: (view) => ({ ...view, exam: view.exam && { ...view.exam, monitors: [], stillSeconds: 0 } }),
  kept: (view) => ({ ...view, check: { ...view.check, keptAt: noon } }),
  running: (view) => ({ ...view, check: { ...view.check, running: true } }),
  sending: (view) => ({ ...view, saved: { ...view.saved, waiting: 12 } }),
};

/** The view that a query string asks for. */
export function viewFor(query: URLSearchParams): ClientView {
  const screen = Screen.safeParse(query.get('screen'));
  const name = screen.success ? screen.data : 'launch';
  let view: ClientView = { ...base, screen: name, ...screens[name] };
  for (const [key, value] of query) view = circumstances[key]?.(view, value) ?? view;
  return view;
}
