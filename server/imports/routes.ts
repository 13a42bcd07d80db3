/** The imports' page: what a file would do, doing it, and what was imported before. */
import { importRoutes } from '../../shared/contract/imports.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Imports } from './imports.ts';

export function serveImports(http: Http, imports: Imports): void {
  http.route(importRoutes.runs, () => imports.runs());
  http.route(importRoutes.preview, async ({ body, countFaults }) => {
    const preview = await imports.preview(body);
    countFaults(preview.report.problems.length);
    return preview;
  });
  http.route(importRoutes.apply, ({ body, caller }) => imports.apply(body, body.hash, staffOf(caller).name));
}
