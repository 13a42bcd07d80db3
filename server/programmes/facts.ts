/**
 * What is known of learners beside course results: payments, work that people marked, exam results from elsewhere, and
 * attempts that staff granted. Facts are imported or recorded, never worked out here; the same fact again changes nothing.
 */
import canonicalize from 'canonicalize';
import * as z from 'zod';
import { CapstoneResult, type Evidence, ExamResult, ExtraAttempt, Payment } from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';

const Reference = z.string().min(1).max(100);

/** `reference` names the fact at its source: the same reference again says the same thing anew. */
export const FactToRecord = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('payment'), learner: z.string(), body: Payment }),
  z.object({ kind: z.literal('capstone'), learner: z.string(), reference: Reference, body: CapstoneResult }),
  /** From elsewhere, or, with the id of a sitting of this server, what that sitting counts as: `restored` after a fault. */
  z.object({ kind: z.literal('exam-result'), learner: z.string(), body: ExamResult }),
  z.object({ kind: z.literal('extra-attempt'), learner: z.string(), reference: Reference, body: ExtraAttempt }),
]);
export type FactToRecord = z.infer<typeof FactToRecord>;
export type RecordReport = { taken: number; unchanged: number };
/** The parts of evidence that come from facts. */
export type Facts = { [K in 'exams' | 'capstones' | 'payments' | 'extraAttempts']: NonNullable<Evidence[K]> };

/** Imported results of a sitting take the place of what was known of it. */
export function merged(known: readonly ExamResult[], facts: readonly ExamResult[]): ExamResult[] {
  const said = new Set(facts.map(({ sitting }) => sitting));
  return [...known.filter(({ sitting }) => !said.has(sitting)), ...facts];
}

export type FactsOptions = { db: Db; now: () => number };

export function createFacts({ db, now }: FactsOptions) {
  return {
    /** What is known of one learner. */
    async of(id: string): Promise<Facts> {
      const rows = await db.selectFrom('learner_fact').selectAll().where('learner', '=', id).orderBy('revision').execute();
      const newest = new Map(rows.map((row) => [JSON.stringify([row.kind, row.key]), row]));
      const all = [...newest.values()].toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      const bodies = <S extends z.core.$ZodType>(kind: FactToRecord['kind'], schema: S) =>
        all.filter((row) => row.kind === kind).map((row) => z.parse(schema, JSON.parse(row.body)));
      return {
        exams: bodies('exam-result', ExamResult),
        capstones: bodies('capstone', CapstoneResult),
        payments: bodies('payment', Payment),
        extraAttempts: bodies('extra-attempt', ExtraAttempt),
      };
    },

    /**
     * Records facts within the caller's transaction.
     * @param from where they come from (a file's SHA-256, a form) and who recorded them
     * @throws ProblemError `not-found` for an unknown learner, `conflict` when another wrote at the same moment
     */
    async record(trx: Trx, facts: readonly FactToRecord[], from: { source: string; by: string }): Promise<RecordReport> {
      const report: RecordReport = { taken: 0, unchanged: 0 };
      for (const fact of facts) {
        const known = await trx.selectFrom('learner').select('id').where('id', '=', fact.learner).executeTakeFirst();
        if (!known) throw new ProblemError('not-found', `There is no learner ${fact.learner}.`, { place: 'learner' });
        const body = canonicalize(fact.body);
        if (body === undefined) throw new Error('A fact always has a JSON form.');
        const key = keyOf(fact);
        const last = await trx
          .selectFrom('learner_fact')
          .select(['revision', 'body'])
          .where('learner', '=', fact.learner)
          .where('kind', '=', fact.kind)
          .where('key', '=', key)
          .orderBy('revision', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (last?.body === body) {
          report.unchanged += 1;
          continue;
        }
        const row = { learner: fact.learner, kind: fact.kind, key, revision: (last?.revision ?? 0) + 1, body };
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('learner_fact')
          .values({ ...row, source: from.source, recorded_at: now(), recorded_by: from.by })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) {
          throw new ProblemError('conflict', 'Somebody else recorded the same at this moment. Nothing was changed; try again.');
        }
        report.taken += 1;
        const subject = `learner ${fact.learner}`;
        await audit(trx, now(), { by: from.by, act: `record ${fact.kind}`, subject, detail: `${key}, from ${from.source}` });
      }
      return report;
    },
  };
}

function keyOf(fact: FactToRecord): string {
  switch (fact.kind) {
    case 'payment':
      return JSON.stringify([fact.body.fee, fact.body.reference]);
    case 'exam-result':
      return fact.body.sitting;
    case 'capstone':
      return JSON.stringify([fact.body.capstone, fact.reference]);
    case 'extra-attempt':
      return JSON.stringify([fact.body.exam, fact.reference]);
  }
}
