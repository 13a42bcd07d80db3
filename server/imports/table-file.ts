/** A file of rows under a heading, comma or tab separated, with every fault by row and column. Pure. */
import { type CsvError, parse } from 'csv-parse/sync';

export type Problem = { row: number; column: string | null; message: string };
/** Rows are numbered as a spreadsheet shows them: the heading is row 1. */
export type FileRow = { row: number; cells: Readonly<Record<string, string>> };
export type TableFile = { heading: string[]; rows: FileRow[]; problems: Problem[] };

const NOTHING = 'Nothing was taken.';

/**
 * Reads the whole file. A fault of the file itself leaves no rows; a fault in one row leaves the others.
 * @param needed columns without which the file makes no sense; others may be there and are passed on
 */
export function readTable(text: string, needed: readonly string[], delimiter: ',' | '\t' = ','): TableFile {
  let records: string[][];
  try {
    records = parse(text, { bom: true, trim: true, relaxColumnCount: true, delimiter, quote: delimiter === '\t' ? null : '"' });
  } catch (error) {
    if (!isCsvError(error)) throw error;
    const row = typeof error.lines === 'number' ? error.lines : 1;
    return fault(row, null, `The file cannot be read: ${error.message}. ${NOTHING} Correct the quotes there.`);
  }
  const [heading = [], ...body] = records;
  if (delimiter === ',' && heading.length === 1 && /[;\t]/.test(heading[0] ?? ''))
    return fault(1, null, `The file is not separated by commas. Save it as CSV separated by commas. ${NOTHING}`);
  const missing = needed.filter((name) => !heading.includes(name));
  const twice = [...new Set(heading.filter((name, at) => name !== '' && heading.indexOf(name) !== at))];
  const problems: Problem[] = [
    ...missing.map((column) => ({
      row: 1,
      column,
      message: `This column is missing; is this the right kind of file? ${NOTHING}`,
    })),
    ...twice.map((column) => ({ row: 1, column, message: `This column stands there twice; remove one. ${NOTHING}` })),
  ];
  if (problems.length > 0) return { heading, rows: [], problems };
  const rows: FileRow[] = [];
  for (const [i, cells] of body.entries()) {
    const row = i + 2;
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length !== heading.length) {
      const message = `has ${cells.length} cells where the heading has ${heading.length}; a separator inside a value needs quotes`;
      problems.push({ row, column: null, message });
      continue;
    }
    rows.push({ row, cells: Object.fromEntries(heading.map((name, at) => [name, (cells[at] ?? '').normalize('NFC')])) });
  }
  return { heading, rows, problems };
}

const fault = (row: number, column: string | null, message: string): TableFile => ({
  heading: [],
  rows: [],
  problems: [{ row, column, message }],
});
const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
