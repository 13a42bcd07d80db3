/** Sign-in and sign-out of staff, and who a session cookie belongs to. */
import { consoleRoutes } from '../../../shared/contract/console.ts';
import type { Db } from '../database/database.ts';
import { type Caller, staffOf } from '../http/caller.ts';
import { type Http, SESSION_COOKIE } from '../http/server.ts';
import { auditTrail } from './audit.ts';
import type { Identity } from './identity.ts';

const inHeader = new RegExp(`(?:^|; )${SESSION_COOKIE}=([^;]+)`);
/** The session cookie in a raw `Cookie` header, as a socket's handshake has it. */
export const sessionIn = (header: string | undefined): string | undefined => inHeader.exec(header ?? '')?.[1];

/** The caller behind a session cookie. */
export async function staffCaller(identity: Identity, cookie: string | undefined): Promise<Caller> {
  const account = cookie ? await identity.accountOf(cookie) : null;
  return account ? { kind: 'staff', account } : { kind: 'nobody' };
}

/** @param secure whether people reach the server over https, so that the cookie never travels otherwise */
export function serveIdentity(http: Http, identity: Identity, db: Db, { secure }: { secure: boolean }): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  http.route(
    consoleRoutes.signIn,
    async ({ body, reply }) => {
      const { account, token, maxAgeS } = await identity.signIn(body.email, body.code);
      reply.setCookie(SESSION_COOKIE, token, { ...cookie, maxAge: maxAgeS });
      return account;
    },
    { perMinute: 20 },
  );
  http.route(consoleRoutes.signOut, async ({ raw, reply }) => {
    const token = raw.cookies[SESSION_COOKIE];
    if (token) await identity.signOut(token);
    reply.clearCookie(SESSION_COOKIE, cookie);
    return {};
  });
  http.route(consoleRoutes.me, async ({ caller }) => staffOf(caller));
  http.route(consoleRoutes.audit, () => auditTrail(db));
}
