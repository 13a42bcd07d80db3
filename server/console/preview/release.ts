/** A candidate's own page for the preview: one result, one sitting that people found something on, one under review. */
import type { ShownAfterRelease } from '../../../shared/assessment/shown.ts';
import { type OwnPage, releaseRoutes } from '../../../shared/contract/release.ts';
import { missing } from './refusal.ts';

const DAY = 86_400_000;

const choices = ['Push', 'Pull', 'Hybrid'].map((text, at) => ({ id: `c${at}`, content: [text] }));
const questions: ShownAfterRelease = {
  sitting: 's2',
  language: 'en',
  stimuli: [
    { id: 'case', title: 'A bicycle maker', content: [{ tag: 'p', children: ['Frames are made to stock, bicycles to order.'] }] },
  ],
  feedback: [],
  items: [
    {
      number: 3,
      section: 'Strategy',
      item: {
        id: 'q1',
        title: 'Where the order meets the stock',
        stimulus: 'case',
        responses: [{ id: 'R', cardinality: 'single', baseType: 'identifier' }],
        content: [{ interaction: 'choice', response: 'R', prompt: ['Which strategy is this?'], min: 0, max: 1, choices }],
      },
      score: 0,
      max: 2,
      responses: { R: ['c0'] },
      feedback: [{ title: '', content: ['Only the frames are made before an order comes.'] }],
      solution: { R: ['c2'] },
    },
    {
      number: 4,
      section: 'Strategy',
      item: {
        id: 'q2',
        title: 'Reorder point',
        responses: [{ id: 'R', cardinality: 'single', baseType: 'float' }],
        content: [
          {
            tag: 'p',
            children: ['The reorder point is ', { interaction: 'text-entry', response: 'R', numeric: true }, ' units.'],
          },
        ],
      },
      score: 1,
      max: 1,
      responses: { R: ['140'] },
      feedback: null,
      solution: { R: ['140'] },
    },
  ],
};

export function releasePreview(now: number) {
  const from = now - 9 * DAY;
  const until = now + 9 * DAY;
  const ground = { may: true, until, appeals: [] };
  let page: OwnPage = {
    name: 'Amina Wanjiru Otieno',
    sittings: [
      {
        id: 's1',
        exam: 'Comprehensive exam: supply chain management',
        window: 'June 2026',
        state: 'invalidated',
        result: null,
        incidents: [
          {
            id: 'i1',
            cause: 'phone',
            from,
            to: from + 40_000,
            upheld: true,
            reasons: ['A telephone is held up to the screen for about ten seconds.', 'The telephone shows the question.'],
            pictures: [{ hash: 'a'.repeat(64), takenAt: from + 8_000 }],
            clips: [{ hash: 'b'.repeat(64), signal: 'phone', from: from - 5_000, to: from, state: 'here' }],
            ground,
          },
          {
            id: 'i2',
            cause: 'looking-away',
            from: from + 600_000,
            to: from + 620_000,
            upheld: false,
            reasons: [],
            pictures: [],
            clips: [],
            ground: null,
          },
        ],
        questions: false,
        destroyedAt: now + 80 * DAY,
        ground: null,
      },
      {
        id: 's2',
        exam: 'Comprehensive exam: supply chain management',
        window: 'November 2026',
        state: 'final',
        result: { score: 27.5, max: 38, percent: 72.4, passMark: 0.6, passed: true },
        incidents: [],
        questions: true,
        destroyedAt: null,
        ground,
      },
      {
        id: 's3',
        exam: 'Statistics',
        window: 'November 2026',
        state: 'review',
        result: null,
        incidents: [],
        questions: false,
        destroyedAt: null,
        ground: null,
      },
    ],
    decisions: [
      {
        programme: 'micromasters-scm',
        title: 'MicroMasters in Supply Chain Management',
        outcome: 'refused',
        decidedAt: from,
        report: {
          rule: 'All of: courses and exam',
          status: 'unmet',
          reason: '1 of 2 parts met.',
          children: [
            { rule: 'Five verified courses', status: 'met', reason: 'Five of five.', children: [] },
            { rule: 'Comprehensive exam', status: 'unmet', reason: 'The sitting was invalidated.', children: [] },
          ],
        },
        credential: null,
        ground: { may: true, until, appeals: [] },
      },
    ],
  };
  return {
    /** @returns undefined for a path that is none of these */
    write(path: string, body: unknown): unknown {
      if (path === releaseRoutes.own.path) {
        if (releaseRoutes.own.body.parse(body).token.startsWith('expired')) throw missing();
        return page;
      }
      if (path === releaseRoutes.questions.path) return questions;
      if (path === releaseRoutes.sendLink.path) return { sent: true };
      if (path !== releaseRoutes.appeal.path) return undefined;
      const { about, words } = releaseRoutes.appeal.body.parse(body);
      const filed = { may: false, until, appeals: [{ words, filedAt: now, settled: null }] };
      page = {
        ...page,
        sittings: page.sittings.map((sitting) => ({
          ...sitting,
          ground: about.kind === 'sitting' && sitting.id === about.id ? filed : sitting.ground,
          incidents: sitting.incidents.map((one) =>
            about.kind === 'incident' && one.id === about.id ? { ...one, ground: filed } : one,
          ),
        })),
        decisions: page.decisions.map((one) =>
          about.kind === 'decision' && one.programme === about.id ? { ...one, ground: filed } : one,
        ),
      };
      return page;
    },
  };
}
