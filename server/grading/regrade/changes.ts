/**
 * Changes to the key of a published exam, as a pure function over its marking documents. The published exam stays as it
 * is; what comes out is how each item is graded from now on.
 */

import type { KeyChange } from '../../../shared/contract/regrade.ts';
import { digest } from '../../../shared/journal/chain.ts';
import { type Exam, type ExamItem, examItems, itemHash, type Mapping, type ResponseVariable } from '../../exams/index.ts';
import { ProblemError } from '../../platform/problem-error.ts';
import { needsMarker } from '../marks.ts';
import { isSum } from '../weighing.ts';
import { bestOfMapping, faultIn } from './fit.ts';

/** How one item is graded. */
export type Treatment = {
  /** The item under each key that counts as correct; the best of their grades stands. Never empty. */
  variants: ExamItem[];
  how: 'scored' | 'dropped' | 'full-marks';
  /** Score and maximum are multiplied by it. */
  weight: number;
  /** A line for each change, for the traces. */
  notes: string[];
};
/** Item id to its treatment. Items that nobody changed are missing. */
export type Treatments = ReadonlyMap<string, Treatment>;
export type Numbered = { keys: number; change: KeyChange };

/** More combinations of alternative keys than this is a mistake, not a key. */
const MOST_VARIANTS = 64;

const refuse = (message: string, place: string): never => {
  throw new ProblemError('bad-input', `${message} Nothing was changed.`, { place });
};
/** Key order and undefined members do not make a difference, so this compares what is stored. */
const same = (a: unknown, b: unknown): boolean => digest(JSON.parse(JSON.stringify(a))) === digest(JSON.parse(JSON.stringify(b)));

const published = (item: ExamItem): Treatment => ({ variants: [item], how: 'scored', weight: 1, notes: [] });

/** The item with another marking of one response; the best score follows where it came from the mapping. */
function revised(item: ExamItem, response: ResponseVariable): ExamItem {
  const before = item.marking.responses.find(({ id }) => id === response.id);
  const declared = item.marking.outcomes.some(({ id, normalMaximum }) => id === 'SCORE' && normalMaximum !== null);
  const derived = !declared && before !== undefined && bestOfMapping(before) === item.marking.max;
  const marking = {
    ...item.marking,
    responses: item.marking.responses.map((one) => (one.id === response.id ? response : one)),
    max: (derived ? bestOfMapping(response) : undefined) ?? item.marking.max,
  };
  return { ...item, marking, hash: itemHash({ ...item, marking }) };
}

function responseOf(item: ExamItem, id: string, place: string): ResponseVariable {
  const known = item.marking.responses.find((response) => response.id === id);
  const names = item.marking.responses.map((response) => response.id).join(', ');
  return known ?? refuse(`${item.id} has no response "${id}". It has: ${names}.`, `${place}.response`);
}

function withKey(before: Treatment, item: ExamItem, change: Extract<KeyChange, { kind: 'key' }>, place: string): Treatment {
  const response = responseOf(item, change.response, place);
  if (new Set(change.correct).size !== change.correct.length)
    refuse('The same value stands there twice. Leave it once.', `${place}.correct`);
  const keys = response.cardinality === 'single' ? change.correct.map((value) => [value]) : [change.correct];
  for (const key of keys) {
    const fault = faultIn(item, response.id, key);
    if (fault) refuse(`${item.id} cannot have this key: ${fault}. Choose what a candidate can answer.`, `${place}.correct`);
  }
  // Each variant of the other responses' alternatives once, then each with every key of this one.
  const others = before.variants.filter(
    (one, i) =>
      before.variants.findIndex((earlier) => same(withoutKey(earlier, response.id), withoutKey(one, response.id))) === i,
  );
  if (others.length * keys.length > MOST_VARIANTS)
    refuse(`${item.id} would have more than ${MOST_VARIANTS} combinations of keys. Name fewer alternatives.`, `${place}.correct`);
  const variants = others.flatMap((one) =>
    keys.map((correct) => revised(one, { ...responseOf(one, response.id, place), correct })),
  );
  return { ...before, variants };
}
const withoutKey = (item: ExamItem, response: string) =>
  item.marking.responses.map((one) => (one.id === response ? { ...one, correct: null } : one));

