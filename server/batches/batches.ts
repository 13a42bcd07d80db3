/** Credentials in batches: a dry run that somebody proposes, and that somebody else lets happen, all of it or nothing. */
import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/contract/console.ts';
import type { BatchPage, BatchRow, BatchSummary } from '../../shared/contract/credentials.ts';
import { digestBytes } from '../../shared/journal/chain.ts';
import { type Credentials, doubtsOfName, faultOfName } from '../credentials/index.ts';
import type { Decisions, PreparedDecision } from '../decisions/index.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type ExamResult, type Hold, type Programmes, reasonsOf } from '../programmes/index.ts';
import { type ListedRow, readList } from './read-list.ts';
import * as store from './store.ts';

/** What is known of a learner beside course results. */
export type Known = (learner: string) => Promise<{ exams: readonly ExamResult[]; holds: readonly Hold[] }>;
export type BatchesOptions = {
  db: Db;
  programmes: Programmes;
  credentials: Credentials;
  decisions: Decisions;
  knownOf: Known;
  now: () => number;
};

/** Rows judged or signed at the same time: while one waits for the database, another may sign. */
const AT_ONCE = 8;

export function createBatches({ db, programmes, credentials, decisions, knownOf, now }: BatchesOptions) {
  async function assess(programme: string, { row, learner, name, fault }: ListedRow): Promise<BatchRow> {
    const judged = (outcome: BatchRow['outcome'], shown: string, reasons: string[]) => {
      return { row, learner, name: shown, outcome, reasons, credential: null };
    };
    if (fault) return judged('problem', name ?? '', [fault]);
    const registered = await learnerOf(learner);
    if (!registered) return judged('problem', name ?? '', [`There is no learner ${learner}.`]);
    const onRecord = await credentials.holderName(learner, registered.name);
    const holder = name ?? onRecord;
    const wrong = faultOfName(holder);
    if (wrong) return judged('problem', printable(holder), [`The name ${wrong}.`]);
    const { decision, standing } = await decisions.assess({ programme, learner, ...(await knownOf(learner)), holder });
    if (decision.outcome !== 'granted') {
      const status = decision.outcome === 'refused' ? 'unmet' : 'held';
      return judged('problem', holder, reasonsOf(decision.report, status));
    }
    if (standing?.same) return judged('problem', holder, [`Has this credential already: ${standing.id}.`]);
    const doubts = [...doubtsOfName(holder, onRecord), ...(standing ? [`Takes the place of credential ${standing.id}.`] : [])];
    return judged(doubts.length > 0 ? 'check' : 'ready', holder, doubts);
  }
  const learnerOf = (id: string) =>
    programmes.learner(id).catch((error: unknown) => {
      if (error instanceof ProblemError && error.problem.code === 'not-found') return undefined;
      throw error;
    });

  /** @throws ProblemError `not-found` */
  async function page(id: string, asking: Account): Promise<BatchPage> {
    const batch = await store.batchById(db, id);
    const rows = await store.rowsOf(db, id);
    return { batch: summaryOf(batch, rows, asking), rows };
  }

  /** @throws ProblemError when it is decided already */
  async function openBatch(id: string): Promise<store.StoredBatch> {
    const batch = await store.batchById(db, id);
    if (batch.state !== 'proposed') {
      throw new ProblemError('conflict', `This batch is ${batch.state} already. Nothing was changed.`, { place: 'id' });
    }
    return batch;
  }

  return {
    page,
    async list(asking: Account): Promise<BatchSummary[]> {
      const rows = Map.groupBy(await store.allRows(db), ({ batch }) => batch);
      return (await store.allBatches(db)).map((batch) => summaryOf(batch, rows.get(batch.id) ?? [], asking));
    },

    /** Tries it out and keeps the outcome for somebody else to look at. Nothing is signed. @throws ProblemError `bad-input` */
    async propose(programme: string, csv: string, by: Account): Promise<BatchPage> {
      const { title } = await programmes.newest(programme);
      const listed = readList(csv);
      const rows = await inTurns(listed, (each) => assess(programme, each));
      const id = randomUUID();
      const at = now();
      await db.transaction().execute(async (trx) => {
        await store.insertBatch(trx, { id, programme, title, source: digestBytes(Buffer.from(csv)), by, at }, rows);
        const detail = `${programme}: ${rows.filter(({ outcome }) => outcome !== 'problem').length} of ${rows.length} can be issued`;
        await audit(trx, at, { by: by.name, act: 'propose batch', subject: `batch ${id}`, detail });
      });
      return await page(id, by);
    },

    /**
     * Decides and signs for every row that is no problem, and stores it all in one transaction.
     * @param checked the approver has looked at the rows to be checked
     * @throws ProblemError `not-allowed` for the proposer; `conflict` when a row is not granted any more, and then nothing is issued
     */
    async approve(id: string, checked: boolean, by: Account): Promise<BatchPage> {
      const batch = await openBatch(id);
      if (batch.proposed_by === by.id) {
        throw new ProblemError('not-allowed', 'Whoever proposed a batch cannot approve it. Another administrator must.');
      }
      const rows = (await store.rowsOf(db, id)).filter(({ outcome }) => outcome !== 'problem');
      if (rows.length === 0) throw new ProblemError('conflict', 'Nothing in this batch can be issued.', { place: 'id' });
      const doubtful = rows.filter(({ outcome }) => outcome === 'check');
      if (doubtful.length > 0 && !checked) {
        throw new ProblemError('bad-input', `${doubtful.length} rows are to be looked at first. Nothing was issued.`, {
          place: 'checked',
          reasons: doubtful.map(({ row, reasons }) => `Row ${row}: ${reasons.join(' ')}`),
        });
      }
      const cause = `batch ${id}`;
      const prepared = await inTurns(rows, async (row) => ({ row, ...(await prepareRow(batch, row, cause, by)) }));
      refuseChanged(prepared);
      const at = now();
      await db.transaction().execute(async (trx) => {
        await store.decideBatch(trx, id, { state: 'approved', by, at, reason: null });
        for (const { row, decided, renamed } of prepared) {
          if (renamed) await credentials.writeName(trx, row.learner, { name: row.name, by: by.name, reason: cause });
          await decided.write(trx);
          await store.setCredential(trx, id, row.row, decided.credential);
        }
        const detail = `${prepared.length} credentials, proposed by ${batch.proposed_name}`;
        await audit(trx, at, { by: by.name, act: 'approve batch', subject: `batch ${id}`, detail });
      });
      return await page(id, by);
    },

    /** Turns it down, by anyone who may approve and by the proposer too. */
    async decline(id: string, reason: string, by: Account): Promise<BatchPage> {
      await openBatch(id);
      const at = now();
      await db.transaction().execute(async (trx) => {
        await store.decideBatch(trx, id, { state: 'declined', by, at, reason });
        await audit(trx, at, { by: by.name, act: 'decline batch', subject: `batch ${id}`, detail: reason });
      });
      return await page(id, by);
    },
  };

  async function prepareRow(batch: store.StoredBatch, row: BatchRow, cause: string, by: Account) {
    const { learner, name: holder } = row;
    const registered = await programmes.learner(learner);
    const renamed = (await credentials.holderName(learner, registered.name)) !== holder;
    const to = { programme: batch.programme, learner, ...(await knownOf(learner)), by: by.name, cause };
    const decided = await decisions.prepare({ ...to, ...(renamed ? { holder } : {}) });
    return { decided, renamed };
  }
}
export type Batches = ReturnType<typeof createBatches>;

