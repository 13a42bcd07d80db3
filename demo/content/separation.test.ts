/** What is right must not follow from what a candidate's computer receives. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  deliver,
  deliverItem,
  type Exam,
  type ExamItem,
  examItems,
  importPackage,
  mapForward,
} from '../../server/exams/index.ts';
import { type Content, DeliveryForm, itemsOf } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import { demoFiles, demoPackage } from './package.ts';

const seeds = Array.from({ length: 50 }, (_, i) => `secret ${i}`);
let exam: Exam;
beforeAll(async () => {
  const imported = await importPackage(demoPackage());
  if (!imported.exam) throw new Error('no exam');
  exam = imported.exam;
});

/** Every piece of text that a person is meant to read or hear. */
function visible(content: readonly Content[]): string {
  return JSON.stringify(content, (key, value: unknown) =>
    key === 'src' || key === 'id' || key === 'response' ? undefined : value,
  );
}

/** All strings of a value that are identifiers or names of the machine. */
function machineNames(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['id', 'response', 'stimulus', 'exam'].includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((entry) => machineNames(entry));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, entry]) => machineNames(entry, name));
  return [];
}
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, entry]) => [name, ...keysOf(entry)]);
  return [];
}

const authoredNames = (item: ExamItem): string[] => [
  item.authored,
  ...item.marking.responses.flatMap(({ id, correct, mapping }) => [
    id,
    ...(correct ?? []),
    ...(mapping?.entries ?? []).map(({ key }) => key),
  ]),
];

/** The same exam with every key taken away; whatever differs in its forms would tell something about the keys. */
const withoutKeys = (own: Exam): Exam => ({
  ...own,
  sections: own.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      hash: '',
      authored: '',
      marking: { responses: [], outcomes: [], templates: [], templating: [], processing: [], adaptive: false, max: 0, min: 0 },
    })),
  })),
});

describe('the form that a candidate receives', () => {
  test('is what the contract says, and nothing else', () => {
    for (const seed of seeds) {
      const form = deliver(exam, seed);
      expect(DeliveryForm.parse(JSON.parse(JSON.stringify(form)))).toEqual(form);
      const keys = new Set(keysOf(form));
      for (const secret of [
        'correct',
        'mapping',
        'areaMapping',
        'marking',
        'processing',
        'shuffles',
        'fixed',
        'authored',
        'hash',
        'max-score',
        'assessment',
      ])
        expect(keys).not.toContain(secret);
    }
  });

  test('names responses, choices, regions and gaps by opaque identifiers alone, different for each candidate', () => {
    const seen = new Set<string>();
    for (const seed of seeds) {
      const items = itemsOf(deliver(exam, seed));
      const inside = items.flatMap(({ responses, content }) => machineNames([responses, content]));
      for (const name of inside) expect(name).toMatch(/^[cr]_[0-9a-f]{16}$/);
      for (const name of new Set(inside)) {
        expect(seen.has(name)).toBe(false);
        seen.add(name);
      }
      expect(items.map(({ id }) => id)).toEqual(items.map((_, i) => `q${String(i + 1).padStart(2, '0')}`));
    }
  });

  test("carries no name of the author's, no file name and no path", () => {
    const files = Object.keys(demoFiles()).map((path) => path.split('/').at(-1) ?? path);
    for (const seed of seeds.slice(0, 10)) {
      const form = deliver(exam, seed);
      const names = new Set(machineNames(form));
      for (const item of examItems(exam)) for (const name of authoredNames(item)) expect(names).not.toContain(name);
      const text = JSON.stringify(form);
      for (const file of files) expect(text).not.toContain(file);
      expect(text).not.toContain('RESPONSE');
    }
  });

  test('does not show a value that only the key knows', () => {
    const items = itemsOf(deliver(exam, 'one'));
    for (const item of examItems(exam)) {
      const delivered = items.find(({ id }) => id === item.id);
      const text = `${visible(delivered?.content ?? [])} ${delivered?.title}`;
      for (const { baseType, correct } of item.marking.responses) {
        if (
          !['string', 'integer', 'float', 'point'].includes(baseType ?? '') ||
          item.content.some((node) => typeof node === 'object' && 'interaction' in node && node.interaction === 'slider')
        )
          continue;
        for (const value of correct ?? []) expect(text, item.authored).not.toMatch(new RegExp(`(?<![\\w.,])${value}(?![\\w.,])`));
      }
    }
  });

  test('is the same, byte for byte, when the keys are taken away', () => {
    for (const seed of seeds) expect(JSON.stringify(deliver(withoutKeys(exam), seed))).toBe(JSON.stringify(deliver(exam, seed)));
  });

  test('is the same for the same sitting, and shuffled anew for another', () => {
    expect(deliver(exam, 'one')).toEqual(deliver(exam, 'one'));
    expect(deliver(exam, 'one')).not.toEqual(deliver(exam, 'two'));
  });
});

