import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BaseType, Cardinality, Content, DeliveryItem, Interaction } from './delivery.ts';
import { type FaultKind, faultText, interactionsOf, validateResponses } from './validate.ts';
import { formatScalar, parseScalar } from './value.ts';

const itemOf = (interaction: Interaction, cardinality: Cardinality, baseType: BaseType): DeliveryItem => ({
  id: 'q1',
  title: 'Q',
  responses: [{ id: 'r', cardinality, baseType }],
  content: [{ tag: 'div', children: [interaction] }],
});
const choice = (id: string, matchMax = 1) => ({ id, content: [], matchMax });
const picture = { src: '', width: 100, height: 50, alt: '' };
const region = (id: string) => ({ id, shape: 'circle' as const, coords: [1, 1, 1], label: id });
const gaps: Content[] = ['one ', { interaction: 'gap', id: 'g1' }, { tag: 'b', children: [{ interaction: 'gap', id: 'g2' }] }];
const hot: Content[] = [
  { tag: 'p', children: ['a', 'b', 'c'].map((id) => ({ interaction: 'hottext-choice' as const, id, content: [] })) },
];
const base = { response: 'r', prompt: [] };
const abc = [choice('a'), choice('b'), choice('c')];

const kinds: [string, DeliveryItem, string[][], [string[], FaultKind][]][] = [
  [
    'choice',
    itemOf({ ...base, interaction: 'choice', min: 1, max: 2, choices: abc }, 'multiple', 'identifier'),
    [[], ['a'], ['a', 'c']],
    [
      [['z'], 'unknown-choice'],
      [['a', 'a'], 'repeated'],
      [['a', 'b', 'c'], 'too-many'],
    ],
  ],
  [
    'inline choice',
    itemOf({ response: 'r', interaction: 'inline-choice', choices: abc }, 'single', 'identifier'),
    [[], ['b']],
    [[['a', 'b'], 'wrong-cardinality']],
  ],
  [
    'order',
    itemOf({ ...base, interaction: 'order', choices: abc }, 'ordered', 'identifier'),
    [['c', 'a', 'b'], ['a']],
    [[['a', 'b', 'a'], 'repeated']],
  ],
  [
    'match',
    itemOf(
      { ...base, interaction: 'match', max: 0, sources: [choice('a'), choice('b', 2)], targets: [choice('x'), choice('y', 0)] },
      'multiple',
      'directedPair',
    ),
    [
      ['a x', 'b y'],
      ['b x', 'b y'],
    ],
    [
      [['x a'], 'unknown-choice'],
      [['a x', 'a y'], 'too-many'],
      [['a  x'], 'wrong-type'],
      [['a'], 'wrong-type'],
    ],
  ],
  [
    'associate',
    itemOf(
      { ...base, interaction: 'associate', max: 1, choices: [choice('a', 2), choice('b', 2), choice('c')] },
      'multiple',
      'pair',
    ),
    [['a b'], ['b a']],
    [
      [['a b', 'b a'], 'repeated'],
      [['a b', 'b c'], 'too-many'],
    ],
  ],
  [
    'gap match',
    itemOf({ ...base, interaction: 'gap-match', choices: abc, content: gaps }, 'multiple', 'directedPair'),
    [['a g1', 'b g2']],
    [
      [['a g1', 'b g1'], 'too-many'],
      [['g1 a'], 'unknown-choice'],
    ],
  ],
  [
    'hottext',
    itemOf({ ...base, interaction: 'hottext', min: 0, max: 1, content: hot }, 'single', 'identifier'),
    [['c']],
    [[['d'], 'unknown-choice']],
  ],
  [
    'hotspot',
    itemOf({ ...base, interaction: 'hotspot', min: 0, max: 1, picture, regions: [region('a')] }, 'single', 'identifier'),
    [['a']],
    [[['b'], 'unknown-choice']],
  ],
  [
    'graphic order',
    itemOf({ ...base, interaction: 'graphic-order', picture, regions: [region('a'), region('b')] }, 'ordered', 'identifier'),
    [['b', 'a']],
    [[['b', 'b'], 'repeated']],
  ],
  [
    'select point',
    itemOf({ ...base, interaction: 'select-point', max: 1, picture }, 'single', 'point'),
    [['10 50'], ['0.5 0']],
    [
      [['101 1'], 'out-of-range'],
      [['ten 1'], 'wrong-type'],
    ],
  ],
  [
    'slider',
    itemOf({ ...base, interaction: 'slider', lower: 0, upper: 1, step: 0.1 }, 'single', 'float'),
    [['0.3'], ['1']],
    [
      [['0.35'], 'out-of-range'],
      [['1.1'], 'out-of-range'],
      [['much'], 'wrong-type'],
    ],
  ],
  [
    'numeric text entry',
    itemOf({ response: 'r', interaction: 'text-entry', numeric: true }, 'single', 'float'),
    [['-1.5e3'], [' 7 '], ['−2'], ['']],
    [
      [['1,5'], 'wrong-type'],
      [['NaN'], 'wrong-type'],
      [['1e999'], 'wrong-type'],
      [['0x10'], 'wrong-type'],
    ],
  ],
  [
    'extended text',
    itemOf({ ...base, interaction: 'extended-text' }, 'single', 'string'),
    [['anything\nat all']],
    [
      [['a', 'b'], 'wrong-cardinality'],
      [['a'.repeat(20_001)], 'too-long'],
    ],
  ],
  [
    'text entry',
    itemOf({ response: 'r', interaction: 'text-entry', numeric: false }, 'single', 'string'),
    [['a line of text']],
    [
      [['two\nlines'], 'wrong-type'],
      [['a'.repeat(2_001)], 'too-long'],
    ],
  ],
  [
    'graphic gap match',
    itemOf(
      {
        ...base,
        interaction: 'graphic-gap-match',
        max: 2,
        picture,
        choices: abc,
        regions: [
          { ...region('x'), matchMax: 1 },
          { ...region('y'), matchMax: 2 },
        ],
      },
      'multiple',
      'directedPair',
    ),
    [[], ['a x'], ['b y', 'a y']],
    [
      [['x a'], 'unknown-choice'],
      [['a b'], 'unknown-choice'],
      [['a x', 'b x'], 'too-many'],
      [['a x', 'a x'], 'repeated'],
    ],
  ],
  [
    'graphic associate',
    itemOf(
      {
        ...base,
        interaction: 'graphic-associate',
        max: 1,
        picture,
        regions: ['x', 'y', 'z'].map((id) => ({ ...region(id), matchMax: 1 })),
      },
      'multiple',
      'pair',
    ),
    [['x y'], ['y x']],
    [
      [['x y', 'y x'], 'repeated'],
      [['x x'], 'too-many'],
      [['x q'], 'unknown-choice'],
    ],
  ],
  [
    'position object',
    itemOf({ ...base, interaction: 'position-object', max: 2, picture, object: picture }, 'multiple', 'point'),
    [['0 0', '100 50']],
    [
      [['1 1', '2 2', '3 3'], 'too-many'],
      [['-1 1'], 'out-of-range'],
      [['1 1', '1 1'], 'repeated'],
    ],
  ],
  [
    'media',
    itemOf(
      { ...base, interaction: 'media', maxPlays: 2, recording: { kind: 'audio', src: '', description: '' } },
      'single',
      'integer',
    ),
    [['0'], ['2']],
    [
      [['3'], 'out-of-range'],
      [['-1'], 'out-of-range'],
      [['1.5'], 'wrong-type'],
    ],
  ],
  [
    'end attempt',
    itemOf({ interaction: 'end-attempt', response: 'r', title: 'x' }, 'single', 'boolean'),
    [['true'], []],
    [
      [['yes'], 'wrong-type'],
      [['true', 'true'], 'wrong-cardinality'],
    ],
  ],
  [
    'upload',
    itemOf({ ...base, interaction: 'upload', types: ['text/csv'], maxBytes: 100 }, 'single', 'file'),
    [[`${'a'.repeat(64)} 100 text/csv my%20table.csv`]],
    [
      [[`${'a'.repeat(64)} 101 text/csv t.csv`], 'out-of-range'],
      [[`${'a'.repeat(64)} 0 text/csv t.csv`], 'out-of-range'],
      [[`${'a'.repeat(64)} 9 text/html t.csv`], 'wrong-type'],
      [['t.csv'], 'wrong-type'],
      [[`${'a'.repeat(64)} 9 text/csv %ff`], 'wrong-type'],
    ],
  ],
  [
    'drawing',
    itemOf({ ...base, interaction: 'drawing', picture }, 'single', 'file'),
    [[`${'a'.repeat(64)} 100 image/png drawing.png`]],
    [[[`${'a'.repeat(64)} 100 image/jpeg d.jpg`], 'wrong-type']],
  ],
];

