/** Reads the list of a batch: CSV with `learner_id` and, where the credential is to bear another spelling, `name`. Pure. */
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { Id } from '../../shared/journal/entry.ts';
import { ProblemError } from '../platform/problem-error.ts';

/** Rows are numbered as a spreadsheet shows them: the heading is row 1. `fault` says why a row cannot be taken. */
export type ListedRow = { row: number; learner: string; name: string | null; fault: string | null };

const MOST = 5_000;

/** @throws ProblemError `bad-input` when it is no such list */
export function readList(csv: string): ListedRow[] {
  const [heading = [], ...body] = records(csv);
  const learnerAt = heading.indexOf('learner_id');
  const nameAt = heading.indexOf('name');
  const unknown = heading.find((column) => column !== 'learner_id' && column !== 'name');
  if (learnerAt < 0)
    throw bad('The column learner_id is missing. The first row must name the columns: learner_id, or learner_id,name.');
  if (unknown !== undefined) throw bad(`The column "${unknown}" is not known; remove it.`);
  if (body.length > MOST) throw bad(`A batch holds at most ${MOST} learners; this list has ${body.length}.`);
  const seen = new Map<string, number>();
  const rows = body.flatMap((cells, at): ListedRow[] => {
    if (cells.every((cell) => cell === '')) return [];
    const row = at + 2;
    const learner = cells[learnerAt] ?? '';
    const name = nameAt < 0 || !cells[nameAt] ? null : cells[nameAt].normalize('NFC');
    const earlier = seen.get(learner);
    if (earlier === undefined) seen.set(learner, row);
    return [{ row, learner, name, fault: faultOf(cells.length === heading.length, learner, earlier) }];
  });
  if (rows.length === 0) throw bad('The list names nobody.');
  return rows;
}

function faultOf(isWhole: boolean, learner: string, earlier: number | undefined): string | null {
  if (!isWhole) return 'The row has another number of cells than the heading; a comma inside a name needs quotes around it.';
  if (!z.safeParse(Id, learner).success) return `"${learner}" is no learner_id.`;
  return earlier === undefined ? null : `The learner stands in row ${earlier} already.`;
}

function records(csv: string): string[][] {
  try {
    return parse(csv, { bom: true, trim: true, relaxColumnCount: true });
  } catch (error) {
    throw bad(`The list is not readable as CSV: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
const bad = (message: string) => new ProblemError('bad-input', `${message} Nothing was proposed.`, { place: 'csv' });
