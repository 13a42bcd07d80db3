/** Results: a sitting is graded when it ends, and its result settles when review has decided its incidents. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod/mini';
import {
  consoleRoutes,
  type IncidentState,
  ItemScore,
  type ResultPage,
  type ResultSummary,
} from '../../shared/contract/console.ts';
import { isOver } from '../../shared/sitting/state.ts';
import type { Exams } from '../exams/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Live, Sittings } from '../sittings/index.ts';
import { gradeExam } from './grade.ts';
import { tidy } from './mapping.ts';

type Row = Selectable<Tables['result']>;
export type ResultState = Row['state'];
export type GradingOptions = {
  database: Database;
  exams: Exams;
  sittings: Sittings;
  /** The states of a sitting's incidents. */
  incidentsOf: (sitting: string) => Promise<readonly { state: IncidentState }[]>;
  now: () => number;
};
/** Called after a result was made or has changed its state. */
export type ResultListener = (result: ResultSummary) => Promise<void>;

/** What the review of a sitting's incidents makes of its result. */
export function stateAfter(incidents: readonly { state: IncidentState }[]): ResultState {
  if (incidents.some(({ state }) => state === 'upheld')) return 'invalidated';
  return incidents.every(({ state }) => state === 'dismissed') ? 'final' : 'provisional';
}

export function createGrading({ database, exams, sittings, incidentsOf, now }: GradingOptions) {
  const { db } = database;
  const listeners: ResultListener[] = [];

  const summaryOf = async (row: Row): Promise<ResultSummary> => {
    const incidents = await incidentsOf(row.sitting);
    const share = row.score / row.max;
    return {
      id: row.id,
      sitting: row.sitting,
      learner: row.learner,
      name: row.name,
      exam: row.exam_title,
      score: row.score,
      max: row.max,
      percent: Math.round(1000 * share) / 10,
      passed: tidy(share) >= row.pass_mark,
      state: row.state,
      openIncidents: incidents.filter(({ state }) => state !== 'dismissed' && state !== 'upheld').length,
      gradedAt: row.graded_at,
    };
  };

  const rowOf = (sitting: string): Promise<Row | undefined> =>
    db.selectFrom('result').selectAll().where('sitting', '=', sitting).executeTakeFirst();

  const tell = async (row: Row): Promise<void> => {
    const summary = await summaryOf(row);
    for (const listener of listeners) await listener(summary);
  };

  /** Grades a sitting that is over, once; a second call changes nothing. */
  const grade = async ({ facts, state }: Live): Promise<void> => {
    if (await rowOf(facts.id)) return;
    const { exam } = await exams.get(facts.exam);
    const answers = Object.fromEntries(Object.entries(state.answers).map(([item, { responses }]) => [item, responses]));
    const { engine, score, max, items, hashes } = gradeExam(exam, facts.seed, answers);
    const row: Row = {
      id: randomUUID(),
      sitting: facts.id,
      learner: facts.learner,
      name: facts.name,
      exam: facts.exam,
      exam_title: exam.title,
      score,
      max,
      pass_mark: facts.policy.passMark,
      state: stateAfter(await incidentsOf(facts.id)),
      engine,
      items: JSON.stringify(items),
      hashes: JSON.stringify(hashes),
      graded_at: now(),
    };
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('result')
      .values(row)
      .onConflict((conflict) => conflict.column('sitting').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) await tell(row);
  };

  /** Brings a result in line with its incidents. Call it whenever review has decided one. */
  const settle = async (sitting: string): Promise<void> => {
    const row = await rowOf(sitting);
    if (!row) return;
    const state = stateAfter(await incidentsOf(sitting));
    if (state === row.state) return;
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('result').set({ state }).where('id', '=', row.id).execute();
      await audit(trx, now(), { by: 'server', act: 'settle result', subject: row.id, detail: `${row.state} -> ${state}` });
    });
    await tell({ ...row, state });
  };

  sittings.journal.onCommitted(async ({ before, live }) => {
    if (!isOver(before.state.stage) && isOver(live.state.stage)) await grade(live);
  });

  const page = async (id: string): Promise<ResultPage> => {
    const row = await db.selectFrom('result').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no result ${id}.`, { place: 'id' });
    const items = parse(z.array(ItemScore), JSON.parse(row.items), 'stored items');
    return { result: await summaryOf(row), items, engine: row.engine };
  };

  const list = async (): Promise<ResultSummary[]> => {
    const rows = await db.selectFrom('result').selectAll().orderBy('graded_at', 'desc').orderBy('id').execute();
    return await Promise.all(rows.map(summaryOf));
  };

  return {
    settle,
    list,
    onResult: (listener: ResultListener): void => void listeners.push(listener),
    /** The results of a learner as evidence for a decision; `score` is a share of the maximum, 0..1. */
    async evidenceOf(learner: string) {
      const rows = await db.selectFrom('result').selectAll().where('learner', '=', learner).orderBy('graded_at').execute();
      return rows.map(({ exam, sitting, score, max, state, graded_at }) => ({
        exam,
        sitting,
        score: tidy(score / max),
        state,
        takenAt: graded_at,
      }));
    },
    /** Every result that was not invalidated, with its items. */
    async standing() {
      const rows = await db.selectFrom('result').selectAll().where('state', '!=', 'invalidated').orderBy('graded_at').execute();
      return rows.map(({ sitting, exam, learner, items }) => ({
        sitting,
        exam,
        learner,
        items: parse(z.array(ItemScore), JSON.parse(items), 'stored items'),
      }));
    },
    /** Grades a sitting that ended without being graded, and settles what was decided since. */
    async catchUp(sitting: string): Promise<void> {
      const live = await sittings.journal.live(sitting);
      if (!isOver(live.state.stage)) return;
      await grade(live);
      await settle(sitting);
    },
    serve(http: Http): void {
      http.route(consoleRoutes.results, () => list());
      http.route(consoleRoutes.result, async ({ caller, params }) => {
        const found = await page(params.id);
        await audit(db, now(), { by: staffOf(caller).name, act: 'looked at', subject: `result ${params.id}` });
        return found;
      });
    },
  };
}
export type Grading = ReturnType<typeof createGrading>;
