/** Results: a sitting is graded when it ends, and its result settles when review has decided its incidents. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod/mini';
import { parseFile } from '../../shared/assessment/files.ts';
import type { ShownAfterRelease } from '../../shared/assessment/shown.ts';
import {
  consoleRoutes,
  type IncidentState,
  ItemScore,
  type ResultPage,
  type ResultSummary,
} from '../../shared/contract/console.ts';
import { type Recomputed, type ResultVersion, resultRoutes } from '../../shared/contract/results.ts';
import { isOver } from '../../shared/sitting/state.ts';
import { type Exam, type Exams, examItems, instanceOf, type Wanted } from '../exams/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { staffOf } from '../platform/http/caller.ts';
import { sendCandidateFile } from '../platform/http/candidate-file.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import type { Live, Sittings } from '../sittings/index.ts';
import { shownAfterRelease } from './after-release.ts';
import { keepValues, keptValues, type PresetsOfForm } from './drawn-store.ts';
import { ENGINE } from './grade.ts';
import { type ExamGrade, gradeExam } from './grade-exam.ts';
import { tidy } from './mapping.ts';
import { recomputeScore } from './mark.ts';
import { itemsToMark, type Marks } from './marks.ts';
import { type Progress, presetsOf } from './plan.ts';
import { type Keys, treatmentsOf } from './regrade/keys.ts';
import { historyOf, keysOf } from './regrade/store.ts';
import { madeBy, versionsOf } from './versions.ts';

type Row = Selectable<Tables['result']>;
export type ResultState = Row['state'];
export type GradingOptions = {
  database: Database;
  exams: Exams;
  sittings: Sittings;
  /** The states of a sitting's incidents. */
  incidentsOf: (sitting: string) => Promise<readonly { state: IncidentState }[]>;
  /** What people have marked of a sitting that is over, and which of its items still wait for marks. */
  marksOf: (live: Live) => Promise<Marked>;
  now: () => number;
};
/** A result as it stands, and its grade under other keys. */
export type UnderKeys = { row: Row; before: ItemScore[]; after: ExamGrade };
/** Points, and the share of the maximum that is needed, 0..1. */
export type Standing = Pick<Row, 'state' | 'score' | 'max'> & { passMark: number; passed: boolean };
export type Marked = { open: readonly string[]; marks: Marks };
/** Called after a result was made or has changed its state. */
export type ResultListener = (result: ResultSummary) => Promise<void>;

/** What counts for nobody, or fully for everyone, waits for no marks. */
const stillOpen = (exam: Exam, keys: Keys, open: readonly string[]): string[] => {
  const treatments = treatmentsOf(exam, keys);
  return open.filter((item) => (treatments.get(instanceOf(item).item)?.how ?? 'scored') === 'scored');
};

/** What the review of a sitting's incidents and the marking of its answers make of its result. */
export function stateAfter(incidents: readonly { state: IncidentState }[], openMarks = 0): ResultState {
  if (incidents.some(({ state }) => state === 'upheld')) return 'invalidated';
  if (openMarks > 0) return 'provisional';
  return incidents.every(({ state }) => state === 'dismissed') ? 'final' : 'provisional';
}

const progressOf = ({ state: { answers, course, spent } }: Live): Progress => ({
  ended: course?.ended ?? 0,
  answers: Object.fromEntries(Object.entries(answers).map(([item, { responses }]) => [item, responses])),
  spent,
});

const itemScores = (stored: string): ItemScore[] => parse(z.array(ItemScore), JSON.parse(stored), 'stored items');

