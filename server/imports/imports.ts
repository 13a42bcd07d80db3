/** Imports: a file is read against what is stored, shown, and applied as it was shown or not at all. */
import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ImportPreview, ImportRun } from '../../shared/contract/imports.ts';
import { neededSettings } from '../../shared/contract/imports.ts';
import { digest, digestBytes } from '../../shared/journal/chain.ts';
import { dateOf } from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Programmes } from '../programmes/index.ts';
import type { Identity } from './people.ts';
import type { Given, Plan } from './plan.ts';
import { planExams } from './plan-exams.ts';
import { planIdentities } from './plan-identities.ts';
import { planPayments } from './plan-payments.ts';
import { planResults } from './plan-results.ts';
import type { Problem } from './table-file.ts';

/** A gradebook's results as CSV text with `learner_id` and `share`, and those who could not be found. */
export type Gradebook = (platform: string, lineItem: string) => Promise<{ text: string; problems: Problem[] }>;
export type ImportsOptions = {
  db: Db;
  programmes: Programmes;
  gradebook: Gradebook;
  /** Assessments that exams exist for. */
  assessments: () => Promise<readonly string[]>;
  /** After an import: what rests on it of these learners is decided again. */
  changed: (learners: readonly string[], by: string) => Promise<void>;
  now: () => number;
};

export function createImports({ db, programmes, gradebook, assessments, changed, now }: ImportsOptions) {
  const identities = async (reader: Db | Trx, learner?: string): Promise<(Identity & { revision: number })[]> => {
    let query = reader.selectFrom('learner_identity').selectAll().orderBy('revision');
    if (learner !== undefined) query = query.where('learner', '=', learner);
    const newest = new Map((await query.execute()).map((row) => [row.learner, row]));
    return [...newest.values()].map((row) => ({
      learner: row.learner,
      revision: row.revision,
      name: row.name,
      romanised: row.name_romanised,
      username: row.username,
      idVerifiedOn: row.id_verified_on,
    }));
  };

  /** @throws ProblemError `bad-input` when the settings do not fit the format */
  const requireSettings = async ({ format, settings }: Pick<Given, 'format' | 'settings'>): Promise<void> => {
    const reasons = neededSettings[format]
      .filter((name) => settings[name] === undefined)
      .map((name) => `${name}: this kind of file does not say it, so it must be given.`);
    const today = dateOf(now());
    for (const name of ['completedOn', 'takenOn'] as const)
      if ((settings[name] ?? '') > today) reasons.push(`${name}: ${settings[name]} lies in the future.`);
    if (settings.exam !== undefined && !(await assessments()).includes(settings.exam))
      reasons.push(`exam: ${settings.exam} is no exam of a published programme.`);
    if (reasons.length > 0)
      throw new ProblemError('bad-input', 'The settings of this import are not complete. Nothing was changed.', {
        place: 'settings',
        reasons,
      });
  };

  /** The file's own text; that of a gradebook is fetched anew each time. */
  const textOf = async ({ format, text, settings }: Given): Promise<{ text: string; problems: Problem[] }> =>
    format === 'lti-results' ? await gradebook(settings.platform ?? '', settings.item ?? '') : { text, problems: [] };

  const planOf = async (reader: Db | Trx, given: Given, text: string, problems: readonly Problem[]): Promise<Plan> => {
    const known = { learners: await programmes.learners(), identities: await identities(reader) };
    const { format, settings, confirmed } = given;
    const plan: Plan =
      format === 'identities'
        ? planIdentities({
            text,
            confirmed,
            known,
            languages: { known: await programmes.languages.all(), keep: programmes.languages.keep },
            now: now(),
            intake: programmes.intake,
          })
        : format === 'micromasters-exam' || format === 'pearson-exam'
          ? await planExams({ format, text, settings, known, facts: programmes.facts })
          : format === 'payments'
            ? await planPayments({ text, now: now(), known, schedules: await programmes.schedules(), facts: programmes.facts })
            : await planResults({ format, text, settings, known, intake: programmes.intake, reader });
    return { ...plan, problems: [...problems, ...plan.problems].toSorted((a, b) => a.row - b.row) };
  };
  const hashOf = ({ format, settings }: Given, { changes, questions }: Plan): string =>
    digest(JSON.parse(canonicalize({ format, settings, changes, questions }) ?? 'null'));
  const shown = (given: Given, plan: Plan): ImportPreview => ({
    report: { taken: plan.changes.length, unchanged: plan.unchanged, problems: plan.problems },
    questions: plan.questions,
    changes: plan.changes,
    hash: hashOf(given, plan),
  });

  return {
    identities,
    /** What an import would do. Changes nothing. @throws ProblemError `bad-input` */
    async preview(given: Given): Promise<ImportPreview> {
      await requireSettings(given);
      const { text, problems } = await textOf(given);
      return shown(given, await planOf(db, given, text, problems));
    },
    /**
     * Does what the preview with this hash showed, in one transaction.
     * @throws ProblemError `bad-input`, or `conflict` when by now it would do something else
     */
    async apply(given: Given, hash: string, by: string): Promise<ImportRun> {
      await requireSettings(given);
      const { text, problems } = await textOf(given);
      const source = digestBytes(Buffer.from(text));
      const plan = await planOf(db, given, text, problems);
      if (hashOf(given, plan) !== hash)
        throw new ProblemError(
          'conflict',
          'Since you looked, something has changed, and this import would now do something else. Nothing was changed; look at it again.',
          {
            place: 'hash',
          },
        );
      const run = {
        id: randomUUID(),
        format: given.format,
        file: given.file,
        source,
        at: now(),
        by,
        taken: plan.changes.length,
        unchanged: plan.unchanged,
        problems: plan.problems.length,
      };
      await db.transaction().execute(async (trx) => {
        await plan.write(trx, { source, by });
        await trx.insertInto('import_run').values(run).execute();
        for (let from = 0; from < plan.changes.length; from += 500)
          await trx
            .insertInto('import_row')
            .values(plan.changes.slice(from, from + 500).map((change) => ({ run: run.id, ...change })))
            .execute();
        const detail = `${given.format}, ${run.taken} taken, ${run.unchanged} unchanged, ${run.problems} problems`;
        await audit(trx, now(), { by, act: 'import', subject: `file ${source}`, detail });
      });
      await changed([...new Set(plan.changes.map(({ learner }) => learner))], by);
      const { source: _, ...told } = run;
      return told;
    },
    async runs(limit = 100): Promise<ImportRun[]> {
      return await db
        .selectFrom('import_run')
        .select(['id', 'format', 'file', 'at', 'by', 'taken', 'unchanged', 'problems'])
        .orderBy('at', 'desc')
        .limit(limit)
        .execute();
    },
    /** What imports changed about one learner, newest first. */
    async about(learner: string): Promise<{ at: number; by: string; file: string; what: string }[]> {
      return await db
        .selectFrom('import_row')
        .innerJoin('import_run', 'import_run.id', 'import_row.run')
        .select(['import_run.at', 'import_run.by', 'import_run.file', 'import_row.what'])
        .where('import_row.learner', '=', learner)
        .orderBy('import_run.at', 'desc')
        .execute();
    },
  };
}
export type Imports = ReturnType<typeof createImports>;
