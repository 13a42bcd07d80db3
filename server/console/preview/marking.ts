/// <reference types="node" />
/** Invented answers and marks, for looking at the pages of marking and testing them. */
import {
  type MarkingDesk,
  type MarkingScheme,
  markingRoutes,
  type QueueFigures,
  type QueueSetUp,
  type ScriptRow,
  type ScriptToJudge,
} from '../../../shared/contract/marking.ts';

const exam = 'Comprehensive Examination, MicroMasters in Supply Chain Management';
const item = 'The bullwhip effect at a regional grocer';
const question = [
  'A grocer with 40 shops orders from a regional warehouse, which orders from three makers. Sales of bottled water are steady, yet the makers see orders that double in one week and vanish in the next.',
  'Explain to the grocer’s manager why this happens. Name two causes, say for each what could be done against it, and which of the two you would begin with.',
];
const level = (points: number, title: string, descriptor: string) => ({ points, title, descriptor });
const scheme: MarkingScheme = {
  criteria: [
    {
      id: 'causes',
      title: 'Causes',
      weight: 1,
      tolerance: 1,
      levels: [
        level(0, 'None', 'No cause is named, or only that demand varies.'),
        level(1, 'One, asserted', 'One cause is named without saying how it makes orders swing.'),
        level(2, 'One, explained', 'The mechanism of one cause is explained, or two are asserted.'),
        level(3, 'Two, explained', 'The mechanisms of two causes are explained, with a small gap.'),
        level(4, 'Two, explained fully', 'Both mechanisms are traced from the shop to the maker.'),
      ],
    },
    {
      id: 'measures',
      title: 'Measures',
      weight: 1,
      tolerance: 1,
      levels: [
        level(0, 'None', 'No measure, or one that would not help.'),
        level(1, 'General', 'A measure without a link to a cause.'),
        level(2, 'Fitting', 'One measure that fits its cause.'),
        level(3, 'Fitting and feasible', 'Two measures fit, and one is shown to be feasible here.'),
      ],
    },
    {
      id: 'priority',
      title: 'Priority',
      weight: 0.5,
      tolerance: 1,
      levels: [
        level(0, 'None', ''),
        level(1, 'Stated', 'A choice without a reason.'),
        level(2, 'Reasoned', 'A choice with a reason from the case.'),
      ],
    },
  ],
  tolerance: 1.5,
  marks: 2,
  second: 'person',
  seeds: { every: 10, stopAfter: 2 },
  practice: { inRow: 3 },
  release: 'held',
  guidance: 'Mark what is there, not the language. A cause that is described without its name counts as named.',
};
const texts = [
  'Every shop adds a little to its order because it fears to run out. The warehouse sees only these orders and not what people buy, so it adds its own cushion on top. By the time the makers hear of it, a rise of five per cent looks like a doubling. A week later everybody is full and orders nothing.\n\nThe first thing I would do is let the warehouse and the makers see the tills. It costs little, since the tills are connected already, and it takes away the guessing.\n\nThe second cause is that shops order whole pallets once a week. Smaller orders on more days would smooth the flow, but that needs another contract with the haulier.',
  'The manager should order more carefully. Orders go up and down because people buy more water when it is hot. It would help to have a bigger warehouse.',
];
const files = [
  { place: 1, type: 'image/png', bytes: 48_213 },
  { place: 2, type: 'application/pdf', bytes: 312_400 },
];
const ids = [
  '5f0c2a9b11d4e08a7c3b6d52',
  '0a4be1779c02d6f3a8e5b914',
  'c91d7730aa52be64f0139d8e',
  '7be200915cfd43aa6e8b1f07',
] as const;
const rows: ScriptRow[] = [
  { queue: 'mq-1', script: ids[0], item, state: 'to-adjudicate', flags: [], total: null, mine: true },
  { queue: 'mq-1', script: ids[2], item, state: 'to-adjudicate', flags: ['near-copy'], total: null, mine: false },
  { queue: 'mq-1', script: ids[1], item, state: 'settled', flags: ['off-topic'], total: 6.25, mine: true },
  { queue: 'mq-1', script: ids[3], item, state: 'one-mark', flags: [], total: null, mine: true },
];
const agreement = (pairs: number, exact: number, adjacent: number, kappa: number) => ({ pairs, exact, adjacent, kappa });
const marker = (name: string, severity: number, kappa: number, marked: number): QueueFigures['markers'][number] => ({
  marker: name.replace(/\W/g, ''),
  name,
  standing: kappa < 0.4 ? 'stopped' : 'live',
  marked,
  seeds: { given: Math.round(marked / 10), within: Math.round(marked / 10) - (kappa < 0.4 ? 2 : 0), left: 4 },
  voided: kappa < 0.4 ? 9 : 0,
  severity,
  agreement: agreement(marked, 0.4 + kappa / 3, 0.7 + kappa / 4, kappa),
});
const figures = (now: number): QueueFigures => ({
  queue: 'mq-1',
  exam,
  item,
  max: 8,
  hasScheme: true,
  release: 'held',
  states: { waiting: 21, oneMark: 34, toAdjudicate: 6, settled: 83 },
  held: 83,
  practice: 6,
  seeds: 8,
  total: agreement(89, 0.41, 0.83, 0.78),
  criteria: [
    { id: 'causes', title: 'Causes', agreement: agreement(89, 0.61, 0.96, 0.74) },
    { id: 'measures', title: 'Measures', agreement: agreement(89, 0.66, 0.97, 0.71) },
    { id: 'priority', title: 'Priority', agreement: agreement(89, 0.79, 1, 0.62) },
  ],
  markers: [
    marker('N. Okonkwo', 0.12, 0.81, 72),
    marker('S. Petrov', -0.74, 0.76, 64),
    marker('H. Al-Amin', 0.55, 0.71, 51),
    marker('C. Duarte', 1.62, 0.34, 28),
  ],
  model: { version: 'essay-1', trainedOn: 83, hash: 'd41c', trainedAt: now - 86_400_000, folds: 5, kappa: 0.69 },
  trainable: { scripts: 91, needed: 60 },
});
const blank: QueueFigures = {
  ...figures(0),
  queue: 'mq-2',
  item: 'A letter to a supplier',
  hasScheme: false,
  release: 'automatic',
  states: { waiting: 12, oneMark: 0, toAdjudicate: 0, settled: 0 },
  held: 0,
  practice: 0,
  seeds: 0,
  markers: [],
  criteria: [],
  model: null,
  trainable: { scripts: 0, needed: 60 },
};