export function createGrading({ database, exams, sittings, incidentsOf, marksOf, now }: GradingOptions) {
  const { db } = database;
  const listeners: ResultListener[] = [];
  /** Of one exam, results are made, settled and regraded one after another: none may be made under keys just replaced. */
  const exclusively = createSerially();

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
      openMarks: row.open_marks,
      gradedAt: row.graded_at,
    };
  };

  const rowOf = (sitting: string): Promise<Row | undefined> =>
    db.selectFrom('result').selectAll().where('sitting', '=', sitting).executeTakeFirst();

  const tell = async (row: Row): Promise<void> => {
    const summary = await summaryOf(row);
    for (const listener of listeners) await listener(summary);
  };

  /** All that a sitting is graded by besides its answers, the marks of people until now among it. */
  const groundsOf = async (live: Live, keys: Keys) => {
    const { facts, state } = live;
    const { exam } = await exams.get(facts.exam);
    const { open, marks } = await marksOf(live);
    const met = state.course && { met: new Set(state.course.plan.items.map(({ id }) => id)) };
    const shown = (await keptValues(db, facts.id)) ?? {};
    const presets = presetsOf(exam, facts.seed, progressOf(live));
    return { exam, open, options: { marks, keys, shown, presets, spent: state.spent, ...met } };
  };

  /** What a sitting that is over deserves. */
  const gradeOf = async (live: Live, keys: Keys) => {
    const { exam, open, options } = await groundsOf(live, keys);
    const graded = gradeExam(exam, live.facts.seed, progressOf(live).answers, options);
    return { title: exam.title, open: stillOpen(exam, keys, open).length, ...graded };
  };

  /** Grades a sitting that is over, once, under the newest keys; a second call changes nothing. */
  const grade = async (live: Live): Promise<void> => {
    const { facts } = live;
    if (await rowOf(facts.id)) return;
    const made = await exclusively(facts.exam, async () => {
      const keys = await keysOf(db, facts.exam);
      const { title, open, engine, score, max, items, hashes } = await gradeOf(live, keys);
      const row: Row = {
        id: randomUUID(),
        sitting: facts.id,
        learner: facts.learner,
        name: facts.name,
        exam: facts.exam,
        exam_title: title,
        score,
        max,
        pass_mark: facts.policy.passMark,
        state: stateAfter(await incidentsOf(facts.id), open),
        open_marks: open,
        engine,
        items: JSON.stringify(items),
        hashes: JSON.stringify(hashes),
        graded_at: now(),
        keys: keys.number,
      };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('result')
        .values(row)
        .onConflict((conflict) => conflict.column('sitting').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? row : null;
    });
    if (made) await tell(made);
  };

  /**
   * Brings a result in line with its incidents, and its score with the marks of people. Call it whenever review has
   * decided an incident or marking has settled or reopened an answer.
   */
  const settle = async (sitting: string): Promise<void> => {
    const found = await rowOf(sitting);
    if (!found) return;
    const settled = await exclusively(found.exam, async () => {
      const row = await rowOf(sitting);
      if (!row) return null;
      const changed = await marked(row);
      const state = stateAfter(await incidentsOf(sitting), changed.open_marks);
      if (state === row.state && changed.items === row.items && changed.open_marks === row.open_marks) return null;
      const detail = `${row.state} -> ${state}${changed.score === row.score ? '' : `, score ${row.score} -> ${changed.score}`}`;
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('result')
          .set({ ...changed, state })
          .where('id', '=', row.id)
          .execute();
        await audit(trx, now(), { by: 'server', act: 'settle result', subject: row.id, detail });
      });
      return { ...row, ...changed, state };
    });
    if (settled) await tell(settled);
  };

  /** The columns that marks of people decide. Only their items are graded anew: the rest of a result stands as it was. */
  const marked = async (row: Row): Promise<Pick<Row, 'score' | 'items' | 'open_marks'>> => {
    const { exam } = await exams.get(row.exam);
    const byPeople = new Set(itemsToMark(exam).map(({ id }) => id));
    if (byPeople.size === 0) return { score: row.score, items: row.items, open_marks: row.open_marks };
    const fresh = await gradeOf(await sittings.journal.live(row.sitting), await keysOf(db, row.exam, row.keys));
    const kept = itemScores(row.items);
    const items = kept.map((item) =>
      byPeople.has(instanceOf(item.item).item) ? (fresh.items.find((one) => one.item === item.item) ?? item) : item,
    );
    // Outcome processing of the exam looks at all items at once, so there the whole grade is taken anew.
    const score = exam.scoring ? fresh.score : tidy(items.reduce((sum, item) => sum + item.score, 0));
    return { score, items: JSON.stringify(items), open_marks: fresh.open };
  };

  sittings.journal.onCommitted(async ({ before, live }) => {
    if (!isOver(before.state.stage) && isOver(live.state.stage)) await grade(live);
  });

  const page = async (id: string): Promise<ResultPage> => {
    const row = await found(id);
    const { state } = await sittings.journal.live(row.sitting);
    const { exam } = await exams.get(row.exam);
    const items = itemScores(row.items);
    const invited = new Set(examItems(exam).flatMap(({ id: item, comment }) => (comment ? [item] : [])));
    const given = items.flatMap(({ item }) => (invited.has(instanceOf(item).item) && state.comments[item] ? [item] : []));
    const comments = Object.fromEntries(given.map((item) => [item, state.comments[item] ?? '']));
    return { result: await summaryOf(row), items, engine: row.engine, comments };
  };

  const found = async (id: string): Promise<Row> => {
    const row = await db.selectFrom('result').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no result ${id}.`, { place: 'id' });
    return row;
  };

  /**
   * Grades a result, and what it was before, again under their own keys.
   * @returns for each, newest first, its keys version and whether the very same bytes come out
   */
  const replay = async (id: string): Promise<Recomputed['versions']> => {
    const row = await found(id);
    const live = await sittings.journal.live(row.sitting);
    const versions = [row, ...(await historyOf(db, id))];
    return await Promise.all(
      versions.map(async ({ keys, items, score, max, engine }) => {
        if (engine !== ENGINE) return { keys, engine, same: false, why: `It was computed by ${engine}; this is ${ENGINE}.` };
        const again = await gradeOf(live, await keysOf(db, row.exam, keys));
        const same = JSON.stringify(again.items) === items && again.score === score && again.max === max;
        return { keys, engine, same, why: same ? null : `It comes to ${again.score} of ${again.max}.` };
      }),
    );
  };

  /** What a result was under each keys version, the newest first. */
  /** A file of one item's answer, as the stored score names it. @throws ProblemError `not-found` */
  const file = async (id: string, item: string, place: number) => {
    const row = await found(id);
    const { exam } = await exams.get(row.exam);
    const given = itemScores(row.items).find((score) => score.item === item)?.basis?.responses ?? {};
    const declared = examItems(exam).find((one) => one.id === instanceOf(item).item)?.responses ?? [];
    const files = declared.flatMap(({ id: response, baseType }) => (baseType === 'file' ? (given[response] ?? []) : []));
    const named = parseFile(files[place - 1] ?? '');
    if (!named) throw new ProblemError('not-found', 'The answer names no such file.', { place: 'place' });
    return { type: named.type, bytes: await sittings.pictures.file(row.sitting, named.hash) };
  };

  const versions = async (id: string): Promise<ResultVersion[]> => {
    const row = await found(id);
    const stood = [{ ...row, replaced_at: null }, ...(await historyOf(db, id))].map(
      ({ keys, score, max, state, engine, items, replaced_at }) => ({
        keys,
        score,
        max,
        state,
        engine,
        items: itemScores(items),
        replacedAt: replaced_at,
      }),
    );
    return versionsOf(stood, await madeBy(db, row.exam));
  };

  /** Grades a result again, as a whole from the sitting's journal, and item by item from what is stored with each score. */
  const recompute = async (id: string): Promise<Recomputed> => {
    const row = await found(id);
    const { exam } = await exams.get(row.exam);
    const keys = await keysOf(db, row.exam, row.keys);
    const items = itemScores(row.items).map((score) => ({ item: score.item, ...recomputeScore(exam, keys, score) }));
    return { versions: await replay(id), items };
  };

  const list = async (): Promise<ResultSummary[]> => {
    const rows = await db.selectFrom('result').selectAll().orderBy('graded_at', 'desc').orderBy('id').execute();
    return await Promise.all(rows.map(summaryOf));
  };

  return {
    settle,
    list,
    /** Runs a task while no result of the exam is made or changed. */
    exclusively,
    /** Every result of an exam beside its grade under these keys, in the order of the sittings' ids. */
    async underKeys(exam: string, keys: Keys): Promise<UnderKeys[]> {
      const rows = await db.selectFrom('result').selectAll().where('exam', '=', exam).orderBy('sitting').execute();
      const graded: UnderKeys[] = [];
      for (const row of rows) {
        const { title: _, open: __, ...after } = await gradeOf(await sittings.journal.live(row.sitting), keys);
        graded.push({ row, before: itemScores(row.items), after });
      }
      return graded;
    },
    replay,
    versions,
    recompute,
    /**
     * Keeps what the form of a sitting shows of drawn values, when it is made.
     * @returns what the test gave the templates of the items that are open
     */
    async keepShown(id: string): Promise<PresetsOfForm> {
      const live = await sittings.journal.live(id);
      const { exam } = await exams.get(live.facts.exam);
      const { seed } = live.facts;
      const presets = presetsOf(exam, seed, progressOf(live));
      await keepValues(db, id, { exam, seed, presets }, now());
      return presets;
    },
    /** The items of a sitting that is over whose answers wait for marks, under the newest keys. */
    async openMarks(live: Live): Promise<string[]> {
      const { exam } = await exams.get(live.facts.exam);
      return stillOpen(exam, await keysOf(db, exam.id), (await marksOf(live)).open);
    },
    /**
     * What a candidate may see of the questions of a sitting, by their author and the exam's policy.
     * @returns null while the result is not final, and where there is nothing to see
     */
    async feedbackOf(sitting: string, wanted: readonly Wanted[] = []): Promise<ShownAfterRelease | null> {
      const row = await rowOf(sitting);
      const live = await sittings.journal.live(sitting);
      const { afterRelease: shown = [] } = live.facts.policy;
      if (row?.state !== 'final' || shown.length === 0) return null;
      const { exam, options } = await groundsOf(live, await keysOf(db, row.exam, row.keys));
      const { id, seed } = live.facts;
      return shownAfterRelease(exam, { id, seed, answers: progressOf(live).answers }, shown, { ...options, wanted });
    },
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
    /** A sitting's result in points, or null when it has none yet. */
    async standingOf(sitting: string): Promise<Standing | null> {
      const row = await rowOf(sitting);
      if (!row) return null;
      const { state, score, max, pass_mark: passMark } = row;
      return { state, score, max, passMark, passed: tidy(score / max) >= passMark };
    },
    /** Every result in points, whatever its state, in the order of grading. */
    async outcomes() {
      const rows = await db.selectFrom('result').selectAll().orderBy('graded_at').execute();
      return rows.map(({ sitting, exam, exam_title, learner, score, max, pass_mark, state, graded_at }) => ({
        sitting,
        exam,
        title: exam_title,
        learner,
        score,
        max,
        /** 0..1 */
        passMark: pass_mark,
        passed: tidy(score / max) >= pass_mark,
        state,
        gradedAt: graded_at,
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
        const shown = await page(params.id);
        await audit(db, now(), { by: staffOf(caller).name, act: 'looked at', subject: `result ${params.id}` });
        return shown;
      });
      http.route(resultRoutes.file, async ({ caller, params, reply }) => {
        const { item, place } = params;
        const { type, bytes } = await file(params.id, item, Number(place));
        const subject = `result ${params.id}`;
        await audit(db, now(), { by: staffOf(caller).name, act: 'opened file', subject, detail: `${item}, file ${place}` });
        return sendCandidateFile(reply, bytes, `${item}-${place}`, type);
      });
      http.route(resultRoutes.versions, ({ params }) => versions(params.id));
      http.route(resultRoutes.recompute, async ({ caller, params }) => {
        const again = await recompute(params.id);
        const detail = again.versions.map(({ keys, same }) => `keys ${keys}: ${same ? 'the same' : 'not the same'}`).join(', ');
        await audit(db, now(), { by: staffOf(caller).name, act: 'recompute result', subject: `result ${params.id}`, detail });
        return again;
      });
    },
  };
}
export type Grading = ReturnType<typeof createGrading>;
