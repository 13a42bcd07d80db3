/** Course results out of the files of other systems, each format in its own words. Pure. */
import type { ImportFormat, ImportSettings } from '../../shared/contract/imports.ts';
import { type Graded, mixedUp, numberOf, percentOf, type Unit } from './grades.ts';
import type { Named } from './people.ts';
import { type FileRow, type Problem, readTable, type TableFile } from './table-file.ts';

export type CourseFormat = Exclude<ImportFormat, 'micromasters-exam' | 'pearson-exam' | 'identities' | 'payments'>;
/** `percent` 0..100; `completedOn` as `YYYY-MM-DD`. */
export type ReadResult = { row: number; who: Named; percent: number; verified: boolean; completedOn: string };
export type ReadResults = { results: ReadResult[]; problems: Problem[] };

type Format = {
  needed: (settings: ImportSettings) => readonly string[];
  unit: (settings: ImportSettings) => Unit;
  /** The column that faults of grades are told under. */
  column: (settings: ImportSettings) => string;
  grade: (row: FileRow, settings: ImportSettings) => string;
  who: (row: FileRow) => Named;
  verified: (row: FileRow) => boolean;
  completedOn?: (row: FileRow) => string;
  /** Why a row is none to be taken, with the column. */
  skip?: (row: FileRow, settings: ImportSettings) => Omit<Problem, 'row'> | null;
};
const at = ({ cells }: FileRow, name: string): string => cells[name] ?? '';
const given = (text: string): string | undefined => (text === '' ? undefined : text);
const named = (who: { id?: string | undefined; email?: string | undefined; username?: string | undefined }): Named =>
  Object.fromEntries(Object.entries(who).filter(([, value]) => value !== undefined));
/** Tracks of Open edX in which the learner's identity was checked. */
const verifiedTracks = ['verified', 'professional', 'masters', 'credit', 'executive-education'];
const points = ({ maximum }: ImportSettings): Unit => ({ is: 'points', maximum: maximum ?? 1 });

const formats: Record<CourseFormat, Format> = {
  // The instructor's grade report: the grade is a share of 1, the rest of the columns are assignments.
  'openedx-grade-report': {
    needed: () => ['Student ID', 'Email', 'Username', 'Grade', 'Enrollment Track'],
    unit: () => ({ is: 'share' }),
    column: () => 'Grade',
    grade: (row) => at(row, 'Grade'),
    who: (row) => named({ email: given(at(row, 'Email')), username: given(at(row, 'Username')) }),
    verified: (row) => verifiedTracks.includes(at(row, 'Enrollment Track')),
  },
  // Bulk grades: one column a subsection, in points; an override that staff gave takes its place.
  'openedx-bulk-grades': {
    needed: ({ item }) => ['user_id', 'username', 'track', `grade-${item ?? ''}`],
    unit: points,
    column: ({ item }) => `grade-${item ?? ''}`,
    grade: (row, { item }) =>
      given(at(row, `new_override-${item}`)) ?? given(at(row, `previous_override-${item}`)) ?? at(row, `grade-${item}`),
    who: (row) => named({ username: given(at(row, 'username')) }),
    verified: (row) => verifiedTracks.includes(at(row, 'track')),
    skip: (row, { course, run, item }) => {
      if (at(row, `grade-${item}`) === '')
        return { column: `grade-${item}`, message: 'is empty: this learner has no grade there' };
      const key = at(row, 'course_id');
      if (key !== '' && run !== undefined && !key.endsWith(`+${run}`) && key !== course)
        return { column: 'course_id', message: `is ${key}, which is another run than ${run}` };
      return null;
    },
  },
  'oneroster-results': {
    needed: () => ['sourcedId', 'status', 'lineItemSourcedId', 'studentSourcedId', 'scoreStatus', 'score', 'scoreDate'],
    unit: points,
    column: () => 'score',
    grade: (row) => at(row, 'score'),
    who: (row) => named({ id: given(at(row, 'studentSourcedId')) }),
    verified: () => false,
    completedOn: (row) => at(row, 'scoreDate').slice(0, 10),
    skip: (row, { item }) => {
      if (at(row, 'lineItemSourcedId') !== item)
        return { column: 'lineItemSourcedId', message: `is of another line item than ${item}` };
      if (at(row, 'status') === 'tobedeleted')
        return { column: 'status', message: 'is to be deleted; a result that was taken is corrected, not deleted' };
      if (at(row, 'scoreStatus') !== 'fully graded')
        return { column: 'scoreStatus', message: `is "${at(row, 'scoreStatus')}"; only fully graded results are taken` };
      return null;
    },
  },
  // Written by this server out of a gradebook's results: learner and share are settled.
  'lti-results': {
    needed: () => ['learner_id', 'share'],
    unit: () => ({ is: 'share' }),
    column: () => 'share',
    grade: (row) => at(row, 'share'),
    who: (row) => named({ id: given(at(row, 'learner_id')) }),
    verified: () => false,
  },
};

/** Rows to take, and what is wrong with the others. A unit that does not fit the file leaves no rows. */
export function readResults(format: CourseFormat, text: string, settings: ImportSettings): ReadResults {
  const kind = formats[format];
  const file: TableFile = readTable(text, kind.needed(settings));
  const problems: Problem[] = [...file.problems];
  const unit = kind.unit(settings);
  const column = kind.column(settings);
  const graded: (Graded & { file: FileRow })[] = [];
  for (const row of file.rows) {
    const skipped = kind.skip?.(row, settings);
    if (skipped) {
      problems.push({ row: row.row, ...skipped });
      continue;
    }
    const text = kind.grade(row, settings);
    const value = numberOf(text);
    if (value === null) problems.push({ row: row.row, column, message: `"${text}" is not a number with a decimal point` });
    else graded.push({ row: row.row, value, file: row });
  }
  const wrongUnit = mixedUp(column, unit, graded);
  if (wrongUnit) return { results: [], problems: [...problems, wrongUnit] };

  const results: ReadResult[] = [];
  for (const { row, value, file: cells } of graded) {
    const grade = percentOf(value, unit);
    if ('fault' in grade) {
      problems.push({ row, column, message: grade.fault });
      continue;
    }
    const verified = settings.verified === 'file' ? kind.verified(cells) : settings.verified === 'yes';
    const completedOn = kind.completedOn?.(cells) ?? settings.completedOn ?? '';
    results.push({ row, who: kind.who(cells), percent: grade.percent, verified, completedOn });
  }
  return { results, problems };
}
