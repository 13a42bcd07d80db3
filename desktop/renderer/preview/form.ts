/** An invented examination with one question of every kind. */
import type {
  Choice,
  Content,
  DeliveryForm,
  DeliveryItem,
  Interaction,
  MatchChoice,
} from '../../../shared/assessment/delivery.ts';
import { more } from './more.ts';
import { district, heart } from './pictures.ts';

const p = (...children: Content[]): Content => ({ tag: 'p', children });
const el = (tag: string, children: Content[], attributes?: Record<string, string>): Content => ({ tag, attributes, children });
const choice = (id: string, text: string): Choice => ({ id, content: [text] });
const match = (id: string, text: string, matchMax = 1): MatchChoice => ({ id, content: [text], matchMax });
type Declared = DeliveryItem['responses'][number];
const one = (id: string, baseType: Declared['baseType'], cardinality: Declared['cardinality'] = 'single'): Declared => ({
  id,
  cardinality,
  baseType,
});
const item = (id: string, title: string, content: Content[], responses: Declared[], stimulus?: string): DeliveryItem => ({
  id,
  title,
  content,
  responses,
  ...(stimulus && { stimulus }),
});
const ask = (id: string, title: string, interaction: Interaction, declared: Declared, stimulus?: string): DeliveryItem =>
  item(id, title, [interaction], [declared], stimulus);
const RESPONSE = 'RESPONSE';

const row = (head: string, ...cells: string[]): Content =>
  el('tr', [el('th', [head], { scope: 'row' }), ...cells.map((cell) => el('td', [cell]))]);
const outbreak: Content[] = [
  p(
    'Between 2 March and 20 April a measles outbreak occurred in a rural district with one referral hospital and eleven health posts. Vaccination status was taken from home-based records; children without a written record were excluded from the analysis.',
  ),
  p(
    'Active case finding covered all children aged 12–59 months in the six affected villages. A case was defined as fever with maculopapular rash and at least one of cough, coryza or conjunctivitis.',
  ),
  el('table', [
    el('caption', ['Table 1. Cases by vaccination status, children aged 12–59 months']),
    el('thead', [
      el(
        'tr',
        ['Vaccination status', 'Children', 'Cases', 'Attack rate'].map((head) => el('th', [head], { scope: 'col' })),
      ),
    ]),
    el('tbody', [
      row('Unvaccinated', '420', '84', '20.0%'),
      row('One dose or more', '1,200', '36', '3.0%'),
      row('All children', '1,620', '120', '7.4%'),
    ]),
  ]),
  p(
    'Nine cases were admitted to the referral hospital and two children died. The district team must report preliminary findings, including an estimate of vaccine effectiveness, before the regional meeting.',
  ),
];
const mi = (text: string) => el('mi', [text]);
const rate = (of: string) => el('msub', [mi('AR'), el('mtext', [of])]);
const formula: Content = el(
  'math',
  [
    mi('VE'),
    el('mo', ['=']),
    el('mfrac', [el('mrow', [rate('unvaccinated'), el('mo', ['−']), rate('vaccinated')]), rate('unvaccinated')]),
  ],
  { display: 'block' },
);

const epidemiology: DeliveryItem[] = [
  item(
    'choice',
    'Vaccine effectiveness',
    [
      p(
        'Using the data in Table 1 and the formula below, what is the estimated vaccine effectiveness (VE) of at least one dose?',
      ),
      formula,
      {
        interaction: 'choice',
        response: RESPONSE,
        prompt: [],
        min: 0,
        max: 1,
        choices: [choice('a', '15%'), choice('b', '67%'), choice('c', '85%'), choice('d', '97%')],
      },
    ],
    [one(RESPONSE, 'identifier')],
    'outbreak',
  ),
  {
    ...ask(
      'choices',
      'Sources of bias',
      {
        interaction: 'choice',
        response: RESPONSE,
        prompt: [p('Which features of the investigation could bias the estimate?')],
        min: 0,
        max: 2,
        choices: [
          choice('records', 'Children without a written record were left out'),
          choice('blind', 'Interviewers knew the vaccination status'),
          choice('size', 'More than a thousand children were vaccinated'),
        ],
      },
      one(RESPONSE, 'identifier', 'multiple'),
      'outbreak',
    ),
    comment: true,
  },
  ask(
    'extended-text',
    'Report to the region',
    {
      interaction: 'extended-text',
      response: RESPONSE,
      prompt: [
        p('In three to five sentences, write what the district team can say about the outbreak before the regional meeting.'),
      ],
      expectedLines: 8,
    },
    one(RESPONSE, 'string'),
    'outbreak',
  ),
];

