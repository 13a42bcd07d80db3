/** Which accounts are one person's, by what people have claimed and others approved. Pure. */

/** What was said of accounts: `one` person's, the first of which counts, or `two` (or more) people's. */
export type Said = { learners: readonly string[]; says: 'one' | 'two' };

export type Persons = {
  /** The account that counts for this one: itself unless it was merged into another. */
  counting(learner: string): string;
  /** All accounts whose results count for this one, itself first; a merged one counts for nobody but by the one it is in. */
  accounts(learner: string): string[];
  /** What is known of two accounts; null where nobody has said anything. */
  said(a: string, b: string): 'one' | 'two' | null;
};

/** @param claims approved ones, oldest first: what was said last holds */
export function personsOf(claims: readonly Said[]): Persons {
  const into = new Map<string, string>();
  const pairs = new Map<string, 'one' | 'two'>();
  for (const { learners, says } of claims) {
    for (const [i, a] of learners.entries())
      for (const b of learners.slice(i + 1)) {
        pairs.set(pairOf(a, b), says);
        if (says === 'two')
          for (const [from, to] of [
            [a, b],
            [b, a],
          ] as const)
            if (into.get(from) === to) into.delete(from);
      }
    const [first, ...others] = learners;
    if (says === 'one' && first !== undefined) {
      // Whoever counts cannot be merged elsewhere any more.
      into.delete(first);
      for (const other of others) into.set(other, first);
    }
  }
  const counting = (learner: string): string => {
    const seen = new Set<string>();
    let account = learner;
    for (let next = into.get(account); next !== undefined && !seen.has(next); next = into.get(account)) {
      seen.add(account);
      account = next;
    }
    return account;
  };
  return {
    counting,
    accounts: (learner) =>
      counting(learner) === learner
        ? [learner, ...[...into.keys()].filter((other) => other !== learner && counting(other) === learner).toSorted()]
        : [learner],
    said: (a, b) => {
      if (counting(a) === counting(b)) return 'one';
      const said = pairs.get(pairOf(a, b));
      return said === 'two' ? 'two' : null;
    },
  };
}

const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
