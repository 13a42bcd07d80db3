/** The learners' page and the import of course results. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Programmes, RegistrationStages } from './programmes.ts';

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