const methods: DeliveryItem[] = [
  item(
    'inline-choice',
    'Reading a test',
    [
      p(
        'A test that misses few cases has a high ',
        { interaction: 'inline-choice', response: 'A', choices: [choice('sens', 'sensitivity'), choice('spec', 'specificity')] },
        ', and one that rarely alarms in vain a high ',
        { interaction: 'inline-choice', response: 'B', choices: [choice('sens', 'sensitivity'), choice('spec', 'specificity')] },
        '.',
      ),
    ],
    [one('A', 'identifier'), one('B', 'identifier')],
  ),
  item(
    'text-entry',
    'Attack rate',
    [
      p(
        'The attack rate among all children was ',
        { interaction: 'text-entry', response: RESPONSE, expectedLength: 8, numeric: true },
        ' per cent.',
      ),
    ],
    [one(RESPONSE, 'float')],
  ),
  ask(
    'order',
    'Steps of an investigation',
    {
      interaction: 'order',
      response: RESPONSE,
      prompt: [p('Put the steps of an outbreak investigation in order, the first at the top.')],
      choices: [
        choice('describe', 'Describe by time, place and person'),
        choice('confirm', 'Confirm the diagnosis'),
        choice('control', 'Control the source'),
      ],
    },
    one(RESPONSE, 'identifier', 'ordered'),
  ),
  ask(
    'match',
    'Studies and measures',
    {
      interaction: 'match',
      response: RESPONSE,
      prompt: [p('Which measure does each study give directly?')],
      max: 0,
      sources: [match('cohort', 'Cohort study'), match('case', 'Case-control study'), match('cross', 'Cross-sectional survey')],
      targets: [match('risk', 'Risk', 0), match('odds', 'Odds ratio', 0), match('prev', 'Prevalence', 0)],
    },
    one(RESPONSE, 'directedPair', 'multiple'),
  ),
  ask(
    'associate',
    'Agents and diseases',
    {
      interaction: 'associate',
      response: RESPONSE,
      prompt: [p('Pair each disease with its carrier.')],
      max: 2,
      choices: [match('malaria', 'Malaria'), match('plague', 'Plague'), match('mosquito', 'Mosquito'), match('flea', 'Flea')],
    },
    one(RESPONSE, 'pair', 'multiple'),
  ),
  ask(
    'gap-match',
    'Chain of infection',
    {
      interaction: 'gap-match',
      response: RESPONSE,
      prompt: [p('Complete the text.')],
      choices: [match('reservoir', 'reservoir'), match('host', 'host'), match('vector', 'vector')],
      content: [
        p(
          'An agent lives in a ',
          { interaction: 'gap', id: 'G1' },
          ' and is carried by a ',
          { interaction: 'gap', id: 'G2' },
          ' to a susceptible ',
          { interaction: 'gap', id: 'G3' },
          '.',
        ),
      ],
    },
    one(RESPONSE, 'directedPair', 'multiple'),
  ),
  ask(
    'hottext',
    'A faulty sentence',
    {
      interaction: 'hottext',
      response: RESPONSE,
      prompt: [p('Choose the two statements that the data cannot support.')],
      min: 0,
      max: 2,
      content: [
        p(
          { interaction: 'hottext-choice', id: 'h1', content: ['Attack rates differed by vaccination status.'] },
          ' ',
          { interaction: 'hottext-choice', id: 'h2', content: ['The vaccine prevents all deaths.'] },
          ' ',
          { interaction: 'hottext-choice', id: 'h3', content: ['The next outbreak will be smaller.'] },
        ),
      ],
    },
    one(RESPONSE, 'identifier', 'multiple'),
  ),
];

const pictures: DeliveryItem[] = [
  ask(
    'hotspot',
    'Villages on a map',
    {
      interaction: 'hotspot',
      response: RESPONSE,
      prompt: [p('Choose the village nearest to the hospital.')],
      min: 0,
      max: 1,
      picture: district,
      regions: [
        { id: 'north', shape: 'circle', coords: [120, 70, 32], label: 'North village' },
        { id: 'east', shape: 'rect', coords: [290, 110, 360, 180], label: 'East village' },
        { id: 'south', shape: 'poly', coords: [150, 190, 220, 190, 185, 240], label: 'South village' },
      ],
    },
    one(RESPONSE, 'identifier'),
  ),
  ask(
    'graphic-order',
    'The way of the blood',
    {
      interaction: 'graphic-order',
      response: RESPONSE,
      prompt: [p('Press the chambers in the order in which blood from the body passes them.')],
      picture: heart,
      regions: [
        { id: 'ra', shape: 'rect', coords: [40, 30, 190, 120], label: 'Upper left chamber' },
        { id: 'rv', shape: 'rect', coords: [40, 140, 190, 240], label: 'Lower left chamber' },
        { id: 'la', shape: 'rect', coords: [210, 30, 360, 120], label: 'Upper right chamber' },
      ],
    },
    one(RESPONSE, 'identifier', 'ordered'),
  ),
  ask(
    'select-point',
    'The source',
    {
      interaction: 'select-point',
      response: RESPONSE,
      prompt: [p('Mark where you would take the first water sample.')],
      max: 1,
      picture: district,
    },
    one(RESPONSE, 'point'),
  ),
  ask(
    'slider',
    'Coverage',
    {
      interaction: 'slider',
      response: RESPONSE,
      prompt: [p('Which vaccination coverage, in per cent, stops measles from spreading?')],
      lower: 0,
      upper: 100,
      step: 5,
    },
    one(RESPONSE, 'integer'),
  ),
  item(
    'broken',
    'A question from a damaged package',
    [{ interaction: 'no-such-kind' } as unknown as Content],
    [one(RESPONSE, 'identifier')],
  ),
];

export const form: DeliveryForm = {
  exam: 'preview',
  title: 'Comprehensive Examination',
  language: 'en',
  sections: [
    {
      id: 's1',
      title: 'Applied epidemiology',
      stimuli: [{ id: 'outbreak', title: 'Measles outbreak in Karamu district', content: outbreak }],
      items: epidemiology,
    },
    { id: 's2', title: 'Methods', stimuli: [], items: methods },
    { id: 's3', title: 'Pictures and scales', stimuli: [], items: pictures },
    { id: 's4', title: 'Recordings and files', stimuli: [], items: more },
  ],
};
