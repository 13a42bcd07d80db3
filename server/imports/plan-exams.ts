/** What exam results of an earlier provider change: facts about learners, each under the name of its sitting. */
import type { ImportSettings } from '../../shared/contract/imports.ts';
import { digest } from '../../shared/journal/chain.ts';
import { dateOf, type ExamResult, Share } from '../../shared/programme/index.ts';
import type { FactToRecord, Programmes } from '../programmes/index.ts';
import { createFinder, type People } from './people.ts';
import type { Plan } from './plan.ts';
import { type ReadExam, readExams } from './read-exams.ts';
import type { Problem } from './table-file.ts';

type Options = {
  format: 'micromasters-exam' | 'pearson-exam';
  text: string;
  settings: ImportSettings;
  known: People;
  facts: Programmes['facts'];
};

export async function planExams({ format, text, settings, known, facts }: Options): Promise<Plan> {
  const { exams, problems } = readExams(format, text, settings);
  const find = createFinder(known);
  const exam = settings.exam ?? '';
  const faults: Problem[] = [...problems];
  const taken: { row: number; learner: string; body: ExamResult }[] = [];
  const seen = new Map<string, number>();
  let unchanged = 0;
  for (const read of exams) {
    const found = find(read.who);
    if ('fault' in found) {
      faults.push({ row: read.row, column: null, message: found.fault });
      continue;
    }
    const learner = found.learner.id;
    const body = bodyOf(read, exam, learner);
    const earlier = seen.get(body.sitting);
    if (earlier !== undefined) {
      faults.push({ row: read.row, column: null, message: `is about the same sitting as row ${earlier}; keep the right one` });
      continue;
    }
    seen.set(body.sitting, read.row);
    const stored = (await facts.of(learner)).exams.find(({ sitting }) => sitting === body.sitting);
    if (stored && digest(stored) === digest(body)) unchanged++;
    else taken.push({ row: read.row, learner, body });
  }
  return {
    changes: taken.map(({ row, learner, body }) => ({
      row,
      learner,
      what: `${exam}: ${body.state === 'no-show' ? 'did not come' : `${Number((body.score * 100).toFixed(4))} %`}, ${dateOf(body.takenAt)}`,
    })),
    unchanged,
    problems: faults,
    questions: [],
    async write(trx, from) {
      const all = taken.map(({ learner, body }): FactToRecord => ({ kind: 'exam-result', learner, body }));
      await facts.record(trx, all, from);
    },
  };
}

/** Without a name at its source, a sitting is the one of this learner, exam and day: the same file again is the same sitting. */
function bodyOf({ share, noShow, takenAt, reference }: ReadExam, exam: string, learner: string): ExamResult {
  const name = digest(reference === null ? ['import', exam, learner, dateOf(takenAt)] : ['import', exam, reference]);
  return {
    exam,
    sitting: `import-${name.slice(0, 32)}`,
    score: Share.parse(noShow ? 0 : share),
    state: noShow ? 'no-show' : 'final',
    takenAt,
  };
}
