/** Decisions as they are taken, stored and replayed, with the credential that follows from each. */
import { randomUUID } from 'node:crypto';
import type { DecisionSummary } from '../../shared/contract/console.ts';
import { type Batch, type Content, type Credentials, type Prepared, retryOnConflict } from '../credentials/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { Evidence, type ExamResult, type Hold, type Programmes } from '../programmes/index.ts';
import { bytesOf, Decision, decide } from './decide.ts';
import { bestExams, gather } from './gather.ts';
import * as store from './store.ts';

export type DecisionsOptions = {
  db: Db;
  programmes: Programmes;
  credentials: Credentials;
  /** ms since 1970 */
  now: () => number;
};

/** What another feature brings to a decision; course results are known here. */
export type ToDecide = {
  programme: string;
  learner: string;
  exams: readonly ExamResult[];
  holds: readonly Hold[];
  /** The name of the staff account, or `server`. */
  by: string;
  /** Why it is decided now, for the record: "result released", "finding upheld". */
  cause: string;
};
/** Decided and signed, not yet stored: `write` stores decision, credential and status list, or throws `conflict`. */
export type PreparedDecision = { decision: Decision; write(trx: Trx): Promise<void> };

export function createDecisions({ db, programmes, credentials, now }: DecisionsOptions) {
  /**
   * Decides, and signs what follows from it, without writing. Call it outside of any transaction.
   * @throws ProblemError `not-found` for an unknown learner or programme
   */
  async function prepare({ programme, learner, exams, holds, by, cause }: ToDecide, batch?: Batch): Promise<PreparedDecision> {
    const holder = await programmes.learner(learner);
    const latest = await store.latestDecision(db, learner, programme);
    // Whoever was judged by one version stays with it: a new version must not change a decision behind somebody's back.
    const rules = latest ? await programmes.version(programme, latest.version) : await programmes.newest(programme);
    const known = { learner, courses: await programmes.courseResults(learner), exams, now: now() };
    const content: Content = {
      holder: holder.name,
      programme: rules,
      exams: bestExams(gather(rules, { ...known, holds })),
    };
    const id = randomUUID();
    const held = await credentials.holding(learner, programme, content);

    const evidence = gather(rules, { ...known, holds: [...holds, ...barring(held.barred)] });
    const decision = decide(rules, evidence);
    const record = bytesOf(decision);
    if (latest?.record === record && latest.credential === (held.standing?.id ?? null)) {
      return { decision, write: async () => {} };
    }

    const steps: Prepared[] = [];
    let credential = held.standing?.id ?? null;
    const inBatch = batch ? { batch } : {};
    const takeBack = async (reason: string) => {
      if (held.standing)
        steps.push(await credentials.prepareRevoke({ id: held.standing.id, reason, by, decision: id, ...inBatch }));
      credential = null;
    };
    if (decision.outcome === 'refused') await takeBack(`Refused: ${cause}`);
    if (decision.outcome === 'granted' && !held.standing?.same) {
      await takeBack(`Replaced by a corrected credential: ${cause}`);
      const { policyHash, evidenceHash } = decision;
      const issued = await credentials.prepareIssue({
        learner,
        claims: { ...content, decision: { id, policyHash, evidenceHash } },
        by,
        ...inBatch,
      });
      steps.push(issued);
      credential = issued.credential;
    }
    const at = now();
    const row: store.StoredDecision = {
      id,
      learner,
      programme,
      version: rules.version,
      revision: (latest?.revision ?? 0) + 1,
      outcome: decision.outcome,
      evidence: bytesOf(evidence),
      record,
      credential,
      cause,
      decided_at: at,
      decided_by: by,
    };
    return {
      decision,
      async write(trx) {
        for (const step of steps) await step.write(trx);
        await store.insertDecision(trx, row);
        await audit(trx, at, {
          by,
          act: 'decide',
          subject: `learner ${learner}`,
          detail: `${decision.policy} ${decision.outcome}: ${cause}`,
        });
      },
    };
  }

  /** Decides on many learners for one transaction, each at most once per programme. @throws what `prepare` throws */
  async function prepareAll(all: readonly ToDecide[]): Promise<{ decisions: Decision[]; write(trx: Trx): Promise<void> }> {
    const batch = credentials.startBatch();
    const prepared: PreparedDecision[] = [];
    for (const to of all) prepared.push(await prepare(to, batch));
    const list = await batch.finish();
    return {
      decisions: prepared.map(({ decision }) => decision),
      async write(trx) {
        for (const { write } of prepared) await write(trx);
        await list.write(trx);
      },
    };
  }

  return {
    prepare: (to: ToDecide) => prepare(to),
    prepareAll,

    /** Decides (again) and stores decision, credential and status list together. The same evidence again changes nothing. */
    recompute: (to: ToDecide): Promise<Decision> =>
      retryOnConflict(async () => {
        const { decision, write } = await prepare(to);
        await db.transaction().execute(write);
        return decision;
      }),

    /**
     * Takes a stored decision again from its own rules and evidence.
     * @returns whether the very same bytes come out
     * @throws ProblemError `not-found`
     */
    async replay(id: string): Promise<boolean> {
      const row = await store.decisionById(db, id);
      if (!row) throw new ProblemError('not-found', `There is no decision ${id}.`, { place: 'id' });
      const rules = await programmes.version(row.programme, row.version);
      return bytesOf(decide(rules, Evidence.parse(JSON.parse(row.evidence)))) === row.record;
    },

    /** Every decision, those that stand and those they superseded. */
    async list(): Promise<DecisionSummary[]> {
      const rows = await store.allDecisions(db);
      const names = new Map((await programmes.learners()).map(({ id, name }) => [id, name]));
      const standing = new Map<string, number>();
      for (const row of rows) {
        const key = JSON.stringify([row.learner, row.programme]);
        standing.set(key, Math.max(row.revision, standing.get(key) ?? 0));
      }
      return await Promise.all(
        rows.map(async (row) => {
          const { policy, outcome, report } = Decision.parse(JSON.parse(row.record));
          return {
            id: row.id,
            learner: row.learner,
            name: names.get(row.learner) ?? row.learner,
            programme: (await programmes.version(row.programme, row.version)).title,
            policy,
            outcome,
            decidedAt: row.decided_at,
            report,
            credential: row.credential,
            superseded: row.revision < (standing.get(JSON.stringify([row.learner, row.programme])) ?? 0),
          };
        }),
      );
    },
  };
}
export type Decisions = ReturnType<typeof createDecisions>;

/** A revocation by a person stays in force: no later decision may sign anew behind it. */
const barring = (barred: { id: string; reason: string } | null): Hold[] =>
  barred ? [{ kind: 'revocation', subject: barred.id, reason: `The credential was revoked: ${barred.reason}` }] : [];
