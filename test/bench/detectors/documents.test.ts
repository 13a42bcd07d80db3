import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOcrEngine } from '../../../desktop/renderer/monitors/document/engine.ts';
import { greyOf } from '../../../desktop/renderer/monitors/document/image.ts';
import { judgeDocument } from '../../../desktop/renderer/monitors/document/judge.ts';
import { readMrz } from '../../../desktop/renderer/monitors/document/read.ts';
import { packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { cameras, capture } from './documents/capture.ts';
import { canDraw, drawDocuments } from './documents/draw.ts';
import { people } from './documents/people.ts';
import { measureDrawn, measureFolder } from './documents.ts';
import type { Section } from './kit.ts';
import { measureNames } from './names.ts';
import { corpusFolder } from './pictures.ts';

const now = Date.UTC(2026, 10, 25);

describe.runIf(canDraw())('documents drawn here and held before a camera', () => {
  it('hold the marks of single pictures and of captures', async () => {
    const engine = await openOcrEngine(packagedWeights);
    const section: Section = { title: '', lines: [], marks: [] };
    await measureDrawn(engine, section, { count: 6, sizes: ['480p'], unrest: [1, 1.6] });
    engine.close();
    expect(section.marks).toHaveLength(4);
    expect(section.marks.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('are judged by name, validity and number, and a document without a zone by its print', async () => {
    const [holder, other] = people;
    const camera = cameras['720p'];
    if (!holder || !other || !camera) throw new Error('there are too few people');
    const [passport, card] = await drawDocuments([
      { format: 'TD3', holder: { ...holder, expiry: '240101' } },
      { format: null, holder },
    ]);
    if (!passport || !card) throw new Error('nothing was drawn');
    const engine = await openOcrEngine(packagedWeights);
    const zone = readMrz([greyOf(capture(passport.picture, camera, 5))], engine);
    expect(judgeDocument(zone, [], 'Elsa Lindqvist', now, 4)).toMatchObject({
      source: 'TD3',
      name: 'same',
      expired: true,
      digits: '1902',
    });
    expect(judgeDocument(zone, [], `${other.given} ${other.surname}`, now, 0)).toMatchObject({ name: 'different', digits: '' });
    const picture = greyOf(capture(card.picture, camera, 6));
    expect(readMrz([picture], engine)).toBeNull();
    const text = engine.text(picture);
    engine.close();
    expect(judgeDocument(null, text, 'Elsa Lindqvist', now, 4)).toMatchObject({ source: 'print', name: 'same', expired: null });
    expect(judgeDocument(null, text, `${other.given} ${other.surname}`, now, 4)).toMatchObject({
      source: 'none',
      name: 'unread',
    });
  });
});

it.runIf(existsSync(path.join(corpusFolder(), 'specimen/truth.json')))(
  'documents of the corpus hold the marks of single pictures and of captures',
  async () => {
    const engine = await openOcrEngine(packagedWeights);
    const section: Section = { title: '', lines: [], marks: [] };
    measureFolder(engine, corpusFolder(), section, true);
    engine.close();
    expect(section.marks).toHaveLength(2);
    expect(section.marks.filter(({ holds }) => !holds)).toEqual([]);
  },
);

it('names of one person are called the same, and no pair of two invented people is', () => {
  const section: Section = { title: '', lines: [], marks: [] };
  measureNames(null, section);
  expect(section.marks.filter(({ holds }) => !holds)).toEqual([]);
});