/** @throws ProblemError `conflict` when the dry run does not hold any more */
function refuseChanged(prepared: readonly { row: BatchRow; decided: PreparedDecision }[]): void {
  const changed = prepared.filter(({ decided }) => decided.decision.outcome !== 'granted');
  if (changed.length === 0) return;
  throw new ProblemError('conflict', 'Something has changed since the dry run. Nothing was issued; propose the batch anew.', {
    place: 'id',
    reasons: changed.map(({ row, decided }) => `Row ${row.row}, ${row.learner}: ${decided.decision.outcome}`),
  });
}

function summaryOf(batch: store.StoredBatch, rows: readonly Pick<BatchRow, 'outcome'>[], asking: Account): BatchSummary {
  const count = (outcome: BatchRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    id: batch.id,
    programme: batch.programme,
    title: batch.title,
    state: batch.state,
    proposedBy: batch.proposed_name,
    proposedAt: batch.proposed_at,
    decidedBy: batch.decided_name,
    decidedAt: batch.decided_at,
    reason: batch.reason,
    ready: count('ready'),
    check: count('check'),
    problems: count('problem'),
    own: batch.proposed_by === asking.id,
  };
}

/** Invisible characters made visible, for a name that is refused because of them. */
const printable = (name: string): string => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u2423');

/** Maps a list, a few at a time; the results are in the list's order. */
async function inTurns<T, R>(list: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = list.entries();
  const work = async () => {
    for (const [at, item] of waiting) results[at] = await map(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
