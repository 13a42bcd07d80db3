/** The learners' page and the import of course results. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import { programmeRoutes } from '../../shared/contract/programmes.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Editing } from './editing.ts';
import type { Programmes, RegistrationStages } from './programmes.ts';
import { shippedProgrammes } from './shipped/index.ts';

/** `programme` is the one by whose newest version the learners' page judges. */
export type ProgrammePages = { programme: string; registrationsOf: () => Promise<RegistrationStages> };

export function serveProgrammes(http: Http, programmes: Programmes, { programme, registrationsOf }: ProgrammePages): void {
  http.route(consoleRoutes.learners, async () => programmes.learnerRows(programme, await registrationsOf()));
  http.route(consoleRoutes.importResults, async ({ body, caller, countFaults }) => {
    const report = await programmes.importResults(body.csv, staffOf(caller).name);
    countFaults(report.problems.length);
    return report;
  });
}

/** Anyone may read the rules; no more often than a person would. */
const LIMIT = { perMinute: 120 };

/** The editor of programmes, and the rules as anyone may read them. */
export function serveEditing(http: Http, programmes: Programmes, editing: Editing): void {
  http.route(programmeRoutes.programmes, () => editing.list());
  http.route(programmeRoutes.programme, ({ params }) => programmes.version(params.id, params.version));
  http.route(programmeRoutes.shipped, async () => [...shippedProgrammes().values()]);
  http.route(programmeRoutes.draft, ({ params }) => editing.draft(params.id));
  http.route(programmeRoutes.saveDraft, ({ params, body, caller }) =>
    editing.save(params.id, { ...body, by: staffOf(caller).name }),
  );
  http.route(programmeRoutes.discardDraft, async ({ params, caller }) => {
    await editing.discard(params.id, staffOf(caller).name);
    return {};
  });
  http.route(programmeRoutes.check, ({ body }) => editing.check(body.json));
  http.route(programmeRoutes.publish, async ({ body, caller }) => {
    const { id, version } = await editing.publish(body.json, staffOf(caller).name);
    return { id, version };
  });
  http.route(programmeRoutes.listed, () => editing.listed(), LIMIT);
  http.route(programmeRoutes.rules, ({ params, query }) => editing.rules(params.id, query.version), LIMIT);
  http.route(
    programmeRoutes.file,
    async ({ params, reply }) => {
      const programme = await programmes.version(params.id, params.version);
      reply.type('application/json; charset=utf-8');
      return `${JSON.stringify(programme, null, 2)}\n`;
    },
    LIMIT,
  );
}
