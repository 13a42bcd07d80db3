/** Applications: staff open and send them, the learner behind the link consents. */
import { pathwayRoutes } from '../../shared/contract/pathways.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Pathways } from './pathways.ts';

/** A link has 192 random bits; this only keeps the server free for others. */
const LIMIT = { perMinute: 60 };

export function servePathways(http: Http, pathways: Pathways): void {
  http.route(pathwayRoutes.applications, () => pathways.list());
  http.route(pathwayRoutes.openings, () => pathways.openings());
  http.route(pathwayRoutes.open, ({ body, caller }) => pathways.open(body.credential, body.pathway, staffOf(caller).name));
  http.route(pathwayRoutes.send, ({ params, body, caller }) => pathways.send(params.id, body.how, staffOf(caller).name));
  http.route(pathwayRoutes.record, async ({ params, reply }) => {
    const record = await pathways.record(params.id);
    reply.type('application/json; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="application-${params.id}.json"`);
    return record;
  });
  http.route(pathwayRoutes.csv, async ({ reply }) => {
    reply.type('text/csv; charset=utf-8');
    reply.header('content-disposition', 'attachment; filename="applications.csv"');
    return await pathways.csv();
  });
  http.route(pathwayRoutes.scores, async ({ reply }) => {
    reply.type('application/json; charset=utf-8');
    reply.header('content-disposition', 'attachment; filename="scores.json"');
    return await pathways.scores();
  });
  http.route(pathwayRoutes.own, ({ body }) => pathways.own(body.token), LIMIT);
  http.route(pathwayRoutes.consent, ({ body }) => pathways.consent(body.token, body.policyVersion), LIMIT);
  http.route(pathwayRoutes.withdraw, ({ body }) => pathways.withdraw(body.token), LIMIT);
}
