/** Keys versions of an exam: 1 is as published, each later one adds approved changes and is chained to the one before. */
import type { KeyChange } from '../../../shared/contract/regrade.ts';
import { digest } from '../../../shared/journal/chain.ts';
import type { Exam } from '../../exams/index.ts';
import { applyChanges, type Numbered, type Treatments } from './changes.ts';

/** `changes` are all since the exam was published, in order. */
export type Keys = { number: number; hash: string; changes: readonly Numbered[] };
/** Why and by whom a keys version was made. */
export type Made = { reason: string; proposedBy: string; approvedBy: string; approvedAt: number };

export const publishedKeys = (exam: string): Keys => ({ number: 1, hash: digest(['invigil-keys-1', exam]), changes: [] });

/** The keys after these changes; the hash covers changes, reason, people and the version before. */
export function nextKeys(exam: string, before: Keys, changes: readonly KeyChange[], made: Made): Keys {
  const number = before.number + 1;
  return {
    number,
    hash: digest(['invigil-keys-1', exam, number, JSON.parse(JSON.stringify(changes)), made, before.hash]),
    changes: withChanges(before, changes),
  };
}

/** The changes as the next version would number them. */
export const withChanges = (before: Keys, changes: readonly KeyChange[]): Numbered[] => [
  ...before.changes,
  ...changes.map((change) => ({ keys: before.number + 1, change })),
];

const known = new WeakMap<Exam, Map<string, Treatments>>();

/** How each changed item of the exam is graded under these keys; the same objects again for the same keys. */
export function treatmentsOf(exam: Exam, keys: Keys): Treatments {
  const own = known.get(exam) ?? new Map<string, Treatments>();
  known.set(exam, own);
  const made = own.get(keys.hash) ?? applyChanges(exam, keys.changes);
  own.set(keys.hash, made);
  return made;
}
