/** Content over HTTP: importing packages, listing what is published, and taking packages away. */

import { consoleRoutes } from '../../shared/contract/console.ts';
import { contentRoutes, type ExportKind } from '../../shared/contract/content.ts';
import type { DeliveryPolicy } from '../../shared/policy/policy.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type Exported, exportPackage, type Plain } from './export.ts';
import type { Exams } from './published.ts';

type Parts = {
  db: Db;
  exams: Exams;
  /** The delivery policy of exams that are imported in the console. */
  policy: DeliveryPolicy;
  plain: Plain;
  now: () => number;
};

export function serveExams(http: Http, { db, exams, policy, plain, now }: Parts): void {
  const exported = async (id: string, kind: ExportKind): Promise<Exported & { title: string }> => {
    const row = await db.selectFrom('exam').select(['package', 'title']).where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no exam ${id}.`, { place: 'id' });
    return { title: row.title, ...(await exportPackage(row.package, kind === 'plain' ? plain : undefined)) };
  };

  http.route(consoleRoutes.importContent, async ({ caller, body, countFaults }) => {
    const report = await exams.publish(body, policy, staffOf(caller).name);
    countFaults(report.problems.length);
    return report;
  });
  http.route(contentRoutes.exams, () => exams.list());
  http.route(contentRoutes.notes, async ({ params, query }) => {
    const { replaced, notes } = await exported(params.id, query.kind);
    return { replaced, notes };
  });
  http.route(contentRoutes.package, async ({ caller, params, query, reply }) => {
    const { zip, title } = await exported(params.id, query.kind);
    const detail = `${title}, ${query.kind === 'plain' ? 'in plain QTI' : 'with our operators'}`;
    await audit(db, now(), { by: staffOf(caller).name, act: 'export exam', subject: params.id, detail });
    reply.type('application/zip').header('content-disposition', `attachment; filename="${params.id}-${query.kind}.zip"`);
    return zip;
  });
}
