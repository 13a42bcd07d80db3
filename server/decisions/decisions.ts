/** Decisions as they are taken, stored and replayed, with the credential that follows from each. */
import { randomUUID } from 'node:crypto';
import type { DecisionSummary } from '../../shared/contract/console.ts';
import {
  type Batch,
  type Content,
  type Credentials,
  faultOfName,
  type Prepared,
  retryOnConflict,
  type StateChange,
} from '../credentials/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import {
  dateOf,
  Evidence,
  type ExamResult,
  type HeldCredential,
  type Hold,
  holdReason,
  merged,
  nestedIn,
  type Programme,
  type Programmes,
} from '../programmes/index.ts';
import { bytesOf, Decision, decide } from './decide.ts';
import { bestExams, gather } from './gather.ts';
import { createHolds } from './holds.ts';
import * as store from './store.ts';
import { toldDecision } from './told.ts';

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
  /** The name to grant under, in place of the one that is known. */
  holder?: string;
};
/** What would be decided, without deciding it. */
export type Assessment = { decision: Decision; standing: { id: string; same: boolean } | null; holder: string };
/** Decided and signed, not yet stored: `write` stores decision, credential and status list, or throws `conflict`. */
export type PreparedDecision = { decision: Decision; credential: string | null; write(trx: Trx): Promise<void> };

/** What becomes of other programmes' credentials in decisions that are not stored yet, by learner and programme. */
type After = Map<string, HeldCredential | null>;
const keyOf = (learner: string, programme: string): string => JSON.stringify([learner, programme]);

