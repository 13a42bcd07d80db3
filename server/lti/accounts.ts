/**
 * Who of a platform is which learner here. A platform's word for a name or an address proves nothing about ours, so an
 * account waits until a person who looked at it says which learner it is; until then nothing of a learner is shown to it.
 */
import { randomUUID } from 'node:crypto';
import type { LtiAccount, LtiResource } from '../../shared/contract/lti.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { fingerprint, newToken } from '../platform/keys.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { LtiLaunch } from './claims.ts';
import type { Platform, Platforms } from './platforms.ts';

/** How long the page that a launch ends on can be used. */
const ARRIVAL_MS = 12 * 3600_000;

export type People = {
  learners: () => Promise<readonly { id: string; name: string; email: string }[]>;
  windowExists: (id: string) => Promise<boolean>;
};
export type Place = { platform: string; deployment: string; resource: string };
type Launch = LtiLaunch & { sub: string };

export function createAccounts({
  db,
  platforms,
  people,
  now,
}: {
  db: Db;
  platforms: Platforms;
  people: People;
  now: () => number;
}) {
  const one = (platform: string, sub: string) =>
    db.selectFrom('lti_account').selectAll().where('platform', '=', platform).where('sub', '=', sub).executeTakeFirst();
  const resourceOf = ({ platform, deployment, resource }: Place) =>
    db
      .selectFrom('lti_resource')
      .selectAll()
      .where('platform', '=', platform)
      .where('deployment', '=', deployment)
      .where('resource', '=', resource)
      .executeTakeFirst();

  return {
    one,
    resourceOf,
    /** The learner that an account was found to be; null while nobody has said so. */
    async learnerOf(platform: string, sub: string): Promise<string | null> {
      const account = await one(platform, sub);
      return account?.state === 'linked' ? account.learner : null;
    },
    linked: () => db.selectFrom('lti_account').selectAll().where('state', '=', 'linked').execute(),

    /** Writes down who came and from where. @returns the token of the page that follows */
    async arrive(trx: Trx, platform: Platform, launch: Launch): Promise<string> {
      const { sub, deployment, resource, grades, custom } = launch;
      await trx
        .insertInto('lti_account')
        .values({
          platform: platform.id,
          sub,
          state: 'waiting',
          learner: null,
          claimed_name: launch.name,
          claimed_email: launch.email?.toLowerCase() ?? null,
          first_seen: now(),
          settled_by: null,
          settled_at: null,
          reason: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['platform', 'sub'])
            .doUpdateSet({ claimed_name: launch.name, claimed_email: launch.email?.toLowerCase() ?? null }),
        )
        .execute();
      const named = typeof custom.window === 'string' && (await people.windowExists(custom.window)) ? custom.window : null;
      const set = {
        title: resource.title,
        ...(named ? { window: named } : {}),
        ...(grades ? { line_items: grades.lineItems, scopes: JSON.stringify(grades.scopes) } : {}),
        ...(grades?.lineItem ? { line_item: grades.lineItem } : {}),
      };
      const place = { platform: platform.id, deployment, resource: resource.id };
      await trx
        .insertInto('lti_resource')
        .values({ ...place, window: null, line_item: null, line_items: null, scopes: '[]', ...set })
        .onConflict((conflict) => conflict.columns(['platform', 'deployment', 'resource']).doUpdateSet(set))
        .execute();
      const token = newToken();
      const arrival = {
        token_hash: fingerprint(token),
        expires_at: now() + ARRIVAL_MS,
        return_url: launch.returnUrl,
        arrived_at: now(),
      };
      await trx
        .insertInto('lti_arrival')
        .values({ id: randomUUID(), ...place, sub, ...arrival })
        .onConflict((conflict) => conflict.columns(['platform', 'deployment', 'resource', 'sub']).doUpdateSet(arrival))
        .execute();
      return token;
    },
    /** Where a token's holder came from. @throws ProblemError `not-found` */
    async arrival(token: string) {
      const row = await db.selectFrom('lti_arrival').selectAll().where('token_hash', '=', fingerprint(token)).executeTakeFirst();
      if (!row || row.expires_at <= now())
        throw new ProblemError('not-found', 'This page has expired. Go back to your course and open the exam from there again.');
      return row;
    },
    arrivals: () => db.selectFrom('lti_arrival').selectAll().execute(),

    /** @throws ProblemError `not-found`, or `conflict` when another account of the platform is this learner */
    async settle(
      trx: Trx,
      to: { platform: string; sub: string; learner: string | null; reason: string; by: string },
    ): Promise<void> {
      const { platform, sub, learner, reason, by } = to;
      if (learner !== null) {
        if (!(await people.learners()).some(({ id }) => id === learner))
          throw new ProblemError('not-found', `There is no learner ${learner}. Nothing was changed.`, { place: 'learner' });
        const taken = await trx
          .selectFrom('lti_account')
          .select('sub')
          .where('platform', '=', platform)
          .where('learner', '=', learner)
          .where('state', '=', 'linked')
          .where('sub', '!=', sub)
          .executeTakeFirst();
        if (taken)
          throw new ProblemError(
            'conflict',
            `Learner ${learner} is linked to the account ${taken.sub} of this platform already. Nothing was changed.`,
            {
              place: 'learner',
            },
          );
      }
      const { numUpdatedRows } = await trx
        .updateTable('lti_account')
        .set({ state: learner === null ? 'refused' : 'linked', learner, settled_by: by, settled_at: now(), reason })
        .where('platform', '=', platform)
        .where('sub', '=', sub)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n)
        throw new ProblemError('not-found', `Nobody with the account ${sub} has come from this platform.`, { place: 'sub' });
    },
    async map(trx: Trx, { platform, deployment, resource, window }: Place & { window: string | null }): Promise<void> {
      if (window !== null && !(await people.windowExists(window)))
        throw new ProblemError('not-found', `There is no window ${window}.`, { place: 'window' });
      const { numUpdatedRows } = await trx
        .updateTable('lti_resource')
        .set({ window })
        .where('platform', '=', platform)
        .where('deployment', '=', deployment)
        .where('resource', '=', resource)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n)
        throw new ProblemError('not-found', 'Nobody has come through this resource link yet.', { place: 'resource' });
    },
    keepLineItem: (place: Place, lineItem: string) =>
      db
        .updateTable('lti_resource')
        .set({ line_item: lineItem })
        .where('platform', '=', place.platform)
        .where('deployment', '=', place.deployment)
        .where('resource', '=', place.resource)
        .execute(),

    async accounts(): Promise<LtiAccount[]> {
      const [rows, learners, known] = await Promise.all([
        db.selectFrom('lti_account').selectAll().orderBy('first_seen', 'desc').execute(),
        people.learners(),
        platforms.all(),
      ]);
      const byEmail = new Map(learners.map((learner) => [learner.email, learner]));
      const byId = new Map(learners.map((learner) => [learner.id, learner]));
      const titles = new Map(known.map(({ id, title }) => [id, title]));
      return rows.map((row) => {
        const same = row.claimed_email === null ? undefined : byEmail.get(row.claimed_email);
        return {
          platform: row.platform,
          platformTitle: titles.get(row.platform) ?? row.platform,
          sub: row.sub,
          claimedName: row.claimed_name,
          claimedEmail: row.claimed_email,
          state: row.state,
          learner: row.learner,
          learnerName: row.learner === null ? null : (byId.get(row.learner)?.name ?? null),
          sameEmail: same ? { id: same.id, name: same.name } : null,
          firstSeen: row.first_seen,
          settledBy: row.settled_by,
          reason: row.reason,
        };
      });
    },
    async resources(): Promise<LtiResource[]> {
      const [rows, known] = await Promise.all([db.selectFrom('lti_resource').selectAll().execute(), platforms.all()]);
      const titles = new Map(known.map(({ id, title }) => [id, title]));
      return rows.map(({ platform, deployment, resource, title, window, line_item }) => ({
        platform,
        platformTitle: titles.get(platform) ?? platform,
        deployment,
        resource,
        title,
        window,
        lineItem: line_item,
      }));
    },
  };
}
export type Accounts = ReturnType<typeof createAccounts>;