describe.each(kinds)('%s', (_, item, fine, bad) => {
  test('takes what its screen can produce', () => {
    for (const values of fine) expect(validateResponses(item, { r: values }), values.join()).toEqual([]);
    expect(validateResponses(item, {})).toEqual([]);
  });
  test('refuses everything else with the reason', () => {
    for (const [values, fault] of bad)
      expect(validateResponses(item, { r: values }), values.join()).toMatchObject([{ response: 'r', fault }]);
    expect(validateResponses(item, { other: ['a'] })).toMatchObject([{ response: 'other', fault: 'unknown-response' }]);
  });
  test('never throws, and says something readable', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.oneof(fc.constant('r'), fc.string()), fc.array(fc.string(), { maxLength: 5 })),
        (responses) => {
          for (const fault of validateResponses(item, responses)) expect(faultText(fault)).toMatch(/: /);
        },
      ),
    );
  });
});

/** Values that are nearly right: taken from what is fine, broken, doubled, joined, or anything at all. */
const nearly = (fine: readonly string[][]): fc.Arbitrary<string[]> => {
  const known = [...new Set(fine.flat())].flatMap((value) => [value, ...value.split(' ')]);
  const one = fc.oneof(
    fc.constantFrom('', ' ', ...known),
    fc.constantFrom('', ...known).map((value) => `${value} `),
    fc.tuple(fc.constantFrom('', ...known), fc.constantFrom('', ...known)).map((pair) => pair.join(' ')),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.double().map(String),
    fc.constantFrom('__proto__', 'constructor', 'null', 'x'.repeat(20_001)),
  );
  return fc.array(one, { maxLength: 6 });
};

