/** What simulated candidates answer to the demo exam. Reads keys: for the server, tests and demo scripts only. */

import { type Exam, examItems, mapForward } from '../../server/exams/index.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { demoCases } from './package.ts';

/** `right` earns the best score of an item; `wrong` is a sensible mistake worth nothing. */
export type Skill = 'right' | 'wrong';

/**
 * The responses of one candidate in the names of the form that this seed makes, by the form's item id.
 * @param skill decides item by item, from its place in the exam counted from 0
 * @throws Error when the exam has an item without such a case: it is not the demo exam
 */
export function demoAnswers(exam: Exam, seed: string, skill: (place: number) => Skill): Record<string, Responses> {
  const cases = demoCases();
  return Object.fromEntries(
    examItems(exam).map((item, place) => {
      const wanted = skill(place);
      const found = cases[item.authored]?.find(({ name }) => name === wanted);
      if (!found) throw new Error(`The demo has no "${wanted}" answer to the item ${item.authored}.`);
      return [item.id, mapForward(item, seed, found.responses)];
    }),
  );
}
