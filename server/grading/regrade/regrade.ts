/**
 * Regrading: a change of the key is tried dry, another person approves what they were shown, and then results and
 * everything that follows from them are written in one transaction.
 */
import { randomUUID } from 'node:crypto';
import type { Account } from '../../../shared/contract/console.ts';
import { Impact, type KeyChange, type ProposalPage, type ProposalSummary } from '../../../shared/contract/regrade.ts';
import { digest } from '../../../shared/journal/chain.ts';
import { retryOnConflict } from '../../credentials/index.ts';
import type { Exams } from '../../exams/index.ts';
import type { Db, Trx } from '../../platform/database/database.ts';
import { audit } from '../../platform/identity/audit.ts';
import { parse } from '../../platform/parse.ts';
import { ProblemError } from '../../platform/problem-error.ts';
import type { Grading, UnderKeys } from '../results.ts';
import { applyChanges, describeChange } from './changes.ts';
import { type ExamKeysOf, examKeys } from './describe.ts';
import { impactOf } from './impact.ts';
import { hashOfInputs, Inputs, inputOf, whatChanged } from './inputs.ts';
import { type Keys, type Made, nextKeys, withChanges } from './keys.ts';
import * as store from './store.ts';

type Prepared = { write(trx: Trx): Promise<void> };
export type RegradePorts = {
  /**
   * Decisions and credentials that follow, signed outside of any transaction; `write` stores them, or throws `conflict`.
   * @param revised sittings to their new share of the maximum, 0..1; those whose share changes
   */
  decisionsAfter(revised: ReadonlyMap<string, number>, by: string, cause: string): Promise<Prepared>;
  /** After a proposal was decided either way: what waited for that is decided again. */
  settled(by: string): Promise<void>;
  /** Notices to candidates whose result changes, written with everything else; left out where nobody is told. */
  noticesAfter?(impact: Impact, cause: string): Promise<Prepared>;
};
export type RegradeOptions = {
  db: Db;
  exams: Exams;
  grading: Pick<Grading, 'exclusively' | 'underKeys' | 'settle'>;
  ports: RegradePorts;
  /** ms since 1970 */
  now: () => number;
};

type DryRun = { keys: Keys; graded: UnderKeys[]; impact: Impact; inputs: ReturnType<typeof inputOf>[]; hash: string };

const regraded = ({ row, before, after }: UnderKeys) => ({
  result: row.id,
  sitting: row.sitting,
  learner: row.learner,
  name: row.name,
  state: row.state,
  passMark: row.pass_mark,
  before: { score: row.score, max: row.max, items: before },
  after,
});

