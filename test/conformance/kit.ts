/** What a conformance suite is: one file of recorded cases, held against the engine, with the share that must agree. */

/** `unsupported`: the engine says that it does not do this. It counts against the floor like a failure. */
export type Outcome = { name: string } & (
  | { status: 'passed' }
  | { status: 'failed'; expected: string; got: string }
  | { status: 'unsupported'; why: string }
);

export type Suite = {
  /** The file of cases, by its name in the corpus folder. */
  file: string;
  /** Least share of passed cases, 0 to 1, among those that `counts` names (all, where it is absent). */
  floor: number;
  counts?: (outcome: Outcome) => boolean;
  /** What no share excuses, such as a wrong answer taken for a right one: a line for each. */
  never?: (outcomes: readonly Outcome[]) => string[];
  /**
   * Runs every case; a case never throws.
   * @param cases the parsed file
   * @param folder where it lies, for the files that cases name
   */
  run(cases: unknown, folder: string): Iterable<Outcome>;
};

const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text).replaceAll('\n', ' ');

/** One failure as one line. */
export const lineOf = (outcome: Outcome): string =>
  outcome.status === 'failed'
    ? `  failed: ${outcome.name}: expected ${short(outcome.expected)}, got ${short(outcome.got)}`
    : outcome.status === 'unsupported'
      ? `  unsupported: ${outcome.name}: ${short(outcome.why)}`
      : `  passed: ${outcome.name}`;

/** Counts, whether the floor holds, and what must never be. */
export function judge(suite: Suite, outcomes: readonly Outcome[]) {
  const count = (status: Outcome['status']): number => outcomes.filter((outcome) => outcome.status === status).length;
  const counted = suite.counts ? outcomes.filter(suite.counts) : outcomes;
  const passed = counted.filter(({ status }) => status === 'passed').length;
  const share = counted.length === 0 ? 1 : passed / counted.length;
  const never = suite.never?.(outcomes) ?? [];
  return {
    line: `${suite.file}: ${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} unsupported`,
    share,
    never,
    holds: share >= suite.floor && never.length === 0,
  };
}
