/** A result through its versions: what it was under which keys, and whether it comes out again. */
import type { ItemScore } from '../../shared/contract/console.ts';
import type { ResultVersion } from '../../shared/contract/results.ts';
import type { Db } from '../platform/database/database.ts';

/** A result as it stands or stood. */
export type Stood = {
  keys: number;
  score: number;
  max: number;
  state: ResultVersion['state'];
  engine: string;
  items: readonly ItemScore[];
  replacedAt: number | null;
};
export type MadeBy = NonNullable<ResultVersion['made']>;

/** Items that count otherwise than before, in the order of the result. */
export function differences(before: readonly ItemScore[], after: readonly ItemScore[]): ResultVersion['changes'] {
  const known = new Map(before.map((item) => [item.item, item]));
  return after.flatMap(({ item, title, score, max }) => {
    const old = known.get(item);
    if (!old || (old.score === score && old.max === max)) return [];
    return [{ item, title, before: { score: old.score, max: old.max }, after: { score, max } }];
  });
}

/** @param stood the newest first */
export function versionsOf(stood: readonly Stood[], made: ReadonlyMap<number, MadeBy>): ResultVersion[] {
  return stood.map(({ items, ...one }, at) => ({
    ...one,
    made: made.get(one.keys) ?? null,
    changes: differences(stood[at + 1]?.items ?? items, items),
  }));
}

/** Why each keys version of an exam was made, and by whom. */
export async function madeBy(db: Db, exam: string): Promise<Map<number, MadeBy>> {
  const rows = await db
    .selectFrom('exam_keys')
    .innerJoin('regrade_proposal', 'regrade_proposal.id', 'exam_keys.proposal')
    .select(['exam_keys.number', 'exam_keys.proposal', 'reason', 'proposed_by_name', 'decided_by_name'])
    .where('exam_keys.exam', '=', exam)
    .execute();
  return new Map(
    rows.map(({ number, proposal, reason, proposed_by_name, decided_by_name }) => [
      number,
      { proposal, reason, proposedBy: proposed_by_name, approvedBy: decided_by_name ?? '' },
    ]),
  );
}
