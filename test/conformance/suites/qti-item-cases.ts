/** Published items on whose outcomes independent engines agree. */
import { QtiError } from '../../../server/grading/qti-error.ts';
import type { Outcome, Suite } from '../kit.ts';
import { agrees, load, respond } from './items.ts';
import { show } from './values.ts';

type ItemCase = {
  item: string;
  itemId: string;
  source: string;
  label: string;
  responses: Record<string, unknown>;
  expected: Record<string, unknown>;
};

function judge(one: ItemCase, folder: string): Outcome {
  const name = `${one.item} ${one.label}`;
  try {
    const item = load(folder, one.item);
    const state = respond(item, one.responses);
    for (const [id, expected] of Object.entries(one.expected)) {
      const value = state.variables.get(id) ?? null;
      if (!agrees(value, expected))
        return {
          name: `${name} ${JSON.stringify(one.responses)}`,
          status: 'failed',
          expected: `${id}=${JSON.stringify(expected)}`,
          got: show(value),
        };
    }
    return { name, status: 'passed' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      name: `${name} ${JSON.stringify(one.responses)}`,
      status: 'unsupported',
      why: `${error instanceof QtiError ? error.kind : 'fault'}: ${why}`,
    };
  }
}

export const qtiItemCases: Suite = {
  file: 'qti_item_cases_agreed.json',
  floor: 0.995,
  *run(cases, folder) {
    for (const one of cases as ItemCase[]) yield judge(one, folder);
  },
};