function withMapping(
  before: Treatment,
  item: ExamItem,
  change: Extract<KeyChange, { kind: 'mapping' }>,
  place: string,
): Treatment {
  const response = responseOf(item, change.response, place);
  const old = response.mapping;
  if (!old) return refuse(`${response.id} of ${item.id} is not scored by a map. Change its key instead.`, place);
  change.entries.forEach(({ key }, i) => {
    const fault = faultIn(item, response.id, [key]);
    if (fault) refuse(`${item.id} cannot map "${key}": ${fault}. Use what a candidate can answer.`, `${place}.entries.${i}.key`);
    if (change.entries.findIndex((entry) => entry.key === key) !== i)
      refuse(`"${key}" is mapped twice. Leave it once.`, `${place}.entries.${i}.key`);
  });
  const mapping: Mapping = {
    default: change.default ?? old.default,
    lower: change.lower === undefined ? old.lower : change.lower,
    upper: change.upper === undefined ? old.upper : change.upper,
    entries: change.entries.map(({ key, value, caseSensitive }) => ({ key, value, caseSensitive: caseSensitive ?? true })),
  };
  if (mapping.lower !== null && mapping.upper !== null && mapping.lower > mapping.upper)
    refuse('The lower bound lies above the upper one. Exchange them.', `${place}.lower`);
  return { ...before, variants: before.variants.map((one) => revised(one, { ...responseOf(one, response.id, place), mapping })) };
}

/** What people read of a change, in traces, audit and lists. */
export function describeChange(change: KeyChange): string {
  switch (change.kind) {
    case 'key':
      return `the key of ${change.response} is ${change.correct.map((value) => `"${value}"`).join(', ')}`;
    case 'mapping':
      return `the map of ${change.response} is ${change.entries.map(({ key, value }) => `"${key}" ${value}`).join(', ')}`;
    case 'drop':
      return 'dropped, counts for nobody';
    case 'full-marks':
      return 'full marks for everyone';
    case 'weight':
      return `weight ${change.weight}`;
    case 'as-published':
      return 'as published again';
  }
}

function applied(before: Treatment, item: ExamItem, { keys, change }: Numbered, place: string): Treatment {
  const byPeople = needsMarker(item);
  if (byPeople && (change.kind === 'key' || change.kind === 'mapping'))
    refuse(`People mark ${item.id}, so it has no key. Drop it, give full marks, or change its weight.`, place);
  const current = before.variants[0] ?? item;
  const next = ((): Treatment => {
    switch (change.kind) {
      case 'key':
        return withKey(before, current, change, place);
      case 'mapping':
        return withMapping(before, current, change, place);
      case 'drop':
        return { ...before, how: 'dropped' };
      case 'full-marks':
        return { ...before, how: 'full-marks' };
      case 'weight':
        return { ...before, weight: change.weight };
      case 'as-published':
        return published(item);
    }
  })();
  const { notes: _, ...was } = before;
  const { notes: __, ...is } = next;
  if (same(was, is)) refuse(`${item.id} is graded like that already: ${describeChange(change)}. Remove this change.`, place);
  if (change.kind === 'as-published') return next;
  return { ...next, notes: [...before.notes, `Under keys ${keys}: ${describeChange(change)}.`] };
}

/**
 * Applies changes one after another.
 * @param changes every change since the exam was published, each with the number of its keys version
 * @throws ProblemError `bad-input` with the place (`changes.3.correct`) for an item, response or value that is not the
 *   exam's, for a change without effect, and when no item would be left that counts
 */
export function applyChanges(exam: Exam, changes: readonly Numbered[]): Treatments {
  const items = new Map(examItems(exam).map((item) => [item.id, item]));
  const treatments = new Map<string, Treatment>();
  changes.forEach((numbered, index) => {
    const { change } = numbered;
    const place = `changes.${index}`;
    const item = items.get(change.item) ?? refuse(`This exam has no item "${change.item}". Choose one of it.`, `${place}.item`);
    if (exam.scoring && !isSum(exam, exam.scoring) && (change.kind === 'drop' || change.kind === 'weight'))
      refuse(
        'This exam works its score out by rules of its own, which are more than a sum of the scores of its items, so nobody can ' +
          'say what its best score would be then. Give full marks or change the key.',
        `${place}.kind`,
      );
    treatments.set(item.id, applied(treatments.get(item.id) ?? published(item), item, numbered, place));
  });
  const counts = [...items.values()].some(({ id, marking: { max } }) => max > 0 && treatments.get(id)?.how !== 'dropped');
  if (!counts) refuse('No item would be left that counts. Keep at least one.', 'changes');
  return treatments;
}
