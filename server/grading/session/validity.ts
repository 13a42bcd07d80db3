/** What an interaction demands of its response (`min-choices`, `pattern-mask`, `match-max` ...), checked when the control says so. */
import { isNull, members, type Value } from '../value.ts';

export type Validity = {
  response: string;
  min: number;
  /** 0 is no limit. */
  max: number;
  /** Tells whether a text is allowed. */
  pattern: ((text: string) => boolean) | null;
  /** How often a choice may stand in the response's pairs. */
  associations: readonly { identifier: string; min: number; max: number }[];
};

const within = (count: number, { min, max }: { min: number; max: number }): boolean =>
  count >= min && (max === 0 || count <= max);

export function isValid(value: Value, validity: Validity): boolean {
  const given = isNull(value) ? [] : members(value);
  if (!within(given.length, validity)) return false;
  const { pattern } = validity;
  if (pattern && given.some((member) => typeof member === 'string' && !pattern(member))) return false;
  const pairs = given.flatMap((member) => (Array.isArray(member) ? [member] : []));
  if (value === null) return true;
  return validity.associations.every((association) =>
    within(pairs.flat().filter((identifier) => identifier === association.identifier).length, association),
  );
}
