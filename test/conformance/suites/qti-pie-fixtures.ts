/** Items with outcomes that people wrote down. */
import type { Outcome, Suite } from '../kit.ts';
import { agrees, load, respond } from './items.ts';
import { show } from './values.ts';

type Fixture = {
  item: string;
  name: string;
  seed: number | null;
  responses: Record<string, unknown>;
  expected: { score?: number; maxScore?: number; outcomes?: Record<string, unknown>; itemBodyContains?: string[] };
};

function judge(one: Fixture, folder: string): Outcome {
  const name = `${one.item} ${one.name}`;
  try {
    const item = load(folder, one.item);
    const state = respond(item, one.responses, String(one.seed ?? 'conformance'));
    const { score, maxScore, outcomes = {} } = one.expected;
    const wanted = {
      ...(score !== undefined && { SCORE: score }),
      ...(maxScore !== undefined && item.marking.outcomes.some(({ id }) => id === 'MAXSCORE') && { MAXSCORE: maxScore }),
      ...outcomes,
    };
    for (const [id, expected] of Object.entries(wanted)) {
      const value = state.variables.get(id) ?? null;
      if (!agrees(value, expected))
        return {
          name: `${name} ${JSON.stringify(one.responses)}`,
          status: 'failed',
          expected: `${id}=${JSON.stringify(expected)}`,
          got: show(value),
        };
    }
    if (one.expected.itemBodyContains) return { name, status: 'unsupported', why: 'the text drawn from another generator' };
    return { name, status: 'passed' };
  } catch (error) {
    return { name, status: 'unsupported', why: error instanceof Error ? error.message : String(error) };
  }
}

export const qtiPieFixtures: Suite = {
  file: 'qti_pie_fixtures.json',
  floor: 0.95,
  *run(cases, folder) {
    for (const one of cases as Fixture[]) yield judge(one, folder);
  },
};
