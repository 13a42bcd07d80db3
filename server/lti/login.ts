/**
 * The way in: a platform begins a login (OIDC third-party initiation), we send the browser back with a state and a nonce,
 * and the platform posts its token. The state is good once, for ten minutes, and only with the cookie of the same browser.
 */
import * as z from 'zod';
import type { Db, Trx } from '../platform/database/database.ts';
import { fingerprint, newToken } from '../platform/keys.ts';
import { type LtiLaunch, readClaims } from './claims.ts';
import { isOf, type Platform, type Platforms } from './platforms.ts';
import { Refused } from './refused.ts';
import { type RemoteKeys, verifyToken } from './verify.ts';

const LOGIN_MS = 10 * 60_000;
/** Beyond a token's own end, for clocks that differ. */
const LINGER_MS = 10 * 60_000;

const Line = (max: number) => z.string().min(1).max(max);
export const Initiation = z.object({
  iss: Line(500),
  login_hint: Line(4000),
  target_link_uri: Line(1000),
  lti_message_hint: z.string().max(10_000).optional(),
  client_id: Line(200).optional(),
  lti_deployment_id: z.string().max(255).optional(),
});
export const Posted = z.object({
  state: Line(200),
  id_token: z.string().max(60_000).optional(),
  error: z.string().max(500).optional(),
  error_description: z.string().max(2000).optional(),
});

export type LoginOptions = {
  db: Db;
  platforms: Platforms;
  remoteKeys: RemoteKeys;
  /** Where the platform posts its token. */
  launchUrl: string;
  now: () => number;
};
export type Cookie = { name: string; value: string; maxAgeS: number };
export type Verified = { platform: Platform; launch: LtiLaunch & { sub: string } };

/** One cookie a login, so that two tabs do not take each other's. */
const cookieName = (stateHash: string): string => `invigil_lti_${stateHash.slice(0, 12)}`;

export function createLogin({ db, platforms, remoteKeys, launchUrl, now }: LoginOptions) {
  /** @returns where to send the browser, and the cookie that binds the login to it. @throws Refused */
  async function begin(query: unknown): Promise<{ location: string; cookie: Cookie }> {
    const parsed = Initiation.safeParse(query);
    if (!parsed.success) throw new Refused('bad-request', parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
    const { iss, login_hint, target_link_uri, lti_message_hint, client_id, lti_deployment_id } = parsed.data;
    const platform = await platforms.named(iss, client_id ?? null);
    if (!platform) throw new Refused('unknown-platform', `issuer ${iss}, client ${client_id ?? 'not named'}`);
    if (!platform.active) throw new Refused('switched-off', platform.title);
    if (!URL.canParse(target_link_uri) || new URL(target_link_uri).origin !== new URL(launchUrl).origin)
      throw new Refused('bad-request', `target_link_uri ${target_link_uri} is not ours`);
    if (lti_deployment_id && !platform.deployments.includes(lti_deployment_id))
      throw new Refused('unknown-deployment', lti_deployment_id);

    const [state, nonce, binding] = [newToken(), newToken(), newToken()];
    const again = new URLSearchParams(
      Object.entries(parsed.data).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
    await db
      .deleteFrom('lti_login')
      .where('expires_at', '<', now() - LOGIN_MS)
      .execute();
    await db
      .insertInto('lti_login')
      .values({
        state_hash: fingerprint(state),
        platform: platform.id,
        nonce,
        cookie_hash: fingerprint(binding),
        again: again.toString(),
        expires_at: now() + LOGIN_MS,
        used_at: null,
      })
      .execute();
    const location = new URL(platform.authUrl);
    const asked = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: platform.clientId,
      redirect_uri: launchUrl,
      login_hint,
      state,
      nonce,
      ...(lti_message_hint ? { lti_message_hint } : {}),
    };
    for (const [name, value] of Object.entries(asked)) location.searchParams.set(name, value);
    const cookie = { name: cookieName(fingerprint(state)), value: binding, maxAgeS: LOGIN_MS / 1000 };
    return { location: location.href, cookie };
  }

  /** Uses the state up: whatever follows, it is good for nothing more. @throws Refused */
  async function use(state: string, cookies: Readonly<Record<string, string | undefined>>) {
    const hash = fingerprint(state);
    const row = await db.selectFrom('lti_login').selectAll().where('state_hash', '=', hash).executeTakeFirst();
    if (!row) throw new Refused('unknown-state', 'no login with this state');
    const { numUpdatedRows } = await db
      .updateTable('lti_login')
      .set({ used_at: now() })
      .where('state_hash', '=', hash)
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refused('used-state', 'this state was used before');
    if (row.expires_at <= now()) throw new Refused('late', 'the login took longer than ten minutes', row.again);
    const binding = cookies[cookieName(hash)];
    if (binding === undefined) throw new Refused('no-cookie', 'the browser sent no cookie of this login', row.again);
    if (fingerprint(binding) !== row.cookie_hash) throw new Refused('unknown-state', 'the cookie is of another login');
    return row;
  }

  /**
   * Takes what the platform posted.
   * @returns who comes with which message. `claim` must run in the transaction that acts on it: it makes a second use fail.
   * @throws Refused
   */
  async function finish(posted: unknown, cookies: Readonly<Record<string, string | undefined>>) {
    const parsed = Posted.safeParse(posted);
    if (!parsed.success) throw new Refused('bad-request', parsed.error.issues.map(({ path }) => path.join('.')).join(', '));
    const { state, id_token, error, error_description } = parsed.data;
    const login = await use(state, cookies);
    if (error !== undefined) throw new Refused('platform-refused', `${error}: ${error_description ?? ''}`);
    if (id_token === undefined) throw new Refused('bad-request', 'id_token');
    const platform = await platforms.byId(login.platform);
    if (!platform.active) throw new Refused('switched-off', platform.title);
    const payload = await verifyToken(id_token, platform, remoteKeys, now());
    if (payload.nonce !== login.nonce) throw new Refused('replayed', 'the token was made for another login');
    const launch = readClaims(payload);
    if ('fault' in launch) throw new Refused(launch.fault, launch.detail);
    if (!platform.deployments.includes(launch.deployment)) throw new Refused('unknown-deployment', launch.deployment);
    if (!launch.isLearner) throw new Refused('not-a-learner', 'the token has no learner role');
    const { sub } = launch;
    if (sub === null) throw new Refused('anonymous', 'the token names nobody');
    for (const url of addressesIn(launch)) if (!isOf(platform, url)) throw new Refused('foreign-address', url);
    const claim = async (trx: Trx): Promise<void> => {
      await trx.deleteFrom('lti_nonce').where('until', '<', now()).execute();
      const { numInsertedOrUpdatedRows } = await trx
        .insertInto('lti_nonce')
        .values({ platform: platform.id, nonce: launch.nonce, until: launch.exp * 1000 + LINGER_MS })
        .onConflict((conflict) => conflict.columns(['platform', 'nonce']).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) throw new Refused('replayed', 'this nonce was taken before');
    };
    return { platform, launch: { ...launch, sub }, claim };
  }

  return { begin, finish };
}
export type Login = ReturnType<typeof createLogin>;

/** Every address in a message to which something of ours would go. */
function addressesIn(launch: LtiLaunch): string[] {
  const grades = launch.grades ? [launch.grades.lineItem, launch.grades.lineItems] : [];
  const proctoring = launch.message === 'start-proctoring' ? [launch.startUrl, launch.control?.url ?? null] : [];
  return [...grades, ...proctoring].filter((url) => url !== null);
}
