/** Attempts that an author bounds, from the package to the plan that client and server follow. */
import { describe, expect, test } from 'vitest';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import { deliver, type Exam, importPackage } from '../exams/index.ts';
import { choiceItem, itemXml, structured, zipOf } from '../exams/testing.ts';
import { planSitting } from './index.ts';

const button = {
  ...choiceItem,
  id: 'a',
  declarations: `${choiceItem.declarations}<qti-response-declaration identifier="END" cardinality="single" base-type="boolean"/>`,
  body: `${choiceItem.body}<p><qti-end-attempt-interaction response-identifier="END" title="I am done"/></p>`,
};
async function examOf(modes: string, control: string): Promise<Exam> {
  const inside = `<qti-test-part identifier="p" ${modes}>${control}<qti-assessment-section identifier="s" title="S" visible="true">REF(a)REF(b)</qti-assessment-section></qti-test-part>`;
  const { exam, problems } = await importPackage(zipOf({ ...structured(['a', 'b'], inside), 'items/a.xml': itemXml(button) }));
  if (!exam) throw new Error(problems.map(({ message }) => message).join('\n'));
  return exam;
}
const individual = 'navigation-mode="nonlinear" submission-mode="individual"';
const control = (most: number) => `<qti-item-session-control max-attempts="${most}"/>`;

describe('max-attempts', () => {
  test('reaches the plan of a question that has a button to end one, in the names of the form', async () => {
    const exam = await examOf(individual, control(2));
    const [first] = itemsOf(deliver(exam, 'seed'));
    const ends = first?.responses.filter(({ baseType }) => baseType === 'boolean').map(({ id }) => id);
    const attempts = planSitting(exam, 'seed', 1)?.items.map((item) => item.attempts);
    expect(attempts).toEqual([{ most: 2, ends }, undefined]);
  });

  test.each([
    ['it is not written', individual, ''],
    ['it is no bound', individual, control(0)],
    [
      'the part is handed in as a whole, so that there is one',
      'navigation-mode="nonlinear" submission-mode="simultaneous"',
      control(3),
    ],
  ])('counts nothing where %s', async (_, modes, own) => {
    expect(planSitting(await examOf(modes, own), 'seed', 1)).toBeNull();
  });
});
