/** What is right must not follow from what a candidate's computer receives. */
import { beforeAll, describe, expect, test } from 'vitest';
import { deliver, type Exam, type ExamItem, examItems, importPackage } from '../../server/exams/index.ts';
import { type Content, DeliveryForm, itemsOf } from '../../shared/assessment/delivery.ts';
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
