/** The routes of marking. Every look at a response is in the audit trail, like every act. */
import { markingRoutes } from '../../shared/contract/marking.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import { sendCandidateFile } from '../platform/http/candidate-file.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import type { Marking } from './marking.ts';

export function serveMarking(http: Http, marking: Marking, db: Db, now: () => number): void {
  http.route(markingRoutes.queues, ({ caller }) => marking.queuesFor(staffOf(caller)));
  http.route(markingRoutes.next, ({ caller, params }) => marking.next(params.queue, staffOf(caller)));
  http.route(markingRoutes.mark, ({ caller, params, body }) =>
    marking.mark(params.queue, staffOf(caller), body.script, body.levels),
  );
  http.route(markingRoutes.scripts, ({ caller }) => marking.scripts(staffOf(caller)));
  http.route(markingRoutes.script, async ({ caller, params }) => {
    const account = staffOf(caller);
    const found = await marking.script(params.queue, params.script, account);
    await audit(db, now(), { by: account.name, act: 'looked at', subject: `response ${params.script}` });
    return found;
  });
  http.route(markingRoutes.file, async ({ caller, params, reply }) => {
    const account = staffOf(caller);
    const judges = account.roles.some((role) => role === 'senior-marker' || role === 'administrator');
    const place = Number(params.place);
    const { type, bytes } = await marking.file(params.queue, params.script, place, { ...account, judges });
    await audit(db, now(), {
      by: account.name,
      act: 'opened file',
      subject: `response ${params.script}`,
      detail: `file ${place}`,
    });
    return sendCandidateFile(reply, bytes, `answer-${place}`, type);
  });
  http.route(markingRoutes.judge, ({ caller, params, body }) =>
    marking.judge(params.queue, params.script, staffOf(caller), body),
  );
  http.route(markingRoutes.overview, async () => await Promise.all((await marking.queues()).map(marking.figures)));
  http.route(markingRoutes.readmit, ({ caller, params, body }) =>
    marking.readmit(params.queue, body.marker, staffOf(caller), body.note),
  );
  http.route(markingRoutes.release, ({ caller, params }) => marking.release(params.queue, staffOf(caller)));
  http.route(markingRoutes.train, ({ caller, params }) => marking.train(params.queue, staffOf(caller)));
  http.route(markingRoutes.setUp, async ({ params }) => await marking.setUp(await marking.queueOf(params.queue)));
  http.route(markingRoutes.putScheme, ({ caller, params, body }) => marking.putScheme(params.queue, body, staffOf(caller)));
  http.route(markingRoutes.addKnown, ({ caller, params, body }) => marking.addKnown(params.queue, body.scripts, staffOf(caller)));
}
