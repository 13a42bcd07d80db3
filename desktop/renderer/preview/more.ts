/** Questions with pictures to join and fill, recordings, files and drawings. */
import type { Content, DeliveryItem, Interaction, Picture, Recording } from '../../../shared/assessment/delivery.ts';
import { district, heart } from './pictures.ts';

const RESPONSE = 'RESPONSE';
type Declared = DeliveryItem['responses'][number];
const p = (text: string): Content => ({ tag: 'p', children: [text] });
const ask = (
  id: string,
  title: string,
  interaction: Interaction,
  baseType: Declared['baseType'],
  cardinality: Declared['cardinality'] = 'single',
): DeliveryItem => ({ id, title, content: [interaction], responses: [{ id: RESPONSE, cardinality, baseType }] });

const tent: Picture = {
  width: 48,
  height: 40,
  alt: 'vaccination tent',
  src: `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="48" height="40"><path d="M24 2 46 38H2z" fill="#12506a" stroke="#fff" stroke-width="2"/><path d="M24 18v14M17 25h14" stroke="#fff" stroke-width="4"/></svg>')}`,
};

/** A third of a second of a tone: 8 bit, 8,000 samples a second. */
function tone(): Recording {
  const samples = 2_700;
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) =>
    bytes.set(
      [...text].map((char) => char.charCodeAt(0)),
      at,
    );
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8_000, true);
  view.setUint32(28, 8_000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, samples, true);
  for (let at = 0; at < samples; at += 1) bytes[44 + at] = 128 + Math.round(40 * Math.sin(at / 4));
  const src = `data:audio/wav;base64,${btoa(String.fromCharCode(...bytes))}`;
  return { kind: 'audio', src, description: 'A heart sound recorded at the apex' };
}

export const more: DeliveryItem[] = [
  ask(
    'graphic-gap-match',
    'The district',
    {
      interaction: 'graphic-gap-match',
      response: RESPONSE,
      prompt: [p('Put each measure where it is needed first.')],
      max: 0,
      picture: district,
      choices: [
        { id: 'wells', content: ['Test the wells'], matchMax: 1 },
        { id: 'beds', content: ['More beds'], matchMax: 1 },
        { id: 'posts', content: ['Vaccination posts'], matchMax: 1 },
      ],
      regions: [
        { id: 'north', shape: 'circle', coords: [120, 70, 26], label: 'North village', matchMax: 1 },
        { id: 'hospital', shape: 'rect', coords: [190, 90, 230, 130], label: 'Hospital', matchMax: 1 },
        { id: 'east', shape: 'rect', coords: [300, 120, 350, 170], label: 'East village', matchMax: 1 },
      ],
    },
    'directedPair',
    'multiple',
  ),
  ask(
    'graphic-associate',
    'Joined chambers',
    {
      interaction: 'graphic-associate',
      response: RESPONSE,
      prompt: [p('Join the chambers between which a valve lies.')],
      max: 2,
      picture: heart,
      regions: [
        { id: 'ra', shape: 'rect', coords: [40, 30, 190, 120], label: 'Upper left chamber', matchMax: 1 },
        { id: 'la', shape: 'rect', coords: [210, 30, 360, 120], label: 'Upper right chamber', matchMax: 1 },
        { id: 'rv', shape: 'rect', coords: [40, 140, 190, 240], label: 'Lower left chamber', matchMax: 1 },
        { id: 'lv', shape: 'rect', coords: [210, 140, 360, 240], label: 'Lower right chamber', matchMax: 1 },
      ],
    },
    'pair',
    'multiple',
  ),
  ask(
    'position-object',
    'A tent for the campaign',
    {
      interaction: 'position-object',
      response: RESPONSE,
      prompt: [p('Where would you put up the tent?')],
      max: 1,
      picture: district,
      object: tent,
    },
    'point',
  ),
  ask(
    'media',
    'What do you hear?',
    {
      interaction: 'media',
      response: RESPONSE,
      prompt: [p('Listen before you answer the next question.')],
      recording: tone(),
      maxPlays: 2,
    },
    'integer',
  ),
  {
    id: 'end-attempt',
    title: 'Giving way',
    responses: [{ id: RESPONSE, cardinality: 'single', baseType: 'boolean' }],
    content: [
      {
        tag: 'p',
        children: [
          'If you cannot say what the ',
          {
            interaction: 'glossary',
            content: ['attack rate'],
            meaning: [p('Cases among the people at risk, divided by all people at risk, over one outbreak.')],
            supports: [
              { kind: 'keyword-translation', language: 'ar', content: [p('معدل الهجمات: عدد الحالات بين المعرضين للخطر.')] },
              { kind: 'simplified-language-portions', content: [p('How many of those who could fall ill did.')] },
              { kind: 'spoken', content: [], recording: tone() },
            ],
          },
          ' is from this table, say so; the next question gives it to you.',
        ],
      },
      { interaction: 'end-attempt', response: RESPONSE, title: 'The table does not say' },
    ],
  },
  ask(
    'upload',
    'Your analysis',
    {
      interaction: 'upload',
      response: RESPONSE,
      prompt: [p('Hand in the table that you made as a CSV file.')],
      types: ['text/csv'],
      maxBytes: 100_000,
    },
    'file',
  ),
  ask(
    'drawing',
    'The way of the water',
    {
      interaction: 'drawing',
      response: RESPONSE,
      prompt: [p('Draw how the river carries the infection from the north village.')],
      picture: district,
    },
    'file',
  ),
];
