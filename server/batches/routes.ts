/** The batches' pages: an administrator proposes, another approves. */
import { credentialRoutes } from '../../shared/contract/credentials.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Batches } from './batches.ts';

export function serveBatches(http: Http, batches: Batches): void {
  http.route(credentialRoutes.batches, ({ caller }) => batches.list(staffOf(caller)));
  http.route(credentialRoutes.batch, ({ params, caller }) => batches.page(params.id, staffOf(caller)));
  http.route(credentialRoutes.propose, ({ body, caller }) => batches.propose(body.programme, body.csv, staffOf(caller)));
  http.route(credentialRoutes.approve, ({ params, body, caller }) => batches.approve(params.id, body.checked, staffOf(caller)));
  http.route(credentialRoutes.decline, ({ params, body, caller }) => batches.decline(params.id, body.reason, staffOf(caller)));
}