export function createDecisions({ db, programmes, credentials, now }: DecisionsOptions) {
  const holdsOn = createHolds({ db, programmes, now });

  /** What stands of the programmes whose credentials these rules ask for. */
  async function heldBy(learner: string, rules: Programme, after: After): Promise<HeldCredential[]> {
    const held: HeldCredential[] = [];
    for (const programme of nestedIn(rules.requirement)) {
      const said = after.get(keyOf(learner, programme));
      if (said !== undefined) {
        if (said) held.push(said);
        continue;
      }
      const latest = await store.latestDecision(db, learner, programme);
      const standing = latest?.credential ? await credentials.standing(latest.credential) : null;
      if (standing) held.push({ programme, awardedOn: dateOf(standing.issuedAt), state: standing.state });
      else if (latest?.outcome === 'on-hold') held.push({ programme, awardedOn: dateOf(latest.decided_at), state: 'held' });
    }
    return held;
  }

  /** Everything that goes into a decision, and the decision. Reads only. */
  async function weigh(
    { programme, learner, exams, holds: given, holder: asked }: Omit<ToDecide, 'by' | 'cause'>,
    after: After = new Map(),
  ) {
    const holds = [...given, ...(await holdsOn.open(learner, programme)), ...(await programmes.doubtsOn(learner))];
    const known = await programmes.learner(learner);
    const latest = await store.latestDecision(db, learner, programme);
    // Whoever was judged by one version stays with it: a new version must not change a decision behind somebody's back.
    const rules = latest ? await programmes.version(programme, latest.version) : await programmes.newest(programme);
    const { courses, facts: recorded } = await programmes.known(learner);
    const facts = {
      ...recorded,
      learner,
      courses,
      exams: merged(exams, recorded.exams),
      credentials: await heldBy(learner, rules, after),
      now: now(),
    };
    const content: Content = {
      holder: asked ?? (await credentials.holderName(learner, known.name)),
      programme: rules,
      exams: bestExams(gather(rules, { ...facts, holds })),
    };
    const held = await credentials.holding(learner, programme, content);
    const open = [...holds, ...barring(held.barred), ...unsignable(learner, content.holder)];
    const judge = (all: readonly Hold[]) => {
      const evidence = gather(rules, { ...facts, holds: all });
      return { evidence, decision: decide(rules, evidence) };
    };
    const first = judge(open);
    // A suspended credential may be taken back, but nothing new is signed in its place before a person settles it.
    const waits = first.decision.outcome === 'granted' && held.standing?.suspended != null && !held.standing.same;
    const judged = waits ? judge([...open, ...suspension(held.standing)]) : first;
    return { latest, rules, content, held, ...judged };
  }

  /**
   * Decides, and signs what follows from it, without writing. Call it outside of any transaction.
   * @throws ProblemError `not-found` for an unknown learner or programme
   */
  async function prepare(to: ToDecide, batch?: Batch, after: After = new Map()): Promise<PreparedDecision> {
    const { programme, learner, by, cause } = to;
    const id = randomUUID();
    const { latest, rules, content, held, evidence, decision } = await weigh(to, after);
    const record = bytesOf(decision);
    const suspended = held.standing?.suspended != null;
    const becomes = (standing: string | null): HeldCredential | null => {
      const awardedOn = dateOf(now());
      if (standing) return { programme, awardedOn, state: suspended ? 'held' : 'valid' };
      return decision.outcome === 'on-hold' ? { programme, awardedOn, state: 'held' } : null;
    };
    if (latest?.record === record && latest.credential === (held.standing?.id ?? null)) {
      return { decision, credential: latest.credential, write: async () => {} };
    }

    const inBatch = batch ? { batch } : {};
    const steps: Prepared[] = [];
    let credential = held.standing?.id ?? null;
    if (decision.outcome === 'refused') {
      const reason = `Refused: ${cause}`;
      if (held.standing)
        steps.push(await credentials.prepareRevoke({ id: held.standing.id, reason, by, decision: id, ...inBatch }));
      credential = null;
    }
    if (decision.outcome === 'granted' && !held.standing?.same) {
      const { policyHash, evidenceHash } = decision;
      const claims = { ...content, decision: { id, policyHash, evidenceHash } };
      const issued = held.standing
        ? await credentials.prepareSupersede({
            id: held.standing.id,
            learner,
            claims,
            by,
            reason: cause,
            decision: id,
            ...inBatch,
          })
        : await credentials.prepareIssue({ learner, claims, by });
      steps.push(issued);
      credential = issued.credential;
    }
    after.set(keyOf(learner, programme), becomes(credential));
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
      credential,
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
    const after: After = new Map();
    const prepared: PreparedDecision[] = [];
    for (const to of all) prepared.push(await prepare(to, batch, after));
    for (const to of all) for (const dependent of await dependentsOf(to)) prepared.push(await prepare(dependent, batch, after));
    const lists = await batch.finish();
    return {
      decisions: prepared.map(({ decision }) => decision),
      async write(trx) {
        for (const { write } of prepared) await write(trx);
        await lists.write(trx);
      },
    };
  }

  /**
   * The decisions that rest on this one: those taken on the same learner in programmes that ask for this one's credential,
   * and in those that ask for theirs, in that order.
   */
  async function dependentsOf(to: ToDecide): Promise<ToDecide[]> {
    const found = new Map<string, ToDecide>();
    const walk = async (programme: string): Promise<void> => {
      for (const next of await programmes.askingFor(programme)) {
        if (!(await store.latestDecision(db, to.learner, next))) continue;
        const { holder: _, ...rest } = to;
        // Asked again by way of another programme, it comes after that one.
        found.delete(next);
        found.set(next, { ...rest, programme: next, cause: `${to.cause}, in ${programme}` });
        await walk(next);
      }
    };
    await walk(to.programme);
    return [...found.values()];
  }

  return {
    holds: holdsOn,
    prepare: (to: ToDecide) => prepare(to),
    /**
     * The decisions that rest on a credential which people are about to change, prepared for the transaction of the change.
     * The lists are signed by whoever began the batch.
     */
    async prepareFollowUp(
      to: ToDecide,
      { credential, to: state, batch }: StateChange,
    ): Promise<{ write(trx: Trx): Promise<void> }> {
      const after: After = new Map();
      const latest = await store.latestDecision(db, to.learner, to.programme);
      const standing = latest?.credential ? await credentials.standing(latest.credential) : null;
      if (latest && standing?.id === credential) {
        const held = { programme: to.programme, awardedOn: dateOf(standing.issuedAt) };
        const waits =
          latest.outcome === 'on-hold' ? { ...held, awardedOn: dateOf(latest.decided_at), state: 'held' as const } : null;
        const becomes = state === 'valid' ? { ...held, state } : { ...held, state: 'held' as const };
        after.set(keyOf(to.learner, to.programme), state === 'revoked' ? waits : becomes);
      }
      const prepared: PreparedDecision[] = [];
      for (const dependent of await dependentsOf(to)) prepared.push(await prepare(dependent, batch, after));
      return {
        async write(trx) {
          for (const { write } of prepared) await write(trx);
        },
      };
    },
    prepareAll,

    /** What `prepare` would decide now. Nothing is signed. @throws ProblemError `not-found` */
    async assess(to: Omit<ToDecide, 'by' | 'cause'>): Promise<Assessment> {
      const { decision, held, content } = await weigh(to);
      return { decision, standing: held.standing, holder: content.holder };
    },

    /** Decides (again) and stores decision, credential and status list together. The same evidence again changes nothing. */
    recompute: (to: ToDecide): Promise<Decision> =>
      retryOnConflict(async () => {
        const { decisions, write } = await prepareAll([to]);
        await db.transaction().execute(write);
        const [decision] = decisions;
        if (!decision) throw new Error('What was asked for is always decided.');
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

    /** Learners and programmes whose newest decision is on hold. */
    onHold: () => store.onHold(db),
    /** The decisions that stand on one learner, and how many days each may be appealed; undefined: at any time. */
    async standing(learner: string) {
      return await Promise.all(
        (await holdsOn.decided(learner)).map(async (programme) => {
          const row = await store.latestDecision(db, learner, programme);
          if (!row) throw new Error('A programme that was decided in has a decision.');
          const rules = await programmes.version(programme, row.version);
          const decision = Decision.parse(JSON.parse(row.record));
          return {
            programme,
            title: rules.title,
            appealDays: rules.appealDays,
            outcome: decision.outcome,
            report: toldDecision(rules, Evidence.parse(JSON.parse(row.evidence)), decision),
            decidedAt: row.decided_at,
            credential: row.credential,
          };
        }),
      );
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
          const decision = Decision.parse(JSON.parse(row.record));
          const rules = await programmes.version(row.programme, row.version);
          return {
            id: row.id,
            learner: row.learner,
            name: names.get(row.learner) ?? row.learner,
            programme: rules.title,
            policy: decision.policy,
            outcome: decision.outcome,
            decidedAt: row.decided_at,
            report: toldDecision(rules, Evidence.parse(JSON.parse(row.evidence)), decision),
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
  barred
    ? [{ kind: 'revocation', subject: barred.id, reason: holdReason('hold.because.revoked', { reason: barred.reason }) }]
    : [];

const suspension = (standing: { id: string; suspended: string | null } | null): Hold[] =>
  standing
    ? [
        {
          kind: 'revocation',
          subject: standing.id,
          reason: holdReason('hold.because.suspended', { reason: standing.suspended ?? '' }),
        },
      ]
    : [];

/** A name that nothing can be signed with waits for a person to correct it. */
function unsignable(learner: string, holder: string): Hold[] {
  const fault = faultOfName(holder);
  return fault ? [{ kind: 'identity', subject: learner, reason: holdReason('hold.because.name', { fault }) }] : [];
}
