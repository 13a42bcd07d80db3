/** From stored exams and answers under each candidate's own names to the figures that staff read. */
import { expect, test } from 'vitest';
import type { DeliveryPolicy } from '../../shared/policy/policy.ts';
import { createExams, drawnItems, examMigrations, mapForward } from '../exams/index.ts';
import { choiceItem, itemXml, packageFiles, zipOf } from '../exams/testing.ts';
import { gradeDelivered } from '../grading/index.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createAnalysis, type StandingResult } from './index.ts';

const policy: DeliveryPolicy = {
  minutes: 60,
  release: 'policy',
  tier: 'monitored',
  consentVersion: '1',
  stillSeconds: 20,
  restoreMinutes: 10,
  passMark: 0.5,
  retentionDays: 30,
};
const zipped = zipOf(
  packageFiles({
    'items/one.xml': itemXml({ ...choiceItem, id: 'one' }),
    'items/two.xml': itemXml({ ...choiceItem, id: 'two' }),
    'items/three.xml': itemXml({ ...choiceItem, id: 'three' }),
  }),
);

onBothEngines('analysis', (openDatabase) => {
  /** `picks[person]` are the choices for the three items under the author's identifiers; '' leaves one blank. */
  async function analysed(picks: readonly (readonly string[])[], countries: readonly string[] = [], content = zipped) {
    const { db, close } = await openDatabase([...identityMigrations, ...examMigrations]);
    const now = () => 1_800_000_000_000;
    const exams = createExams({ db, now });
    const { exam: id } = await exams.publish(content, policy, 'test');
    if (id === null) throw new Error('the package has faults');
    const { exam } = await exams.get(id);
    const sittings = picks.map((own, person) => {
      const seed = `seed-${person}`;
      const items = drawnItems(exam, seed);
      const answers = Object.fromEntries(
        items.flatMap((item, place) =>
          own[place] ? [[item.id, { responses: mapForward(item, seed, { RESPONSE: [own[place]] }) }]] : [],
        ),
      );
      return { seed, items, answers };
    });
    const standing = sittings.map(
      ({ seed, items, answers }, person): StandingResult => ({
        sitting: String(person),
        exam: id,
        learner: String(person),
        items: items.map((item) => {
          const { score, max, trace } = gradeDelivered(item, seed, answers[item.id]?.responses ?? {});
          return { item: item.id, title: item.title, section: 'A section', score, max, trace };
        }),
      }),
    );
    const analysis = createAnalysis({
      db,
      exams,
      answersOf: async (sitting) => sittings[Number(sitting)] ?? { seed: '', answers: {} },
      results: async () => standing,
      countryOf: async (learner) => countries[Number(learner)] ?? 'KE',
      now,
    });
    return { id, analysis, close };
  }

  test('counts choices under the author’s identifiers though each candidate had other names for them', async () => {
    const { id, analysis, close } = await analysed([
      ['B', 'B', 'B'],
      ['B', 'B', 'A'],
      ['B', 'A', ''],
      ['A', 'A', 'A'],
    ]);
    const report = await analysis.report(id, null);
    expect(report).toMatchObject({ people: 4, max: 3, cut: 2, distribution: [1, 1, 1, 1], focal: null });
    const uses = report.items[2]?.choices.map(({ choice, text, isKey, count }) => [choice, text, isKey, count]);
    expect(uses).toEqual([
      ['A', 'Apples', false, 2],
      ['B', 'Bananas', true, 1],
      ['C', 'None of these', false, 0],
      ['', '', false, 1],
    ]);
    expect(report.items.map(({ difficulty }) => difficulty)).toEqual([0.75, 0.5, 0.25]);
    // Too few to judge an item, and to fit a curve.
    expect(report.items.every(({ flags, curve }) => flags.length === 0 && curve === null)).toBe(true);
    expect(await analysis.list()).toEqual([{ exam: id, title: 'A test', version: 1, people: 4 }]);
    await close();
  });

  test('counts each time that a candidate got an item as a response to it', async () => {
    const files = packageFiles({
      'one.xml': itemXml({ ...choiceItem, id: 'one' }),
      'two.xml': itemXml({ ...choiceItem, id: 'two' }),
    });
    const select = '<qti-selection select="3" with-replacement="true"/>';
    const test = String(files['test.xml']).replace(/(<qti-assessment-section[^>]*>)/, `$1${select}`);
    const { id, analysis, close } = await analysed(
      [
        ['B', 'B', 'A'],
        ['A', 'A', 'A'],
      ],
      [],
      zipOf({ ...files, 'test.xml': test }),
    );
    const { items } = await analysis.report(id, null);
    const counts = items.map(({ choices }) => Object.fromEntries(choices.map(({ choice, count }) => [choice, count])));
    const chosen = (choice: string) => counts.reduce((sum, own) => sum + (own[choice] ?? 0), 0);
    expect([chosen('B'), chosen('A')]).toEqual([2, 4]);
    await close();
  });

  test('compares only countries with enough candidates on both sides', async () => {
    const picks = Array.from({ length: 80 }, (_, i) => [i % 2 ? 'B' : 'A', i % 3 ? 'B' : 'C', i % 5 ? 'B' : 'A']);
    const { id, analysis, close } = await analysed(
      picks,
      picks.map((_, i) => (i < 40 ? 'KE' : i < 78 ? 'IN' : 'NO')),
    );
    const report = await analysis.report(id, 'KE');
    expect(report.groups).toEqual(['IN', 'KE']);
    expect(report.focal).toBe('KE');
    expect(report.items.every(({ dif }) => dif !== null)).toBe(true);
    expect((await analysis.report(id, 'NO')).focal).toBeNull();
    await close();
  });

  test('an exam equated to itself keeps its totals, and one that nobody took is told', async () => {
    const { id, analysis, close } = await analysed([
      ['B', 'B', 'B'],
      ['B', 'A', 'A'],
      ['A', 'A', 'A'],
    ]);
    const { scores, slope } = await analysis.equate(id, id);
    expect(slope).toBeCloseTo(1, 12);
    for (const { score, linear } of scores) expect(linear).toBeCloseTo(score, 9);
    await expect(analysis.equate(id, 'exam-other')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await close();
  });
});
