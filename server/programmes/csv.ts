/** Reads a CSV file of course results into checked rows and a list of what is wrong, by row and column. Pure. */
import { type CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { ImportReport } from '../../shared/contract/console.ts';
import { Id } from '../../shared/journal/entry.ts';
import { CalendarDate, CourseCode, Percent } from '../../shared/programme/index.ts';

export type ImportProblem = ImportReport['problems'][number];

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const Name = (max: number) =>
  z
    .string()
    .min(1, 'is empty; fill it in')
    .max(max, `is longer than ${max} characters; shorten it`)
    .regex(/^\P{Cc}*$/u, 'contains a control character, such as a line break; remove it')
    .transform((text) => text.normalize('NFC'));
const Code = z.string().refine((text) => z.safeParse(Id, text).success, {
  error: 'must be 1 to 64 letters without accents, digits, dashes or underscores',
});

const Row = z.object({
  learner_id: Code,
  email: z.email('is not an e-mail address; write it like name@example.org').max(200),
  name: Name(200),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be a country code of two capital letters, such as KE', abort: true })
    .refine((code) => regions.of(code) !== undefined, 'is not a country code of ISO 3166; look the code up'),
  course: CourseCode,
  run: Name(64),
  grade_percent: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a number from 0 to 100 with a decimal point, such as 72.5')
    .transform(Number)
    .pipe(Percent),
  verified: z.enum(['yes', 'no'], 'must be yes or no').transform((text) => text === 'yes'),
  completed_on: CalendarDate,
});
export type Row = z.infer<typeof Row>;
export const columns = Object.keys(Row.shape) as (keyof Row)[];

/** Rows are numbered as a spreadsheet shows them: the heading is row 1. */
export type NumberedRow = { row: number; data: Row };
export type ReadCsv = { rows: NumberedRow[]; problems: ImportProblem[] };

/** Reads the whole file. A fault of the file itself leaves no rows; a fault in one row leaves the others. */
export function readCsv(csv: string): ReadCsv {
  let records: string[][];
  try {
    records = parse(csv, { bom: true, trim: true, relaxColumnCount: true });
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const message = `The file is not readable as CSV: ${error.message}. Nothing was taken; correct the quotes there.`;
    return { rows: [], problems: [{ row: typeof error.lines === 'number' ? error.lines : 1, column: null, message }] };
  }
  const [heading = [], ...body] = records;
  const faults = faultsOfHeading(heading);
  if (faults.length > 0) return { rows: [], problems: faults };

  const rows: NumberedRow[] = [];
  const problems: ImportProblem[] = [];
  for (const [i, cells] of body.entries()) {
    const row = i + 2;
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length !== heading.length) {
      const message = `has ${cells.length} cells where the heading has ${heading.length}; a comma inside a value needs quotes around it`;
      problems.push({ row, column: null, message });
      continue;
    }
    const parsed = Row.safeParse(Object.fromEntries(heading.map((name, at) => [name, cells[at]])));
    if (parsed.success) rows.push({ row, data: parsed.data });
    else problems.push(...parsed.error.issues.map(({ path, message }) => ({ row, column: String(path[0]), message })));
  }
  return { rows, problems };
}

function faultsOfHeading(heading: readonly string[]): ImportProblem[] {
  if (heading.length === 1 && heading[0]?.includes(';')) {
    const message = 'The file is separated by semicolons. Save it as CSV separated by commas. Nothing was taken.';
    return [{ row: 1, column: null, message }];
  }
  const known: readonly string[] = columns;
  const fault = (column: string, message: string) => ({ row: 1, column, message: `${message} Nothing was taken.` });
  return [
    ...known.filter((name) => !heading.includes(name)).map((name) => fault(name, 'This column is missing; add it.')),
    ...heading.filter((name) => !known.includes(name)).map((name) => fault(name, 'This column is not known; remove it.')),
    ...known
      .filter((name) => heading.filter((other) => other === name).length > 1)
      .map((name) => fault(name, 'This column stands there twice; remove one.')),
  ];
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
