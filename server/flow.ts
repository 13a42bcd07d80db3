/**
 * What follows from what: a sitting ends -> a provisional result; its incidents are decided -> the result is final or
 * invalidated; either way -> the decision is taken again, and a credential issued or taken back with it.
 */
import type { Decisions } from './decisions/index.ts';
import type { Exams } from './exams/index.ts';
import type { Grading } from './grading/index.ts';
import type { Log } from './platform/log.ts';
import { createSerially } from './platform/serially.ts';
import { Share } from './programmes/index.ts';
import type { Registrations } from './registrations/index.ts';
import { isDecided, type Review } from './review/index.ts';
import type { Sittings } from './sittings/index.ts';

const DAY_MS = 86_400_000;

export type FlowOptions = {
  sittings: Sittings;
  registrations: Registrations;
  review: Review;
  exams: Exams;
  grading: Grading;
  decisions: Decisions;
  log: Log;
  now: () => number;
};

export function connectFlow({ sittings, registrations, review, exams, grading, decisions, log, now }: FlowOptions) {
  const serially = createSerially();

  /** Results name the exam's version; programmes ask for the assessment, of which versions come and go. */
  const evidenceOf = async (learner: string) =>
    Promise.all(
      (await grading.evidenceOf(learner)).map(async (result) => ({
        ...result,
        score: Share.parse(result.score),
        exam: (await exams.get(result.exam)).exam.assessment,
      })),
    );

  const decide = async (sitting: string, cause: string): Promise<void> => {
    const { facts } = await sittings.journal.live(sitting);
    const { window } = await registrations.get(facts.registration);
    await serially(facts.learner, async () => {
      const open = (await review.incidentsOf(sitting)).filter((incident) => !isDecided(incident.state));
      await decisions.recompute({
        programme: window.programme,
        learner: facts.learner,
        exams: await evidenceOf(facts.learner),
        holds: open.map(({ id }) => ({
          kind: 'incident' as const,
          subject: id,
          reason: 'An incident of the sitting is still to be reviewed.',
        })),
        by: 'server',
        cause,
      });
    });
  };

  const startRetention = async (sitting: string): Promise<void> => {
    const { facts } = await sittings.journal.live(sitting);
    await sittings.pictures.keepUntil(sitting, now() + facts.policy.retentionDays * DAY_MS);
  };

  review.onDecided((sitting) => grading.settle(sitting));
  grading.onResult(async (result) => {
    log.info({ sitting: result.sitting, state: result.state }, 'result');
    await decide(result.sitting, `result ${result.state}`);
    if (result.state !== 'provisional') await startRetention(result.sitting);
  });

  return {
    /** Makes up for what a stop of the server interrupted. Call once at start, before serving. */
    async catchUp(): Promise<void> {
      await sittings.catchUp();
      await review.catchUp();
      await grading.catchUp();
      for (const { sitting, state } of await grading.list()) if (state !== 'provisional') await startRetention(sitting);
      for (const { id, over } of await sittings.ids()) if (over) await decide(id, 'server start');
    },
  };
}
