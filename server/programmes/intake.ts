/** Course results and learners out of other kinds of files: planned against what is stored, written with the import's own rows. */
import { coursesOf } from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { ReadCsv } from './csv.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import * as store from './store.ts';

export function createIntake(now: () => number) {
  return {
    /** What these rows would change. Reads only. */
    async plan(reader: Db | Trx, read: ReadCsv): Promise<ImportPlan> {
      const programmes = await store.allProgrammes(reader);
      return planImport(read, {
        courses: new Set(programmes.flatMap((programme) => coursesOf(programme.requirement))),
        learners: await store.allLearners(reader),
        results: await store.currentResults(reader),
        now: now(),
      });
    },
    /** @throws ProblemError `conflict` when another import came in between */
    write: (trx: Trx, plan: ImportPlan, from: { source: string; by: string }) =>
      store.insertPlan(trx, plan, { ...from, at: now() }),
  };
}
