/** Imports of files of other systems: looked at first, applied by the same person afterwards, a repeat changes nothing. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { ImportReport } from './console.ts';
import { route } from './kit.ts';

export const importFormats = [
  'openedx-grade-report',
  'openedx-bulk-grades',
  'oneroster-results',
  'lti-results',
  'micromasters-exam',
  'pearson-exam',
  'identities',
  'payments',
] as const;
export const ImportFormat = z.enum(importFormats);
export type ImportFormat = z.infer<typeof ImportFormat>;

const Text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const Day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
/** What a file does not say itself; which of these are needed depends on its format. */
export const ImportSettings = z.object({
  course: z.optional(Text(64)),
  run: z.optional(Text(64)),
  completedOn: z.optional(Day),
  /** Whether results count as verified: as the file's track says, all, or none. */
  verified: z.optional(z.enum(['file', 'yes', 'no'])),
  /** The most points that can be reached. */
  maximum: z.optional(z.number().check(z.gt(0), z.maximum(1_000_000))),
  /** The column or line item to read. */
  item: z.optional(Text(500)),
  exam: z.optional(Id),
  takenOn: z.optional(Day),
  platform: z.optional(Id),
});
export type ImportSettings = z.infer<typeof ImportSettings>;
export const neededSettings: Record<ImportFormat, readonly (keyof ImportSettings)[]> = {
  'openedx-grade-report': ['course', 'run', 'completedOn', 'verified'],
  'openedx-bulk-grades': ['course', 'run', 'completedOn', 'verified', 'item', 'maximum'],
  'oneroster-results': ['course', 'run', 'verified', 'item', 'maximum'],
  'lti-results': ['course', 'run', 'completedOn', 'verified', 'platform', 'item'],
  'micromasters-exam': ['exam', 'takenOn'],
  'pearson-exam': ['exam'],
  identities: [],
  payments: [],
};

export const ImportQuestion = z.object({ row: z.number(), message: z.string() });
export type ImportQuestion = z.infer<typeof ImportQuestion>;
export const ImportPreview = z.object({
  report: ImportReport,
  /** Rows that a person must look at; they are left out until confirmed. */
  questions: z.array(ImportQuestion),
  /** What each taken row would do, in words. */
  changes: z.array(z.object({ row: z.number(), learner: Id, what: z.string() })),
  /** Stands for exactly these changes. */
  hash: z.string(),
});
export type ImportPreview = z.infer<typeof ImportPreview>;
export const ImportRun = z.object({
  id: Id,
  format: ImportFormat,
  at: z.number(),
  by: z.string(),
  file: z.string(),
  taken: z.number(),
  unchanged: z.number(),
  problems: z.number(),
});
export type ImportRun = z.infer<typeof ImportRun>;

const administrators = ['administrator'] as const;
const base = '/api/console/imports';
const Given = {
  format: ImportFormat,
  file: z.string().check(z.maxLength(200)),
  /** The file's text; empty where the server fetches the rows itself. */
  text: z.string().check(z.maxLength(2_000_000)),
  settings: ImportSettings,
  /** Rows that a person has looked at and that are to be taken. */
  confirmed: z.array(z.int()).check(z.maxLength(5000)),
};
export const importRoutes = {
  runs: route({ method: 'GET', path: base, allowed: administrators, reply: z.array(ImportRun) }),
  preview: route({
    method: 'POST',
    path: `${base}/preview`,
    allowed: administrators,
    body: z.object(Given),
    reply: ImportPreview,
  }),
  apply: route({
    method: 'POST',
    path: base,
    allowed: administrators,
    body: z.object({ ...Given, hash: Text(64) }),
    reply: ImportRun,
  }),
};
