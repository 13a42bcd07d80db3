/** The decisions' page. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import type { Http } from '../platform/http/server.ts';
import type { Decisions } from './decisions.ts';

export function serveDecisions(http: Http, decisions: Decisions): void {
  http.route(consoleRoutes.decisions, () => decisions.list());
}
