/** What a dry run was computed from, so that approval can tell whether it still holds. Pure. */
import * as z from 'zod/mini';
import type { KeyChange } from '../../../shared/contract/regrade.ts';
import { digest } from '../../../shared/journal/chain.ts';
import type { UnderKeys } from '../results.ts';

const InputSchema = z.object({
  sitting: z.string(),
  name: z.string(),
  /** SHA-256 of the result as it stood, and of what it would become. */
  before: z.string(),
  after: z.string(),
});
export type Input = z.infer<typeof InputSchema>;
export const Inputs = z.array(InputSchema);

export const inputOf = ({ row, before, after }: UnderKeys): Input => ({
  sitting: row.sitting,
  name: row.name,
  before: digest([row.id, row.keys, row.state, row.open_marks, row.score, row.max, row.pass_mark, before]),
  after: digest([after.score, after.max, after.items]),
});

/** SHA-256 over the changes, the keys they change, and every result. */
export const hashOfInputs = (keys: string, changes: readonly KeyChange[], inputs: readonly Input[]): string =>
  digest(['invigil-regrade-1', keys, JSON.parse(JSON.stringify(changes)), inputs]);

/** A sentence for every result that is not what it was. */
export function whatChanged(then: readonly Input[], now: readonly Input[]): string[] {
  const known = new Map(then.map((input) => [input.sitting, input]));
  return now.flatMap(({ sitting, name, before, after }) => {
    const old = known.get(sitting);
    if (!old) return [`${name} (${sitting}) was graded since.`];
    if (old.before !== before) return [`The result of ${name} (${sitting}) has changed since.`];
    return old.after === after ? [] : [`What ${name} (${sitting}) would get has changed since.`];
  });
}
