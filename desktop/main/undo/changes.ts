/** Changes to the machine, each with its undo written down first. All of them are put back when the exam ends. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Crypt } from '../client/open-sitting.ts';
import { type Append, append, type Planned, spell, type UndoStep } from './journal.ts';
import { newRunKey, seal, unseal } from './seal.ts';
import { type Tools, undoStep } from './tools.ts';
import type { Watchdog } from './watchdog.ts';

export type ChangesOptions = {
  /** Where journals lie; made when it is missing. */
  folder: string;
  tools: Tools;
  /** Names the present running of the operating system. */
  boot: string;
  crypt: Crypt;
  /** Starts what puts the machine back should this process die. Called before the first change. */
  guard: (journal: string, key: string) => Watchdog;
  log: (line: string) => void;
  write?: Append;
};

export type Changes = {
  /** What `seal` hides, only this run, its watchdog and the next start can read. */
  seal(plain: string): string;
  /** Writes down the undo, then acts. Rejects when either fails; after a failed act the undo stays due. */
  change(step: UndoStep, act: () => Promise<void>): Promise<void>;
  /** Puts everything back, the newest first. What fails stays in the journal for the next start, and is logged. */
  undoAll(): Promise<void>;
};

type Run = { file: string; key: string; watchdog: Watchdog; open: Planned[]; seq: number };

/** The name of a run's journal, and the pattern by which leftovers are found. */
export const journalName = (run: string): string => `undo-${run}.jsonl`;

export function openChanges({ folder, tools, boot, crypt, guard, log, write = append }: ChangesOptions): Changes {
  const key = newRunKey();
  let run: Run | null = null;

  const begin = (): Run => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = path.join(folder, journalName(randomUUID()));
    write(file, spell({ kind: 'run', boot, key: crypt.encrypt(key) }));
    return { file, key, watchdog: guard(file, key), open: [], seq: 0 };
  };

  return {
    seal: (plain) => seal(key, plain),
    async change(step, act) {
      run ??= begin();
      const planned: Planned = { kind: 'planned', seq: run.seq + 1, step };
      write(run.file, spell(planned));
      run.seq += 1;
      run.open.unshift(planned);
      await act();
    },
    async undoAll() {
      const ending = run;
      if (!ending) return;
      run = null;
      let whole = true;
      for (const { seq, step } of ending.open) {
        try {
          await undoStep(step, tools, { unseal: (sealed) => unseal(key, sealed), sameBoot: true });
          write(ending.file, spell({ kind: 'undone', seq }));
        } catch (error) {
          whole = false;
          log(`undo: ${step.kind} could not be put back: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      if (whole) rmSync(ending.file, { force: true });
      ending.watchdog.dismiss();
    },
  };
}
