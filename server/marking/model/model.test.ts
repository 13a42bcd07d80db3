import { describe, expect, test } from 'vitest';
import { weightedKappa } from '../agreement.ts';
import { type EssayModel, FEWEST_SCRIPTS, predict, type Scored, train } from './model.ts';
import { syntheticCriteria as criteria, randomFrom, syntheticEssays } from './synthetic.ts';
import { trainAside } from './train-aside.ts';

const trained = (scripts: readonly Scored[]): EssayModel => {
  const made = train(scripts, criteria);
  if (!made.ok) throw new Error(made.why);
  return made.model;
};

describe('the essay model on invented essays', () => {
  const essays = syntheticEssays(240, 7);
  const model = trained(essays);

  test('learns what is there: cross-validated kappa lies near that of the two invented people', () => {
    const people = weightedKappa(essays.map(({ first, second }) => [first, second])) ?? 0;
    console.info(`invented essays, n=${essays.length}: people ${people.toFixed(3)}, model ${model.kappa?.toFixed(3)}`);
    expect(model.kappa).toBeGreaterThan(people - 0.1);
  });

  test('says the same of essays it has never met', () => {
    const fresh = syntheticEssays(120, 99);
    const kappa = weightedKappa(
      fresh.map(({ text, levels }) => {
        const { content = 0, language = 0 } = predict(model, criteria, text);
        return [content + language, (levels.content ?? 0) + (levels.language ?? 0)];
      }),
    );
    expect(kappa).toBeGreaterThan(0.6);
  });

  test('finds nothing where marks were shuffled among the essays', () => {
    const random = randomFrom(3);
    const kappas = Array.from({ length: 3 }, () => {
      const shuffled = essays.map(({ levels }) => ({ levels, at: random() })).toSorted((a, b) => a.at - b.at);
      return trained(essays.map(({ text }, i) => ({ text, levels: shuffled[i]?.levels ?? {} }))).kappa ?? 0;
    });
    const mean = kappas.reduce((sum, kappa) => sum + kappa, 0) / kappas.length;
    console.info(`shuffled marks: ${kappas.map((kappa) => kappa.toFixed(3)).join(', ')}`);
    expect(Math.abs(mean)).toBeLessThan(0.1);
  });

  test('is the same for the same scripts in any order, and another for one changed mark', () => {
    expect(trained(essays.toReversed())).toEqual(model);
    const [first, ...rest] = essays;
    if (!first) throw new Error('no essays');
    expect(trained([{ text: first.text, levels: { content: 0, language: 4 } }, ...rest]).hash).not.toBe(model.hash);
  });

  test('gives levels that the scheme has', () => {
    for (const text of ['', 'one', 'a '.repeat(5000), essays[0]?.text ?? ''])
      for (const points of Object.values(predict(model, criteria, text))) expect([0, 1, 2, 3, 4]).toContain(points);
  });
});

test('refuses to learn from too few, or from marks that are all the same', () => {
  const few = syntheticEssays(FEWEST_SCRIPTS - 1, 1);
  expect(train(few, criteria)).toEqual({ ok: false, why: expect.stringContaining(`at least ${FEWEST_SCRIPTS}`) });
  const same = syntheticEssays(FEWEST_SCRIPTS, 1).map(({ text }) => ({ text, levels: { content: 2, language: 2 } }));
  expect(train(same, criteria)).toEqual({ ok: false, why: expect.stringContaining('same mark') });
});

test('trains in a thread of its own to the same model', async () => {
  const scripts = syntheticEssays(FEWEST_SCRIPTS, 5).map(({ text, levels }) => ({ text, levels }));
  expect(await trainAside({ scripts, criteria })).toEqual({ ok: true, model: trained(scripts) });
});
