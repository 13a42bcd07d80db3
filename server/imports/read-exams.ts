/** Exam results out of the files of earlier providers: the micromasters CSV and Pearson's EXAM table. Pure. */
import type { ImportSettings } from '../../shared/contract/imports.ts';
import { type Graded, mixedUp, numberOf, percentOf } from './grades.ts';
import type { Named } from './people.ts';
import { type Problem, readTable } from './table-file.ts';

/** `share` 0..1; 0 for a no-show. `reference` is the source's own name for the sitting, where it has one. */
export type ReadExam = { row: number; who: Named; share: number; noShow: boolean; takenAt: number; reference: string | null };
export type ReadExams = { exams: ReadExam[]; problems: Problem[] };

const yes = ['true', '1', 'yes', 'y'];
const no = ['false', '0', 'no', 'n', ''];
const flagOf = (text: string): boolean | null =>
  yes.includes(text.toLowerCase()) ? true : no.includes(text.toLowerCase()) ? false : null;

/** `2017/05/20 13:45:00` as Pearson writes it, in UTC. */
function pearsonTime(text: string): number | null {
  const [, y, m, d, time] = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const at = Date.parse(`${y}-${m}-${d}T${time}Z`);
  return y !== undefined && Number.isFinite(at) && new Date(at).getUTCDate() === Number(d) ? at : null;
}

const mm = ['username', 'course_id', 'score', 'grade', 'no_show'];
const pearson = [
  'RegistrationID',
  'ClientCandidateID',
  'ExamSeriesCode',
  'ExamDate',
  'PassingScore',
  'Score',
  'Grade',
  'NoShow',
  'ClientAuthorizationID',
];

export function readExams(format: 'micromasters-exam' | 'pearson-exam', text: string, settings: ImportSettings): ReadExams {
  const isPearson = format === 'pearson-exam';
  const file = readTable(text, isPearson ? pearson : mm, isPearson ? '\t' : ',');
  const problems: Problem[] = [...file.problems];
  const [scoreColumn, flagColumn] = isPearson ? (['Score', 'NoShow'] as const) : (['score', 'no_show'] as const);
  const read: (Graded & Omit<ReadExam, 'share'>)[] = [];
  for (const { row, cells } of file.rows) {
    const faults: Problem[] = [];
    const noShow = flagOf(cells[flagColumn] ?? '');
    if (noShow === null) faults.push({ row, column: flagColumn, message: `"${cells[flagColumn]}" is neither true nor false` });
    const value = numberOf(cells[scoreColumn] ?? '');
    if (value === null && noShow === false)
      faults.push({ row, column: scoreColumn, message: `"${cells[scoreColumn]}" is not a number with a decimal point` });
    if (noShow === true && value !== null && value > 0)
      faults.push({ row, column: flagColumn, message: `says that nobody came, but there is a score of ${value}` });
    const takenAt = isPearson ? pearsonTime(cells.ExamDate ?? '') : Date.parse(`${settings.takenOn}T00:00:00Z`);
    if (takenAt === null)
      faults.push({ row, column: 'ExamDate', message: `"${cells.ExamDate}" is no time written as 2017/05/20 13:45:00` });
    const grade = (cells[isPearson ? 'Grade' : 'grade'] ?? '').toLowerCase();
    const mark = isPearson ? numberOf(cells.PassingScore ?? '') : null;
    if (mark !== null && value !== null && noShow === false && (grade === 'pass') !== value >= mark)
      faults.push({
        row,
        column: 'Grade',
        message: `is "${cells.Grade}", but ${value} of a passing score of ${mark} says otherwise`,
      });
    if (faults.length > 0 || takenAt === null || noShow === null) {
      problems.push(...faults);
      continue;
    }
    const who: Named = isPearson ? { id: cells.ClientCandidateID ?? '' } : { username: cells.username ?? '' };
    const reference = isPearson ? (cells.RegistrationID ?? null) : null;
    read.push({ row, who, value: noShow ? 0 : (value ?? 0), noShow, takenAt, reference });
  }
  const attended = read.filter(({ noShow }) => !noShow);
  const wrongUnit = mixedUp(scoreColumn, { is: 'percent' }, attended);
  if (wrongUnit) return { exams: [], problems: [...problems, wrongUnit] };
  const exams: ReadExam[] = [];
  for (const { value, ...rest } of read) {
    const grade = percentOf(value, { is: 'percent' });
    if ('fault' in grade) problems.push({ row: rest.row, column: scoreColumn, message: grade.fault });
    else exams.push({ ...rest, share: Number((grade.percent / 100).toFixed(8)) });
  }
  return { exams, problems };
}
