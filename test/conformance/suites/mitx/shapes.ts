/** What the recorded graders' settings look like, as far as they are read. */
import { z } from 'zod';

export const answer = z.looseObject({ expect: z.array(z.unknown()), grade_decimal: z.number().optional() });
export type Answer = z.infer<typeof answer>;
/** One answer or several; a bare one stands for itself. */
export const answerList = z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(answer));
export const grader = z.looseObject({ grader: z.string(), config: z.record(z.string(), z.unknown()) });
export type Grader = z.infer<typeof grader>;

/** A grade from 0 to 1 for each input. */
export type Grades = { grades: number[] };

/** The grader refuses: the input, or its own settings. */
export class Refused extends Error {}
/** The recording depends on Python code or on something no exam has. */
export class Unsupported extends Error {}

const formula = z.object({
  answers: z.unknown(),
  variables: z.array(z.string()).default([]),
  numbered_vars: z.array(z.string()).default([]),
  sample_from: z.record(z.string(), z.unknown()).default({}),
  samples: z.number().default(5),
  failable_evals: z.number().default(0),
  tolerance: z.union([z.string(), z.number()]).default('0.01%'),
  user_functions: z.record(z.string(), z.unknown()).default({}),
  user_constants: z.record(z.string(), z.unknown()).default({}),
  required_functions: z.array(z.string()).default([]),
  blacklist: z.array(z.string()).default([]),
  whitelist: z.array(z.string().nullable()).default([]),
  forbidden_strings: z.array(z.string()).default([]),
  instructor_vars: z.array(z.string()).default([]),
  metric_suffixes: z.boolean().default(false),
  allow_inf: z.boolean().default(false),
  max_array_dim: z.union([z.number(), z.string(), z.null()]).default(0),
  identity_dim: z.number().nullable().default(null),
  negative_powers: z.boolean().default(true),
  shape_errors: z.boolean().default(true),
  suppress_matrix_messages: z.boolean().default(false),
  answer_shape_mismatch: z.looseObject({ is_raised: z.boolean().default(true) }).optional(),
  entry_partial_credit: z.union([z.number(), z.string()]).optional(),
  complex_integrand: z.boolean().default(false),
  input_positions: z.record(z.string(), z.number().nullable()).default({}),
  even_odd: z.number().default(0),
  infty_val: z.number().default(1000),
  infty_val_fact: z.number().default(80),
});
export type FormulaSettings = z.infer<typeof formula>;
export const formulaSettings = (config: Record<string, unknown>): FormulaSettings => formula.parse(config);
