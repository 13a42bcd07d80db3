/** Figures for staff: funnel, pass rates, scores, time and countries of an exam, with small numbers kept back. */
import { type FiguredExam, type Figures, figureRoutes } from '../../shared/contract/figures.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { csvOf } from './csv.ts';
import { type FigureFacts, figuresOf } from './figures.ts';

export type { FigureFacts, FigureRow } from './figures.ts';

export type FiguresOptions = {
  db: Db;
  now: () => number;
  /** Exams that somebody is registered for. */
  exams: () => Promise<readonly FiguredExam[]>;
  facts: (exam: string) => Promise<FigureFacts>;
};

export function createFigures({ db, now, exams, facts }: FiguresOptions) {
  /** @throws ProblemError `not-found` */
  const report = async (id: string): Promise<Figures> => {
    if (!(await exams()).some(({ exam }) => exam === id))
      throw new ProblemError('not-found', 'Nobody is registered for this exam.', { place: 'id' });
    return figuresOf(await facts(id));
  };
  return {
    report,
    serve(http: Http): void {
      http.route(figureRoutes.exams, async () => [...(await exams())]);
      http.route(figureRoutes.figures, async ({ params, caller }) => {
        const figures = await report(params.id);
        await audit(db, now(), { by: staffOf(caller).name, act: 'looked at', subject: `figures of ${params.id}` });
        return figures;
      });
      http.route(figureRoutes.csv, async ({ params, caller, reply }) => {
        const figures = await report(params.id);
        await audit(db, now(), { by: staffOf(caller).name, act: 'downloaded', subject: `figures of ${params.id}` });
        reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="figures-${params.id}.csv"`);
        return csvOf(figures);
      });
    },
  };
}
export type FiguresFeature = ReturnType<typeof createFigures>;