/** Answers the routes of marking under `/api/console/marking/`; undefined is not found. */
export function markingPreview(now: number) {
  let at = 0;
  let practice = false;
  const desk = (queue: string): MarkingDesk => ({
    queue: { queue, exam, item, standing: queue === 'mq-2' ? 'stopped' : practice ? 'practice' : 'live', marked: 11 + at },
    question,
    scheme,
    practice: { inRow: 1, needed: 3 },
    script:
      queue === 'mq-2' || at >= texts.length
        ? null
        : {
            script: ids[at] ?? '',
            text: texts[at] ?? '',
            comment: at === 0 ? 'The second table has no unit; I took tonnes.' : '',
            flags: at === 1 ? ['off-topic'] : [],
            files: at === 1 ? files : [],
            practice,
          },
  });
  const setUp = (queue: string): QueueSetUp => ({
    queue,
    exam,
    item: queue === 'mq-2' ? blank.item : item,
    max: 8,
    question,
    scheme: queue === 'mq-2' ? { ...scheme, guidance: '' } : scheme,
    begun: queue === 'mq-1',
    known: [
      {
        kind: 'seed',
        text: texts[1] ?? '',
        levels: { causes: 0, measures: 1, priority: 0 },
        why: 'Heat is not a cause of the swings.',
      },
    ],
  });
  const judged = (script: string): ScriptToJudge | undefined => {
    const row = rows.find((each) => each.script === script);
    if (!row) return undefined;
    const marks: ScriptToJudge['marks'] = [
      { label: 'first', levels: { causes: 3, measures: 3, priority: 2 }, total: 7 },
      {
        label: 'second',
        levels: row.state === 'settled' ? { causes: 3, measures: 2, priority: 1 } : { causes: 1, measures: 2, priority: 2 },
        total: row.state === 'settled' ? 5.5 : 4,
      },
    ];
    const how = 'marked by two people: 7 and 5.5 of 8, mean 6.25';
    const settled = row.state === 'settled' ? { levels: { causes: 3, measures: 2.5, priority: 1.5 }, total: 6.25, how } : null;
    return { row, exam, question, scheme, text: texts[0] ?? '', comment: '', files, marks, settled };
  };
  return {
    /** From now on the desk gives practice answers. */
    practise: () => {
      practice = true;
    },
    answer(path: string, body: unknown): unknown {
      const [, queue = '', what, script = '', act] =
        /^\/api\/console\/marking\/queues\/([\w-]+)\/([\w-]+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(path) ?? [];
      if (path === markingRoutes.queues.path) return [desk('mq-1').queue, { ...desk('mq-2').queue, item: blank.item, marked: 4 }];
      if (path === markingRoutes.scripts.path) return rows;
      if (path === markingRoutes.overview.path) return [figures(now), blank];
      if (what === 'next') return desk(queue);
      if (what === 'marks') {
        markingRoutes.mark.body.parse(body);
        at += 1;
        const levels = { causes: 4, measures: 3, priority: 1 };
        return {
          practice: practice ? { levels, total: 7.5, within: false, why: 'The tills take away the second cause as well.' } : null,
        };
      }
      if (what === 'scripts' && act === undefined) return judged(script);
      if (what === 'scripts') {
        markingRoutes.judge.body.parse(body);
        return { ...rows.find((row) => row.script === script), state: 'settled', total: 6, mine: false };
      }
      if (what === 'set-up' || what === 'scheme' || what === 'known-scripts') return setUp(queue);
      if (what === 'readmissions' || what === 'release') return figures(now);
      if (what === 'model') return figures(now).model;
      return undefined;
    },
  };
}
