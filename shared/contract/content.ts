/** Published exams as content: what there is, and their packages to take away. For administrators. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const administrators = ['administrator'] as const;
const ById = z.object({ id: Id });
/** `profile` keeps our own operators; `plain` writes plain QTI in their place. */
export const ExportKind = z.enum(['profile', 'plain']);
export type ExportKind = z.infer<typeof ExportKind>;
const Kind = z.object({ kind: ExportKind });

export const ExamRow = z.object({
  id: Id,
  title: z.string(),
  /** The author's identifier of the test, which versions share. */
  assessment: z.string(),
  version: z.number(),
  items: z.number(),
  publishedAt: z.number(),
  publishedBy: z.string(),
});
export type ExamRow = z.infer<typeof ExamRow>;

/** What plain QTI cannot say, and how often it took the place of an operator of our own. */
export const ExportNotes = z.object({
  replaced: z.number(),
  notes: z.array(z.object({ file: z.string(), line: z.nullable(z.number()), message: z.string() })),
});
export type ExportNotes = z.infer<typeof ExportNotes>;

export const contentRoutes = {
  exams: route({ method: 'GET', path: '/api/console/exams', allowed: administrators, reply: z.array(ExamRow) }),
  /** A QTI 3 content package as a zip. It holds the keys. */
  package: route({
    method: 'GET',
    path: '/api/console/exams/:id/package',
    allowed: administrators,
    params: ById,
    query: Kind,
    reply: 'bytes',
  }),
  notes: route({
    method: 'GET',
    path: '/api/console/exams/:id/package-notes',
    allowed: administrators,
    params: ById,
    query: Kind,
    reply: ExportNotes,
  }),
};