describe('somebody who gathers many deliveries of one question', () => {
  const many = Array.from({ length: 600 }, (_, i) => `sitting ${i}`);
  /** Five standard deviations of a fair draw: met by chance once in a million. */
  const isFair = (hits: number, chance: number): boolean =>
    Math.abs(hits - many.length * chance) < 5 * Math.sqrt(many.length * chance * (1 - chance)) + 1;
  type Listed = { list: string[]; isShuffled: boolean };

  /** The lists of one interaction as a candidate sees them; `isShuffled` where the author lets all of it be. */
  function listsOf(item: ExamItem, response: string, seed: string): Listed[] {
    const naming = mapForward(item, seed, { [response]: [] });
    const own = Object.keys(naming)[0];
    const interaction = interactionsOf(deliverItem(item, seed).content).find((one) => one.response === own);
    const lists = interaction
      ? (['choices', 'sources', 'targets'] as const).flatMap((name) => {
          const list: unknown = Reflect.get(interaction, name);
          const shuffle = item.shuffles.find((known) => known.response === response && known.list === name);
          return Array.isArray(list)
            ? [
                {
                  list: list.map(({ id }: { id: string }) => id),
                  isShuffled: shuffle !== undefined && shuffle.fixed.length === 0,
                },
              ]
            : [];
        })
      : [];
    return lists;
  }
  const keyed = () =>
    examItems(exam).flatMap((item) =>
      item.marking.responses.flatMap(({ id, baseType, cardinality, correct }) =>
        correct && ['identifier', 'pair', 'directedPair'].includes(baseType ?? '') ? [{ item, id, cardinality, correct }] : [],
      ),
    );

  test('learns nothing from where the right choice stands, or from how its name sorts', () => {
    let tried = 0;
    for (const { item, id, cardinality, correct } of keyed().filter((one) => one.cardinality === 'single')) {
      expect(cardinality).toBe('single');
      const places = new Map<number, number>();
      const ranks = new Map<number, number>();
      let size = 0;
      let shuffled = false;
      for (const seed of many) {
        const [listed] = listsOf(item, id, seed);
        const right = Object.values(mapForward(item, seed, { [id]: correct }))[0]?.[0] ?? '';
        if (!listed?.list.includes(right)) continue;
        size = listed.list.length;
        shuffled = listed.isShuffled;
        const place = listed.list.indexOf(right);
        const rank = listed.list.toSorted().indexOf(right);
        places.set(place, (places.get(place) ?? 0) + 1);
        ranks.set(rank, (ranks.get(rank) ?? 0) + 1);
      }
      if (size === 0) continue;
      tried += 1;
      for (let at = 0; at < size; at += 1) {
        expect(isFair(ranks.get(at) ?? 0, 1 / size), `${item.authored} rank ${at}`).toBe(true);
        if (shuffled) expect(isFair(places.get(at) ?? 0, 1 / size), `${item.authored} place ${at}`).toBe(true);
      }
    }
    expect(tried).toBeGreaterThan(3);
  });

  test('learns nothing from which places of two lists are joined, or from the order in which things are shown', () => {
    let tried = 0;
    for (const { item, id, cardinality, correct } of keyed().filter((one) => one.cardinality !== 'single')) {
      let joined = 0;
      let ascending = 0;
      let pairs = 0;
      let size = 0;
      let shuffled = false;
      for (const seed of many) {
        const lists = listsOf(item, id, seed);
        const right = Object.values(mapForward(item, seed, { [id]: correct }))[0] ?? [];
        const [first, second] = lists;
        if (first && second && lists.every(({ isShuffled }) => isShuffled)) {
          const [a = '', b = ''] = right[0]?.split(' ') ?? [];
          size = second.list.length;
          shuffled = true;
          if (second.list.indexOf(b) === first.list.indexOf(a) % size) joined += 1;
        }
        if (cardinality === 'ordered' && first?.isShuffled) {
          pairs += 1;
          const [a = '', b = ''] = right;
          if (first.list.indexOf(a) < first.list.indexOf(b)) ascending += 1;
        }
      }
      if (shuffled) expect(isFair(joined, 1 / size), item.authored).toBe(true);
      if (pairs > 0) expect(isFair(ascending, 1 / 2), item.authored).toBe(true);
      tried += Number(shuffled) + Number(pairs > 0);
    }
    expect(tried).toBeGreaterThan(0);
  });

  test('finds every delivery of a question as long as every other, and no name of one form in another', () => {
    for (const item of examItems(exam)) {
      const lengths = new Set(many.slice(0, 40).map((seed) => JSON.stringify(deliverItem(item, seed)).length));
      expect(lengths.size, item.authored).toBe(1);
      const [one = '', other = ''] = ['one', 'other'].map((seed) => JSON.stringify(deliverItem(item, seed)));
      for (const [name] of one.matchAll(/[cr]_[0-9a-f]{16}/g)) expect(other).not.toContain(name);
    }
  });
});
