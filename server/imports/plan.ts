/** What an import is given, and what it would do. */
import type { ImportFormat, ImportSettings } from '../../shared/contract/imports.ts';
import type { Trx } from '../platform/database/database.ts';
import type { Problem } from './table-file.ts';

export type Given = { format: ImportFormat; file: string; text: string; settings: ImportSettings; confirmed: readonly number[] };
export type Change = { row: number; learner: string; what: string };
/** What an import would do; `write` does it, within a transaction. */
export type Plan = {
  changes: Change[];
  unchanged: number;
  problems: Problem[];
  questions: { row: number; message: string }[];
  write: (trx: Trx, from: { source: string; by: string }) => Promise<void>;
};