describe.each(kinds)('%s under fuzz', (_, item, fine) => {
  test('is taken only if all of it is known, distinct, of its type and within every limit', () => {
    const interaction = interactionsOf(item.content)[0];
    const shown = JSON.stringify(item.content);
    const [declared] = item.responses;
    fc.assert(
      fc.property(nearly(fine), (values) => {
        if (validateResponses(item, { r: values }).length > 0) return;
        if (declared?.cardinality === 'single') expect(values.length).toBeLessThanOrEqual(1);
        if (interaction && 'max' in interaction && interaction.max > 0)
          expect(values.length).toBeLessThanOrEqual(interaction.max);
        expect(new Set(values).size).toBe(values.length);
        for (const value of values) {
          expect(value.length).toBeLessThanOrEqual(20_000);
          if (['identifier', 'pair', 'directedPair'].includes(declared?.baseType ?? ''))
            for (const id of value.split(' ')) expect(shown).toContain(JSON.stringify(id));
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('interactions are found wherever they stand', () => {
  const nested: Content[] = [
    { tag: 'p', children: [{ tag: 'b', children: [{ interaction: 'text-entry', response: 'x', numeric: false }] }] },
  ];
  expect(interactionsOf(nested).map(({ response }) => response)).toEqual(['x']);
});

test('what is written is read back as the same value', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: false }), fc.maxSafeInteger(), (float, integer) => {
      expect(parseScalar('float', formatScalar('float', float))).toEqual(float === 0 ? 0 : float);
      expect(parseScalar('integer', formatScalar('integer', integer))).toEqual(integer);
    }),
  );
  expect(parseScalar('duration', 'P1DT2H3M4.5S')).toBe(93_784.5);
  expect(parseScalar('duration', '93784.5')).toBe(93_784.5);
  expect(parseScalar('duration', 'P')).toBeUndefined();
  expect(parseScalar('duration', '-1')).toBeUndefined();
  expect(parseScalar('point', '1 2 3')).toBeUndefined();
});
