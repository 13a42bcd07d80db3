/** Drafts of programmes, their check, and what the public may read of published versions. */
import type {
  Draft,
  ListedProgramme,
  ProgrammeCheck,
  ProgrammeSummary,
  PublicProgramme,
} from '../../shared/contract/programmes.ts';
import { changesBetween, nestedIn, type Programme } from '../../shared/programme/index.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Programmes } from './programmes.ts';
import { faultsOf, programmeIn } from './read-programme.ts';

export type EditingOptions = { db: Db; programmes: Programmes; issuerName: string; now: () => number };

export function createEditing({ db, programmes, issuerName, now }: EditingOptions) {
  const published = () =>
    db
      .selectFrom('programme')
      .select(['id', 'version', 'body', 'hash', 'published_at', 'published_by'])
      .orderBy('published_at', 'desc')
      .orderBy('version', 'desc')
      .execute();
  const draftOf = (id: string) => db.selectFrom('programme_draft').selectAll().where('id', '=', id).executeTakeFirst();
  const shown = (row: NonNullable<Awaited<ReturnType<typeof draftOf>>>): Draft => ({
    id: row.id,
    json: row.body,
    savedAt: row.saved_at,
    savedBy: row.saved_by,
    revision: row.revision,
  });

  return {
    /** Every programme with its versions, and those that are only a draft yet. */
    async list(): Promise<ProgrammeSummary[]> {
      const [rows, drafts] = [await published(), await db.selectFrom('programme_draft').selectAll().orderBy('id').execute()];
      const byId = Map.groupBy(rows, ({ id }) => id);
      const ids = [...new Set([...byId.keys(), ...drafts.map(({ id }) => id)])].toSorted();
      return ids.map((id) => {
        const own = byId.get(id) ?? [];
        const draft = drafts.find((one) => one.id === id);
        const [newest] = own;
        return {
          id,
          title: newest ? programmeIn(newest.body).title : id,
          versions: own.map((row) => ({
            version: row.version,
            publishedAt: row.published_at,
            publishedBy: row.published_by,
            hash: row.hash,
          })),
          draft: draft ? { savedAt: draft.saved_at, savedBy: draft.saved_by } : null,
        };
      });
    },

    draft: async (id: string): Promise<Draft | null> => {
      const row = await draftOf(id);
      return row ? shown(row) : null;
    },

    /** @throws ProblemError `conflict` when somebody else saved in between */
    async save(id: string, { json, revision, by }: { json: string; revision: number; by: string }): Promise<Draft> {
      const row = { id, body: json, saved_at: now(), saved_by: by, revision: revision + 1 };
      const changed =
        revision === 0
          ? await db
              .insertInto('programme_draft')
              .values(row)
              .onConflict((conflict) => conflict.doNothing())
              .executeTakeFirst()
          : await db
              .updateTable('programme_draft')
              .set(row)
              .where('id', '=', id)
              .where('revision', '=', revision)
              .executeTakeFirst();
      const count = 'numUpdatedRows' in changed ? changed.numUpdatedRows : changed.numInsertedOrUpdatedRows;
      if (count !== 1n) {
        throw new ProblemError('conflict', 'Somebody else has saved this draft. Load it again; your text was not kept.', {
          place: 'revision',
        });
      }
      return shown(row);
    },

    async discard(id: string, by: string): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('programme_draft').where('id', '=', id).execute();
        await audit(trx, now(), { by, act: 'discard draft', subject: `programme ${id}`, detail: '' });
      });
    },

    /** Every fault with its place, and what differs from the version published last. */
    async check(json: string): Promise<ProgrammeCheck> {
      const faults = faultsOf(json);
      let changes: ProgrammeCheck['changes'] = null;
      let against: string | null = null;
      if (faults.length === 0) {
        const programme = programmeIn(json);
        faults.push(...(await programmes.circleOf(programme)));
        const newest = (await published()).find(({ id }) => id === programme.id);
        if (newest) {
          against = newest.version;
          changes = changesBetween(programmeIn(newest.body), programme);
          const taken = (await published()).some(({ id, version }) => id === programme.id && version === programme.version);
          if (taken && changes.length > 0) {
            faults.push({
              place: 'version',
              message: `${programme.version} is published already and never changes; give this one a new version`,
            });
          }
        }
      }
      return { faults, changes, against };
    },

    /** Publishes, and forgets the draft. @throws ProblemError what `programmes.publish` throws */
    async publish(json: string, by: string): Promise<Programme> {
      const programme = await programmes.publish(json, by);
      await db.deleteFrom('programme_draft').where('id', '=', programme.id).execute();
      return programme;
    },

    async listed(): Promise<ListedProgramme[]> {
      const newest = [...Map.groupBy(await published(), ({ id }) => id).values()].flatMap(([row]) =>
        row ? [programmeIn(row.body)] : [],
      );
      return newest
        .map(({ id, title, description, ...more }) => ({ id, title, description, class: more.class ?? null }))
        .toSorted((a, b) => (a.title < b.title ? -1 : 1));
    },

    /** @throws ProblemError `not-found` */
    async rules(id: string, version: string | undefined): Promise<PublicProgramme> {
      const rows = await published();
      const row = rows.find((one) => one.id === id && (version === undefined || one.version === version));
      if (!row)
        throw new ProblemError('not-found', `There is no published programme ${id}${version ? `@${version}` : ''}.`, {
          place: 'id',
        });
      const programme = programmeIn(row.body);
      const asked = nestedIn(programme.requirement);
      const others = [...Map.groupBy(rows, (one) => one.id).values()]
        .flatMap(([one]) => (one && one.id !== id ? [programmeIn(one.body)] : []))
        .filter((one) => asked.includes(one.id) || (programme.tier !== undefined && one.tier?.family === programme.tier.family));
      return {
        programme,
        issuer: issuerName,
        related: others
          .map((one) => ({ id: one.id, title: one.title, level: one.tier?.level ?? null }))
          .toSorted((a, b) => (a.level ?? 0) - (b.level ?? 0)),
        publishedAt: row.published_at,
        hash: row.hash,
        versions: rows.filter((one) => one.id === id).map((one) => one.version),
      };
    },
  };
}
export type Editing = ReturnType<typeof createEditing>;
