/** How far each registration of an exam came, put together out of the features that know a part of it. */
import type { FigureStage } from '../shared/contract/figures.ts';
import { usedMs } from '../shared/sitting/clock.ts';
import type { Analysis } from './analysis/index.ts';
import type { Credentials } from './credentials/index.ts';
import type { Exams } from './exams/index.ts';
import type { FigureFacts, FigureRow } from './figures/index.ts';
import type { Grading } from './grading/index.ts';
import type { Programmes } from './programmes/index.ts';
import type { Registration, Registrations } from './registrations/index.ts';
import type { Sittings } from './sittings/index.ts';

export type FactsOptions = {
  registrations: Registrations;
  sittings: Sittings;
  grading: Grading;
  exams: Exams;
  analysis: Analysis;
  programmes: Programmes;
  credentials: Credentials;
};

export function gatherFigures({ registrations, sittings, grading, exams, analysis, programmes, credentials }: FactsOptions) {
  const known = async (exam: string) => (await registrations.all()).filter(({ window }) => window.exam === exam);

  return {
    async exams() {
      const ids = [...new Set((await registrations.all()).map(({ window }) => window.exam))];
      return await Promise.all(
        ids.map(async (id) => {
          const { exam, version } = await exams.get(id);
          return { exam: id, title: exam.title, version };
        }),
      );
    },
    async facts(id: string): Promise<FigureFacts> {
      const { exam, policy } = await exams.get(id);
      const own = await known(id);
      const sittingOf = new Map((await sittings.ids()).map((sitting) => [sitting.registration, sitting]));
      const outcomeOf = new Map((await grading.outcomes()).map((outcome) => [outcome.sitting, outcome]));
      const countryOf = new Map((await programmes.learners()).map(({ id: learner, country }) => [learner, country]));
      const awarded = new Set(
        (await credentials.list()).flatMap(({ learner, programme, state }) =>
          state === 'valid' ? [`${learner} ${programme}`] : [],
        ),
      );
      const title = new Map<string, string>();
      for (const programme of new Set(own.map(({ window }) => window.programme)))
        title.set(programme, (await programmes.newest(programme)).title);

      const rowOf = async ({ id: registration, learner, window }: Registration): Promise<FigureRow> => {
        const row = { window: window.title, country: countryOf.get(learner) ?? '', share: null, minutes: null };
        const sitting = sittingOf.get(registration);
        if (!sitting || sitting.stage === 'check-in') return { ...row, stage: 'registered' };
        if (!sitting.over) return { ...row, stage: 'checked-in' };
        const { state } = await sittings.journal.live(sitting.id);
        const minutes = usedMs(state.clock) / 60_000;
        const outcome = outcomeOf.get(sitting.id);
        if (outcome?.state !== 'final') return { ...row, minutes, stage: 'submitted' };
        const holds = awarded.has(`${learner} ${title.get(window.programme) ?? ''}`);
        const stage: FigureStage = !outcome.passed ? 'graded' : holds ? 'awarded' : 'passed';
        return { ...row, minutes, share: outcome.score / outcome.max, stage };
      };
      const rows = await Promise.all(own.map(rowOf));
      const [programme] = own.map(({ window }) => window.programme);
      const learners = programme ? await programmes.learnerRows(programme, new Map()) : [];
      return {
        exam: id,
        title: exam.title,
        passMark: policy.passMark,
        allowed: policy.minutes,
        sem: rows.some(({ share }) => share !== null) ? await semOf(id) : null,
        eligible: learners.filter(({ eligible }) => eligible).length,
        rows,
      };
    },
  };

  async function semOf(id: string): Promise<number | null> {
    const { semAtCut, max } = await analysis.report(id, null);
    return semAtCut === null ? null : semAtCut / max;
  }
}
