/** Letters that stand together without a sign: xy is x times y where x and y are known and xy is not. */

/**
 * The names that `letters` stands for, longest first; `letters` itself where it is known or cannot be taken apart. A name
 * before a bracket may end in a function: xsin(y).
 */
export function takeApart(
  letters: string,
  beforeBracket: boolean,
  words: { values: ReadonlySet<string>; functions: ReadonlySet<string> },
): string[] {
  const isValue = (text: string): boolean => words.values.has(text);
  const isLast = (text: string): boolean => isValue(text) || (beforeBracket && words.functions.has(text));
  if (isLast(letters) || words.functions.has(letters)) return [letters];
  const memo = new Map<number, string[] | undefined>();
  const from = (start: number): string[] | undefined => {
    if (start === letters.length) return [];
    if (memo.has(start)) return memo.get(start);
    let found: string[] | undefined;
    for (let end = letters.length; end > start && !found; end--) {
      const piece = letters.slice(start, end);
      const fits = end === letters.length ? isLast(piece) : isValue(piece);
      const rest = fits ? from(end) : undefined;
      if (rest) found = [piece, ...rest];
    }
    memo.set(start, found);
    return found;
  };
  // A digit inside a name stays with it: x2 is a name of its own, not a product.
  return /^\p{L}+'*$/u.test(letters) ? (from(0) ?? [letters]) : [letters];
}
