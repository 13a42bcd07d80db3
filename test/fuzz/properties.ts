/** What must hold for any package and any response. */
import fc from 'fast-check';
import { examItems, importPackage } from '../../server/exams/index.ts';
import { choiceItem, oneItem } from '../../server/exams/testing.ts';
import { contentChecks, gradeItem, markItem, replayMark } from '../../server/grading/index.ts';
import { anyResponses, brokenPackage } from './mutate.ts';

/** A run that takes longer than this hangs, as far as anybody waiting is concerned; the limit only ever stops a hang. */
const HANG_MS = 60_000;

/** The import answers with an exam or with problems that say where, and what it publishes can be graded. */
export const importsAnything = fc.asyncProperty(brokenPackage, anyResponses, async (zipped, responses) => {
  const started = Date.now();
  const { exam, problems } = await importPackage(zipped, { checks: contentChecks });
  if ((exam === null) !== problems.length > 0) throw new Error('an exam with problems, or none without');
  for (const { file, message } of problems) if (!file || !message) throw new Error('a problem without a place or a message');
  for (const item of exam ? examItems(exam) : []) {
    const { score, max } = gradeItem(item, responses, { seed: 'fuzz' });
    if (!(score >= item.marking.min && score <= max)) throw new Error(`a score of ${score} out of ${max}`);
  }
  if (Date.now() - started > HANG_MS) throw new Error('the import hangs');
});

const item = oneItem(choiceItem);

/** Grading answers with a score in its bounds, and the same one again. */
export const gradesAnything = fc.asyncProperty(anyResponses, async (responses) => {
  const { item: choice } = await item;
  const { score, max } = gradeItem(choice, responses);
  if (!(score >= 0 && score <= max)) throw new Error(`a score of ${score} out of ${max}`);
  if (replayMark(markItem(choice, 's', responses), choice) !== null) throw new Error('another grade the second time');
});
