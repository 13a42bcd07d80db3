/** Item analysis for staff: how an exam and its items worked, over all candidates whose results stand. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { route } from './kit.ts';

const reviewers = ['reviewer', 'administrator'] as const;
/** Null where there is too little to compute it from. */
const Figure = z.nullable(z.number());

export const AnalysedExam = z.object({ exam: Id, title: z.string(), version: z.number(), people: z.number() });
export type AnalysedExam = z.infer<typeof AnalysedExam>;

export const ChoiceAnalysis = z.object({
  /** The author's identifier; empty for a blank. */
  choice: z.string(),
  text: z.string(),
  isKey: z.boolean(),
  count: z.number(),
  share: z.number(),
  discrimination: Figure,
  /** Share that took it in each group of strength, weakest first. */
  byGroup: z.array(z.number()),
});
export type ChoiceAnalysis = z.infer<typeof ChoiceAnalysis>;

export const ItemFlag = z.enum(['very-easy', 'very-hard', 'weak', 'against', 'distractor', 'unused', 'groups-differ']);
export type ItemFlag = z.infer<typeof ItemFlag>;
export const ItemAnalysis = z.object({
  item: Id,
  title: z.string(),
  section: z.string(),
  max: z.number(),
  difficulty: z.number(),
  discrimination: Figure,
  alphaWithout: Figure,
  /** Two-parameter logistic curve of a full score; ability is standard normal. */
  curve: z.nullable(z.object({ a: z.number(), b: z.number() })),
  /** Mean share of the maximum in each group of strength, weakest first. */
  byGroup: z.array(z.number()),
  choices: z.array(ChoiceAnalysis),
  dif: z.nullable(z.object({ oddsRatio: z.number(), chiSquare: z.number(), delta: z.number(), size: z.enum(['A', 'B', 'C']) })),
  flags: z.array(ItemFlag),
});
export type ItemAnalysis = z.infer<typeof ItemAnalysis>;

export const ExamAnalysis = z.object({
  exam: Id,
  title: z.string(),
  people: z.number(),
  max: z.number(),
  mean: Figure,
  deviation: Figure,
  alpha: Figure,
  kr21: Figure,
  sem: Figure,
  /** The least total that passes, and the standard error of measurement there, in points. */
  cut: z.number(),
  semAtCut: Figure,
  decisions: z.nullable(
    z.object({
      effectiveLength: z.number(),
      consistency: z.number(),
      kappa: z.number(),
      accuracy: z.number(),
      falsePass: z.number(),
      falseFail: z.number(),
    }),
  ),
  /** How many candidates got each whole total, from 0 to the maximum. */
  distribution: z.array(z.number()),
  /** Standard error of measurement at each whole total; empty where it can't be estimated. */
  conditional: z.array(z.number()),
  /** Candidates that curves need at least; below that none are fitted. */
  curvesFrom: z.number(),
  /** Countries with enough candidates to be compared with the others. */
  groups: z.array(z.string()),
  focal: z.nullable(z.string()),
  items: z.array(ItemAnalysis),
});
export type ExamAnalysis = z.infer<typeof ExamAnalysis>;

export const Equating = z.object({
  from: AnalysedExam,
  to: AnalysedExam,
  intercept: z.number(),
  slope: z.number(),
  /** For each whole total on the new form: its worth on the old one by both methods. */
  scores: z.array(z.object({ score: z.number(), linear: z.number(), equipercentile: z.number() })),
});
export type Equating = z.infer<typeof Equating>;

export const analysisRoutes = {
  exams: route({ method: 'GET', path: '/api/console/analysis', allowed: reviewers, reply: z.array(AnalysedExam) }),
  exam: route({
    method: 'GET',
    path: '/api/console/analysis/:id',
    allowed: reviewers,
    params: z.object({ id: Id }),
    query: z.object({ focal: z.optional(z.string().check(z.maxLength(3))) }),
    reply: ExamAnalysis,
  }),
  /** What totals on one form are worth on another that a comparable group took. */
  equate: route({
    method: 'GET',
    path: '/api/console/analysis/:id/equated/:to',
    allowed: reviewers,
    params: z.object({ id: Id, to: Id }),
    reply: Equating,
  }),
};
