/** What a programme's rules look at: a learner's course results, exam results and whatever is still open. */
import * as z from 'zod';
import { Id } from '../../shared/journal/entry.ts';
import { CalendarDate } from './dates.ts';
import { Percent, Share } from './units.ts';

const Millis = z.int().min(0);

export const CourseResult = z.object({
  course: Id,
  run: z.string().min(1).max(64),
  grade: Percent,
  verified: z.boolean(),
  completedOn: CalendarDate,
});
export type CourseResult = z.infer<typeof CourseResult>;

export const ExamResult = z.object({
  exam: Id,
  sitting: Id,
  score: Share,
  state: z.enum(['provisional', 'final', 'invalidated']),
  takenAt: Millis,
});
export type ExamResult = z.infer<typeof ExamResult>;

/** A reason why nothing may be signed yet, in words that the learner may read. */
export const Hold = z.object({
  kind: z.enum(['incident', 'marking', 'identity', 'revocation']),
  subject: Id,
  reason: z.string().min(1).max(500),
});
export type Hold = z.infer<typeof Hold>;

export const Evidence = z.object({
  learner: Id,
  /** The moment at which the rules are applied, ms since 1970: ages are counted from here. */
  at: Millis,
  courses: z.array(CourseResult),
  exams: z.array(ExamResult),
  holds: z.array(Hold),
});
export type Evidence = z.infer<typeof Evidence>;
