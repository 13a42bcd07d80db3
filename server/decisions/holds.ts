/** Holds that people put on a learner's decisions: an identity to be checked, a payment, a regrade, an appeal. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { AppealAbout, HoldSummary, ToHold } from '../../shared/contract/holds.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Hold, HoldKind, type Programmes } from '../programmes/index.ts';
import * as store from './store.ts';

export type HoldsOptions = { db: Db; programmes: Programmes; now: () => number };
const DAY_MS = 86_400_000;

export function createHolds({ db, programmes, now }: HoldsOptions) {
  const rows = () => db.selectFrom('decision_hold').selectAll();

  /** @throws ProblemError `conflict` when the time for an appeal is over, or nothing was decided */
  async function requireAppealable(learner: string, programme: string | null): Promise<void> {
    if (programme === null) {
      throw new ProblemError('bad-input', 'Say against which programme the appeal is.', { place: 'programme' });
    }
    const latest = await store.latestDecision(db, learner, programme);
    if (!latest) throw new ProblemError('conflict', 'Nothing was decided that could be appealed.', { place: 'learner' });
    const { appealDays } = await programmes.version(programme, latest.version);
    const until = appealDays === undefined ? null : latest.decided_at + appealDays * DAY_MS;
    if (until !== null && now() > until) {
      const when = new Date(until).toISOString().slice(0, 10);
      throw new ProblemError('conflict', `An appeal could be made until ${when}. Nothing was changed.`, { place: 'kind' });
    }
  }

  type Row = Selectable<Tables['decision_hold']>;
  const insert = async (trx: Trx, row: Omit<Row, 'closed_at' | 'closed_by' | 'outcome'>, detail: string): Promise<void> => {
    await trx
      .insertInto('decision_hold')
      .values({ ...row, closed_at: null, closed_by: null, outcome: null })
      .execute();
    const { opened_at: at, opened_by: by, learner } = row;
    await audit(trx, at, { by, act: `hold for ${row.kind}`, subject: `learner ${learner}`, detail });
  };
  const closeWithin = async (trx: Trx, { id, kind, learner }: Row, outcome: string, by: string): Promise<void> => {
    const at = now();
    const { numUpdatedRows } = await trx
      .updateTable('decision_hold')
      .set({ closed_at: at, closed_by: by, outcome })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) {
      throw new ProblemError('conflict', 'This hold is closed already. Nothing was changed.', { place: 'id' });
    }
    await audit(trx, at, { by, act: `close hold for ${kind}`, subject: `learner ${learner}`, detail: outcome });
  };
  const rowOf = async (id: string): Promise<Row> => {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no hold ${id}.`, { place: 'id' });
    return row;
  };
  const aboutOf = ({ about_kind: kind, about_id: id }: Row): AppealAbout | null => (kind && id ? { kind, id } : null);

  return {
    /** What is open for one learner in one programme. */
    async open(learner: string, programme: string): Promise<Hold[]> {
      const all = await rows().where('learner', '=', learner).where('closed_at', 'is', null).orderBy('id').execute();
      return all
        .filter((row) => row.programme === null || row.programme === programme)
        .map(({ id, kind, reason }) => ({ kind: HoldKind.parse(kind), subject: id, reason }));
    },

    /** All of them, open ones first, the newest before the older. */
    async list(): Promise<HoldSummary[]> {
      const names = new Map((await programmes.learners()).map(({ id, name }) => [id, name]));
      const all = await rows().orderBy('opened_at', 'desc').orderBy('id').execute();
      return all
        .toSorted((a, b) => Number(a.closed_at !== null) - Number(b.closed_at !== null))
        .map((row) => ({
          id: row.id,
          learner: row.learner,
          name: names.get(row.learner) ?? row.learner,
          programme: row.programme,
          kind: HoldKind.parse(row.kind),
          about: aboutOf(row),
          reason: row.reason,
          openedAt: row.opened_at,
          openedBy: row.opened_by,
          closedAt: row.closed_at,
          closedBy: row.closed_by,
          outcome: row.outcome,
        }));
    },

    /** Puts it on. @throws ProblemError `not-found` for an unknown learner, `conflict` for an appeal that comes too late */
    async put({ learner, programme, kind, reason }: ToHold, by: string): Promise<string> {
      await programmes.learner(learner);
      if (programme !== null) await programmes.newest(programme);
      if (kind === 'appeal') await requireAppealable(learner, programme);
      const id = randomUUID();
      const row = { id, learner, programme, kind, reason, opened_at: now(), opened_by: by, about_kind: null, about_id: null };
      await db.transaction().execute((trx) => insert(trx, row, reason));
      return id;
    },

    /**
     * Takes it off, for the record with what came of it.
     * @param outcome in words
     * @throws ProblemError `not-found`, or `conflict` when somebody else has closed it
     * @returns whose it was
     */
    async close(id: string, outcome: string, by: string): Promise<{ learner: string; programme: string | null; kind: string }> {
      const row = await rowOf(id);
      // Whoever filed an appeal must not be the one to settle it.
      if (row.kind === 'appeal' && row.opened_by === by) {
        throw new ProblemError('not-allowed', 'An appeal is settled by somebody else than who recorded it.', { place: 'id' });
      }
      if (row.about_kind === 'incident') {
        throw new ProblemError('conflict', 'Say whether the finding stands: this appeal is about an incident.', { place: 'id' });
      }
      await db.transaction().execute((trx) => closeWithin(trx, row, outcome, by));
      return { learner: row.learner, programme: row.programme, kind: row.kind };
    },

    /** Puts on the appeal of a learner. What may be appealed, and until when, is the caller's to know. @returns its id */
    async appeal(to: { learner: string; programme: string; about: AppealAbout; words: string }): Promise<string> {
      const { learner, programme, about, words } = to;
      const id = randomUUID();
      const row = { id, learner, programme, kind: 'appeal', reason: words, opened_at: now(), opened_by: 'candidate' };
      await db.transaction().execute(async (trx) => {
        const same = await trx
          .selectFrom('decision_hold')
          .select('id')
          .where('about_kind', '=', about.kind)
          .where('about_id', '=', about.id)
          .where('learner', '=', learner)
          .executeTakeFirst();
        if (same) throw new ProblemError('conflict', 'You have appealed this already. Nothing was changed.', { place: 'about' });
        await insert(trx, { ...row, about_kind: about.kind, about_id: about.id }, `${about.kind} ${about.id}: ${words}`);
      });
      return id;
    },

    /** The appeals of a learner's own, the newest first. */
    async appealsOf(learner: string) {
      const all = await rows()
        .where('learner', '=', learner)
        .where('about_kind', 'is not', null)
        .orderBy('opened_at', 'desc')
        .execute();
      return all.map((row) => ({
        about: aboutOf(row),
        words: row.reason,
        filedAt: row.opened_at,
        settled: row.closed_at === null ? null : { at: row.closed_at, outcome: row.outcome ?? '' },
      }));
    },

    /** Learners with an appeal of their own that is not settled. */
    async appealing(): Promise<string[]> {
      const all = await rows().where('about_kind', 'is not', null).where('closed_at', 'is', null).execute();
      return [...new Set(all.map(({ learner }) => learner))];
    },

    /**
     * Settles an appeal against an incident together with what `decide` writes.
     * @throws ProblemError `not-found`, or `conflict` when it is settled already or about something else
     */
    async settle(id: string, outcome: string, by: string, decide: (trx: Trx, incident: string) => Promise<void>) {
      const row = await rowOf(id);
      const { learner, programme, about_id: incident } = row;
      if (row.about_kind !== 'incident' || incident === null) {
        throw new ProblemError('conflict', 'This is no appeal against an incident.', { place: 'id' });
      }
      await db.transaction().execute(async (trx) => {
        await closeWithin(trx, row, outcome, by);
        await decide(trx, incident);
      });
      return { learner, programme };
    },

    /** The programmes in which something was decided on this learner. */
    async decided(learner: string): Promise<string[]> {
      const all = await db.selectFrom('decision').select('programme').distinct().where('learner', '=', learner).execute();
      return all.map(({ programme }) => programme).toSorted();
    },
  };
}
export type Holds = ReturnType<typeof createHolds>;
