/** The routes of regrading. Keys are shown here, so every look is in the audit trail, like every act. */
import { regradeRoutes } from '../../../shared/contract/regrade.ts';
import type { Db } from '../../platform/database/database.ts';
import { staffOf } from '../../platform/http/caller.ts';
import type { Http } from '../../platform/http/server.ts';
import { audit } from '../../platform/identity/audit.ts';
import type { Regrade } from './regrade.ts';

export function serveRegrade(http: Http, regrade: Regrade, db: Db, now: () => number): void {
  http.route(regradeRoutes.regrades, () => regrade.list());
  http.route(regradeRoutes.keys, async ({ caller }) => {
    const keys = await regrade.keys();
    await audit(db, now(), {
      by: staffOf(caller).name,
      act: 'looked at',
      subject: 'keys',
      detail: keys.map(({ exam }) => exam).join(', '),
    });
    return keys;
  });
  http.route(regradeRoutes.regrade, async ({ caller, params }) => {
    const account = staffOf(caller);
    const page = await regrade.page(params.id, account);
    await audit(db, now(), { by: account.name, act: 'looked at', subject: `regrade ${params.id}` });
    return page;
  });
  http.route(regradeRoutes.propose, ({ caller, body }) => regrade.propose(body.exam, body.changes, body.reason, staffOf(caller)));
  http.route(regradeRoutes.approve, ({ caller, params, body }) => regrade.approve(params.id, staffOf(caller), body.reason));
  http.route(regradeRoutes.reject, ({ caller, params, body }) => regrade.reject(params.id, staffOf(caller), body.reason));
  http.route(regradeRoutes.withdraw, ({ caller, params, body }) => regrade.withdraw(params.id, staffOf(caller), body.reason));
}
