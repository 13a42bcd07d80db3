/** Figures for staff: how many came how far, and with which scores. Counts alone; small ones are kept back. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

/** How far a registration came, each stage within the one before. */
export const figureStages = ['registered', 'checked-in', 'submitted', 'graded', 'passed', 'awarded'] as const;
export const FigureStage = z.enum(figureStages);
export type FigureStage = z.infer<typeof FigureStage>;

/** Null: kept back, because few people are meant or because it would give away such a number. */
const Shown = z.nullable(z.number());
const Bin = z.object({ from: z.number(), to: z.number(), count: z.number() });
export const Figures = z.object({
  exam: Id,
  title: z.string(),
  /** Counts from 1 to one below this are kept back. */
  smallest: z.number(),
  /** Learners whom the programme lets register now. */
  eligible: Shown,
  funnel: z.array(z.object({ stage: FigureStage, count: Shown })),
  /** A row a window; small windows stand together. */
  windows: z.array(
    z.object({
      titles: z.array(z.string()),
      registered: z.number(),
      graded: Shown,
      passed: Shown,
      /** Passed of graded, 0..1, with Wilson's 95 % interval. */
      rate: Shown,
      low: Shown,
      high: Shown,
    }),
  ),
  /** In percent of the maximum, 0..100, of final results. */
  scores: z.nullable(z.object({ bins: z.array(Bin), people: z.number(), cut: z.number(), sem: Shown, median: Shown })),
  /** In minutes. */
  time: z.nullable(
    z.object({ bins: z.array(Bin), people: z.number(), allowed: z.number(), lower: Shown, median: Shown, upper: Shown }),
  ),
  /** ISO 3166 codes, `other` for countries put together; most people first. */
  countries: z.array(z.object({ country: z.string(), count: Shown })),
});
export type Figures = z.infer<typeof Figures>;
export const FiguredExam = z.object({ exam: Id, title: z.string(), version: z.number() });
export type FiguredExam = z.infer<typeof FiguredExam>;

const reviewers = ['reviewer', 'administrator'] as const;
const ById = z.object({ id: Id });
export const figureRoutes = {
  exams: route({ method: 'GET', path: '/api/console/figures', allowed: reviewers, reply: z.array(FiguredExam) }),
  figures: route({ method: 'GET', path: '/api/console/figures/:id', allowed: reviewers, params: ById, reply: Figures }),
  csv: route({ method: 'GET', path: '/api/console/figures/:id/table.csv', allowed: reviewers, params: ById, reply: 'text' }),
};
