/** Published exams: imported whole, stored immutable, loaded once, delivered per sitting. */
import type { DeliveryForm } from '../../shared/assessment/delivery.ts';
import type { ContentReport } from '../../shared/contract/console.ts';
import type { ExamRow } from '../../shared/contract/content.ts';
import { digest } from '../../shared/journal/chain.ts';
import { DeliveryPolicy } from '../../shared/policy/policy.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import { deliver } from './deliver.ts';
import { drawnItems } from './drawn.ts';
import type { DrawValues } from './drawn-values.ts';
import { type Exam, examItems } from './exam.ts';
import type { Wanted } from './fill.ts';
import { type ImportOptions, importPackage } from './import.ts';
import type { Presets } from './template-defaults.ts';

export type PublishedExam = { exam: Exam; version: number; policy: DeliveryPolicy };

export type ExamsOptions = {
  db: Db;
  now: () => number;
  /** What an import asks of content before it is published. */
  content?: ImportOptions;
};

export function createExams({ db, now, content: checking = {} }: ExamsOptions) {
  const loaded = new Map<string, Promise<PublishedExam>>();
  const serially = createSerially();

  const load = async (id: string): Promise<PublishedExam> => {
    const row = await db.selectFrom('exam').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no exam ${id}. Import its content package first.`);
    const exam: Exam = JSON.parse(row.compiled);
    const policy = parse(DeliveryPolicy, JSON.parse(row.policy), 'stored policy');
    if (hashOf(exam, policy) !== row.hash)
      throw new Error(`The stored exam ${id} no longer fits its hash: it was changed in the database. Restore it from a backup.`);
    return { exam, version: row.version, policy };
  };

  /** A published exam; read from the database once. @throws ProblemError `not-found` */
  const get = (id: string): Promise<PublishedExam> => {
    const known = loaded.get(id);
    if (known) return known;
    const loading = load(id);
    loaded.set(id, loading);
    loading.catch(() => loaded.delete(id));
    return loading;
  };

  /**
   * Imports and publishes a package under a policy, which may demand cases of every item: both together make the exam, and its
   * id. Publishing the same again
   * changes nothing; another content or policy makes the assessment's next version.
   * @param by the staff account, or `server`
   * @returns the exam's id, or null with everything that is wrong; then nothing is stored
   */
  const publish = async (zipped: Uint8Array, policy: DeliveryPolicy, by: string): Promise<ContentReport> => {
    const {
      exam: content,
      items,
      problems,
      warnings,
    } = await importPackage(zipped, {
      ...checking,
      ...(policy.cases && { requireCases: policy.cases === 'required' }),
    });
    if (!content) return { exam: null, items, problems, warnings };
    const hash = hashOf(content, policy);
    const exam: Exam = { ...content, id: `exam-${hash.slice(0, 20)}` };
    await serially(exam.assessment, () =>
      db.transaction().execute(async (trx) => {
        const versions = await trx
          .selectFrom('exam')
          .select(['id', 'version'])
          .where('assessment', '=', exam.assessment)
          .execute();
        if (versions.some(({ id }) => id === exam.id)) return;
        const version = Math.max(0, ...versions.map((known) => known.version)) + 1;
        const stored = { compiled: JSON.stringify(exam), policy: JSON.stringify(policy), package: zipped };
        const { id, assessment, title } = exam;
        await trx
          .insertInto('exam')
          .values({ id, assessment, version, title, hash, ...stored, published_at: now(), published_by: by })
          .execute();
        await audit(trx, now(), { by, act: 'publish exam', subject: id, detail: `${title}, version ${version}` });
      }),
    );
    return { exam: exam.id, items, problems: [], warnings };
  };

  return {
    publish,
    get,
    /** The ids of all published exams, oldest first. */
    ids: async (): Promise<string[]> =>
      (await db.selectFrom('exam').select('id').orderBy('published_at').orderBy('id').execute()).map(({ id }) => id),
    /**
     * The form of one sitting.
     * @param seed the sitting's secret
     * @param wanted the supports that are the candidate's
     * @param presets what the test gave the templates of items, by the item's id on the form
     */
    async deliver(
      id: string,
      seed: string,
      wanted: readonly Wanted[] = [],
      presets: Readonly<Record<string, Presets>> = {},
    ): Promise<DeliveryForm> {
      const draw = checking.checks?.drawnValues;
      const values: DrawValues | undefined = draw && ((item, own) => draw({ ...item, presets: presets[item.id] }, own));
      return deliver((await get(id)).exam, seed, values, wanted);
    },
    /** The number of each item on the form of one sitting, from 1. @param seed the sitting's secret */
    async orderOf(id: string, seed: string): Promise<Record<string, number>> {
      return Object.fromEntries(drawnItems((await get(id)).exam, seed).map((item, index) => [item.id, index + 1]));
    },
    /** Every published version, the newest first. */
    async list(): Promise<ExamRow[]> {
      const rows = await db
        .selectFrom('exam')
        .select(['id', 'published_at', 'published_by'])
        .orderBy('published_at', 'desc')
        .orderBy('id')
        .execute();
      return await Promise.all(
        rows.map(async ({ id, published_at, published_by }) => {
          const { exam, version } = await get(id);
          const { title, assessment } = exam;
          const items = examItems(exam).length;
          return { id, title, assessment, version, items, publishedAt: published_at, publishedBy: published_by };
        }),
      );
    },
  };
}
export type Exams = ReturnType<typeof createExams>;

/** Covers everything that decides what is shown, how it is scored and under which rules, but not the id made from it. */
function hashOf({ id: _, ...content }: Exam, policy: DeliveryPolicy): string {
  return digest([content, policy]);
}
