/** Platforms as they are registered here, and which addresses are theirs. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod';
import type { PlatformInput, PlatformRow } from '../../shared/contract/lti.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import type { Tables } from '../platform/database/tables.ts';
import { ProblemError } from '../platform/problem-error.ts';

export type Platform = PlatformRow;
const Texts = z.array(z.string());

const read = (row: Selectable<Tables['lti_platform']>): Platform => ({
  id: row.id,
  title: row.title,
  issuer: row.issuer,
  clientId: row.client_id,
  authUrl: row.auth_url,
  tokenUrl: row.token_url,
  tokenAudience: row.token_audience,
  jwksUrl: row.jwks_url,
  deployments: Texts.parse(JSON.parse(row.deployments)),
  origins: Texts.parse(JSON.parse(row.origins)),
  active: row.active === 1,
  createdAt: row.created_at,
});

/** The origins at which this platform's pages and services may be. */
export const originsOf = ({ issuer, authUrl, tokenUrl, jwksUrl, origins }: Omit<PlatformInput, 'title'>): Set<string> =>
  new Set([issuer, authUrl, tokenUrl, jwksUrl, ...origins].map((url) => new URL(url).origin));
/** Whether an address that came in a message is one of the platform's own: we send nothing elsewhere. */
export const isOf = (platform: Platform, url: string): boolean =>
  URL.canParse(url) && originsOf(platform).has(new URL(url).origin);

/**
 * What is wrong with a registration, in words.
 * @param secure whether this server itself is reached by https; then plain http is refused
 */
export function faultsOf(input: PlatformInput, secure: boolean): string[] {
  const addresses = { issuer: input.issuer, authUrl: input.authUrl, tokenUrl: input.tokenUrl, jwksUrl: input.jwksUrl };
  const all = [...Object.entries(addresses), ...input.origins.map((url) => ['origins', url] as const)];
  const faults = all.flatMap(([name, url]) => {
    if (!URL.canParse(url)) return [`${name}: ${url} is not an address.`];
    const { protocol, username, password } = new URL(url);
    if (username || password) return [`${name}: leave names and passwords out of the address.`];
    return secure && protocol !== 'https:' ? [`${name}: ${url} must begin with https://.`] : [];
  });
  if (new Set(input.deployments).size < input.deployments.length) faults.push('deployments: one stands there twice.');
  return faults;
}

export function createPlatforms(db: Db, now: () => number, secure: boolean) {
  const requireSound = (input: PlatformInput): void => {
    const reasons = faultsOf(input, secure);
    if (reasons.length > 0)
      throw new ProblemError('bad-input', 'This registration cannot be right. Nothing was changed.', {
        place: 'platform',
        reasons,
      });
  };
  const columns = (input: PlatformInput, active: boolean) => ({
    title: input.title,
    issuer: input.issuer,
    client_id: input.clientId,
    auth_url: input.authUrl,
    token_url: input.tokenUrl,
    token_audience: input.tokenAudience,
    jwks_url: input.jwksUrl,
    deployments: JSON.stringify(input.deployments),
    origins: JSON.stringify(input.origins),
    active: active ? 1 : 0,
  });
  const byId = async (id: string): Promise<Platform> => {
    const row = await db.selectFrom('lti_platform').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no platform ${id}.`, { place: 'platform' });
    return read(row);
  };
  const all = async (): Promise<Platform[]> =>
    (await db.selectFrom('lti_platform').selectAll().orderBy('created_at').execute()).map(read);
  const requireOnly = async (input: PlatformInput, self: string | null): Promise<void> => {
    const other = (await all()).find(
      ({ id, issuer, clientId }) => id !== self && issuer === input.issuer && clientId === input.clientId,
    );
    if (other)
      throw new ProblemError('conflict', `${other.title} has this issuer and client id already. Nothing was changed.`, {
        place: 'clientId',
      });
  };

  return {
    all,
    byId,
    /** The platform that begins a login: by issuer, and by client id where the issuer has several. */
    async named(issuer: string, clientId: string | null): Promise<Platform | null> {
      const of = (await all()).filter((one) => one.issuer === issuer && (clientId === null || one.clientId === clientId));
      return of.length === 1 ? (of[0] ?? null) : null;
    },
    /** @throws ProblemError `bad-input` with every fault, or `conflict` */
    async prepareAdd(input: PlatformInput): Promise<{ platform: Platform; write(trx: Trx): Promise<unknown> }> {
      requireSound(input);
      await requireOnly(input, null);
      const row = { id: randomUUID(), ...columns(input, true), created_at: now() };
      return { platform: read(row), write: (trx) => trx.insertInto('lti_platform').values(row).execute() };
    },
    /** @throws ProblemError `bad-input`, `conflict`, `not-found` */
    async prepareChange(id: string, input: PlatformInput & { active: boolean }) {
      requireSound(input);
      const { createdAt } = await byId(id);
      await requireOnly(input, id);
      const set = columns(input, input.active);
      return {
        platform: read({ id, ...set, created_at: createdAt }),
        write: (trx: Trx) => trx.updateTable('lti_platform').set(set).where('id', '=', id).execute(),
      };
    },
  };
}
export type Platforms = ReturnType<typeof createPlatforms>;
