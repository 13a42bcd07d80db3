/**
 * Group commit: many callers' writes in one durable transaction, one flush in flight, a bounded queue. A caller's
 * promise resolves only after its own unit is on disk; a unit whose expectation fails is rolled back alone.
 */
import { ProblemError } from '../problem-error.ts';

/** Rows to insert, or a statement that must change exactly one row (compare-and-set). `?` marks parameters. */
export type Write =
  | { insert: string; columns: readonly string[]; rows: readonly (readonly unknown[])[] }
  | { changeOne: string; values: readonly unknown[] };
export type Unit = readonly Write[];
/** Commits units in one transaction; says for each whether it holds. */
export type CommitUnits = (units: readonly Unit[]) => Promise<boolean[]>;

export type GroupWriter = {
  /** Resolves when durable. @throws ProblemError `conflict` when a compare-and-set failed, `busy` when the queue is full */
  write(unit: Unit): Promise<void>;
  depth(): number;
  idle(): Promise<void>;
};

type Waiting = { unit: Unit; done: () => void; failed: (error: unknown) => void };

export function createGroupWriter(commit: CommitUnits, windowMs: number, limit = 20_000): GroupWriter {
  let queue: Waiting[] = [];
  let flight: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const flush = async () => {
    const group = queue;
    queue = [];
    try {
      const held = await commit(group.map((waiting) => waiting.unit));
      group.forEach((waiting, i) => {
        if (held[i]) waiting.done();
        else waiting.failed(new ProblemError('conflict', 'Somebody else wrote to this journal at the same moment.'));
      });
    } catch (error) {
      for (const waiting of group) waiting.failed(error);
    }
  };
  const arm = () => {
    if (flight || timer || queue.length === 0) return;
    timer = setTimeout(() => {
      timer = null;
      flight = flush().finally(() => {
        flight = null;
        arm();
      });
    }, windowMs);
  };
  return {
    write(unit) {
      if (queue.length >= limit) {
        return Promise.reject(
          new ProblemError('busy', 'The server is behind with storing. Your work is safe on your computer and is sent again.'),
        );
      }
      return new Promise((done, failed) => {
        queue.push({ unit, done, failed });
        arm();
      });
    },
    depth: () => queue.length,
    async idle() {
      while (queue.length > 0 || flight || timer) await (flight ?? new Promise((resolve) => setTimeout(resolve, windowMs)));
    },
  };
}