export function createRegrade({ db, exams, grading, ports, now }: RegradeOptions) {
  /**
   * What the changes would do now. Which keys version it will be decides nothing but its number in the traces, so the
   * dry run and the real one give the same bytes.
   */
  const dryRun = async (id: string, changes: readonly KeyChange[]): Promise<DryRun> => {
    const { exam } = await exams.get(id);
    const keys = await store.keysOf(db, id);
    const all = withChanges(keys, changes);
    try {
      applyChanges(exam, all);
    } catch (error) {
      throw error instanceof ProblemError ? placedAmong(error, keys.changes.length) : error;
    }
    const trial: Keys = {
      number: keys.number + 1,
      hash: digest(['trial', keys.hash, JSON.parse(JSON.stringify(changes))]),
      changes: all,
    };
    const graded = await grading.underKeys(id, trial);
    const inputs = graded.map(inputOf);
    return { keys, graded, impact: impactOf(graded.map(regraded)), inputs, hash: hashOfInputs(keys.hash, changes, inputs) };
  };

  const summaryOf = async (row: store.StoredProposal): Promise<ProposalSummary> => {
    const { candidates, gain, lose, up, down } = parse(Impact, JSON.parse(row.impact), 'stored impact');
    return {
      id: row.id,
      exam: row.exam,
      title: (await exams.get(row.exam)).exam.title,
      state: row.state,
      reason: row.reason,
      changes: store.changesIn(row.changes).map((change) => `${change.item}: ${describeChange(change)}`),
      proposedBy: row.proposed_by_name,
      proposedAt: row.proposed_at,
      decidedBy: row.decided_by_name,
      decidedAt: row.decided_at,
      decisionReason: row.decision_reason,
      baseKeys: row.base_keys,
      keys: row.keys,
      candidates,
      gain,
      lose,
      up,
      down,
    };
  };

  const pageOf = async (id: string, account: Account): Promise<ProposalPage> => {
    const row = await store.proposalById(db, id);
    return {
      proposal: await summaryOf(row),
      impact: parse(Impact, JSON.parse(row.impact), 'stored impact'),
      hash: row.hash,
      mayApprove: row.state === 'proposed' && row.proposed_by !== account.id,
    };
  };

  /** @throws ProblemError `conflict` unless it still waits for a decision */
  const waiting = async (id: string): Promise<store.StoredProposal> => {
    const row = await store.proposalById(db, id);
    if (row.state !== 'proposed') throw new ProblemError('conflict', `This proposal is ${row.state} already.`, { place: 'id' });
    return row;
  };

  /** Everything for one approval, computed and signed anew; or why the proposal no longer holds. */
  const prepareApproval = async (id: string, by: Account, reason: string) => {
    const row = await waiting(id);
    const changes = store.changesIn(row.changes);
    const keysNow = await store.keysOf(db, row.exam);
    if (keysNow.number !== row.base_keys) {
      return { stale: [`Keys ${keysNow.number} were approved since; this proposal changes keys ${row.base_keys}.`] };
    }
    const { keys: before, graded, impact, inputs, hash } = await dryRun(row.exam, changes);
    if (hash !== row.hash) {
      const reasons = whatChanged(parse(Inputs, JSON.parse(row.inputs), 'stored inputs'), inputs);
      return { stale: reasons.length > 0 ? reasons : ['The proposal no longer fits its hash.'] };
    }
    const made: Made = { reason: row.reason, proposedBy: row.proposed_by, approvedBy: by.id, approvedAt: now() };
    const keys = nextKeys(row.exam, before, changes, made);
    const cause = `regraded under keys ${keys.number}: ${row.reason}`;
    const revised = new Map(
      impact.rows.filter(({ difference }) => difference !== 0).map((one) => [one.sitting, one.after.share]),
    );
    const decisions = await ports.decisionsAfter(revised, by.name, cause);
    const notices = await ports.noticesAfter?.(impact, cause);
    const write = async (trx: Trx): Promise<void> => {
      const at = made.approvedAt;
      await store.decideProposal(trx, id, decided('approved', by, reason, at, keys.number));
      await store.insertKeys(trx, { exam: row.exam, before, keys, changes, proposal: id, made });
      for (const { row: old, after } of graded) {
        await store.replaceResult(trx, old, after, keys.number, at);
        const detail = `keys ${old.keys} -> ${keys.number}, score ${old.score} of ${old.max} -> ${after.score} of ${after.max}`;
        await audit(trx, at, { by: by.name, act: 'regrade result', subject: `result ${old.id}`, detail });
      }
      await decisions.write(trx);
      await notices?.write(trx);
      await audit(trx, at, {
        by: by.name,
        act: 'approve regrade',
        subject: `regrade ${id}`,
        detail: `keys ${keys.number}: ${reason}`,
      });
    };
    return { write };
  };

  const close = async (id: string, state: 'rejected' | 'withdrawn', by: Account, reason: string): Promise<ProposalPage> => {
    const row = await waiting(id);
    const own = row.proposed_by === by.id;
    if (state === 'withdrawn' && !own)
      throw new ProblemError('not-allowed', 'Only who made a proposal withdraws it. Reject it instead.');
    if (state === 'rejected' && own) throw new ProblemError('not-allowed', 'You made this proposal. Withdraw it instead.');
    await db.transaction().execute(async (trx) => {
      await store.decideProposal(trx, id, decided(state, by, reason, now(), null));
      const act = state === 'rejected' ? 'reject regrade' : 'withdraw regrade';
      await audit(trx, now(), { by: by.name, act, subject: `regrade ${id}`, detail: reason });
    });
    await ports.settled(by.name);
    return await pageOf(id, by);
  };

  return {
    page: pageOf,
    list: async (): Promise<ProposalSummary[]> => Promise.all((await store.allProposals(db)).map(summaryOf)),

    /** Every exam that has results, with its keys as they are now. */
    async keys(): Promise<ExamKeysOf[]> {
      const counts = await store.resultCounts(db);
      const ids = (await exams.ids()).filter((id) => counts.has(id));
      return await Promise.all(
        ids.map(async (id) => examKeys(await exams.get(id), await store.keysOf(db, id), counts.get(id) ?? 0)),
      );
    },

    /**
     * Tries changes dry and stores them with their impact. No result changes.
     * @throws ProblemError `bad-input` with the place of the change that is not possible, or `not-found`
     */
    async propose(exam: string, changes: readonly KeyChange[], reason: string, by: Account): Promise<ProposalPage> {
      const { keys, impact, inputs, hash } = await grading.exclusively(exam, () => dryRun(exam, changes));
      const id = randomUUID();
      const at = now();
      await db.transaction().execute(async (trx) => {
        await store.insertProposal(trx, {
          id,
          exam,
          base_keys: keys.number,
          changes: JSON.stringify(changes),
          reason,
          proposed_by: by.id,
          proposed_by_name: by.name,
          proposed_at: at,
          impact: JSON.stringify(impact),
          inputs: JSON.stringify(inputs),
          hash,
          state: 'proposed',
          decided_by: null,
          decided_by_name: null,
          decided_at: null,
          decision_reason: null,
          keys: null,
        });
        const detail = `${exam}: ${changes.map((change) => `${change.item} ${describeChange(change)}`).join('; ')}. ${reason}`;
        await audit(trx, at, { by: by.name, act: 'propose regrade', subject: `regrade ${id}`, detail });
      });
      return await pageOf(id, by);
    },

    /**
     * Approves what was shown, and writes everything in one transaction.
     * @throws ProblemError `not-allowed` for whoever proposed it; `conflict` with what changed (`reasons`) since it was shown
     */
    async approve(id: string, by: Account, reason: string): Promise<ProposalPage> {
      const row = await waiting(id);
      if (row.proposed_by === by.id) {
        throw new ProblemError('not-allowed', 'You made this proposal. Another administrator has to approve it.');
      }
      const stale = await grading.exclusively(row.exam, () =>
        retryOnConflict(async () => {
          const prepared = await prepareApproval(id, by, reason);
          if ('stale' in prepared) return prepared.stale;
          await db.transaction().execute(prepared.write);
          return null;
        }),
      );
      if (stale) {
        throw new ProblemError(
          'conflict',
          `Nothing was changed: the impact that was shown no longer holds. ${stale.slice(0, 3).join(' ')} Withdraw or reject this proposal and make it again.`,
          { place: 'id', reasons: stale.slice(0, 20) },
        );
      }
      // Where a dropped item was all that people had still to mark, the result is final now.
      for (const sitting of await store.waitingFor(db, row.exam)) await grading.settle(sitting);
      await ports.settled(by.name);
      return await pageOf(id, by);
    },
    reject: (id: string, by: Account, reason: string) => close(id, 'rejected', by, reason),
    withdraw: (id: string, by: Account, reason: string) => close(id, 'withdrawn', by, reason),
  };
}
export type Regrade = ReturnType<typeof createRegrade>;

const decided = (
  state: store.StoredProposal['state'],
  by: Account,
  reason: string,
  at: number,
  keys: number | null,
): store.Decided => ({ state, decided_by: by.id, decided_by_name: by.name, decided_at: at, decision_reason: reason, keys });

/** The place of a new change is counted among the new ones, not behind those approved before. */
function placedAmong(error: ProblemError, before: number): ProblemError {
  const { code, message, place } = error.problem;
  const moved = place?.replace(/^changes\.(\d+)/, (_, index: string) => `changes.${Number(index) - before}`);
  return new ProblemError(code, message, moved === undefined ? {} : { place: moved });
}
