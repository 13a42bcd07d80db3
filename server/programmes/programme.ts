/**
 * A programme version as data: what leads to the credential and what the credential says. A published version never
 * changes; whatever changes gets a new version, so that every decision can be taken again under its own rules.
 */
import * as z from 'zod';
import { Id } from '../../shared/journal/entry.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { Percent, Share } from './units.ts';

const Title = z.string().trim().min(1, 'must not be empty').max(200);
const MAX_DEPTH = 8;

const CourseRule = z.strictObject({
  kind: z.literal('course'),
  course: Id,
  title: Title,
  minimumPercent: Percent,
  /** Results earned without a checked identity do not count. */
  verifiedOnly: z.boolean(),
  /** Age of the result in calendar years when the exam is taken; null for no limit. */
  maximumAgeYears: z.int().min(1).max(50).nullable(),
});
const ExamRule = z.strictObject({ kind: z.literal('exam'), exam: Id, title: Title, passMarkShare: Share });

export type CourseRule = z.infer<typeof CourseRule>;
export type ExamRule = z.infer<typeof ExamRule>;
export type Requirement =
  | { kind: 'all-of'; title: string; of: Requirement[] }
  | { kind: 'at-least'; title: string; count: number; of: Requirement[] }
  | CourseRule
  | ExamRule;

export const Requirement: z.ZodType<Requirement> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('all-of'),
    title: Title,
    get of() {
      return z.array(Requirement).min(1, 'must name at least one requirement');
    },
  }),
  z
    .strictObject({
      kind: z.literal('at-least'),
      title: Title,
      count: z.int().min(1),
      get of() {
        return z.array(Requirement).min(1, 'must name at least one requirement');
      },
    })
    .refine((rule) => rule.count <= rule.of.length, {
      path: ['count'],
      error: 'asks for more requirements than the list has',
    })
    .refine((rule) => !repeatsItself(rule.of), {
      path: ['of'],
      error: 'names the same course or exam twice, which would count it twice',
    }),
  CourseRule,
  ExamRule,
]);

export const Programme = z
  .strictObject({
    id: Id,
    version: z.string().regex(/^[A-Za-z0-9._-]{1,32}$/, 'must be 1 to 32 letters, digits, dots, dashes or underscores'),
    title: Title,
    /** What the holder has shown, for the credential. */
    description: z.string().min(1).max(2000),
    /** How it is earned, in words, for the credential and the public page. */
    criteria: z.string().min(1).max(4000),
    requirement: Requirement,
  })
  .superRefine((programme, context) => {
    if (depthOf(programme.requirement) > MAX_DEPTH) {
      context.addIssue({ code: 'custom', path: ['requirement'], message: `is nested deeper than ${MAX_DEPTH} levels` });
    }
  });
export type Programme = z.infer<typeof Programme>;

/** Every course and exam of the tree. */
export const leavesOf = (rule: Requirement): (CourseRule | ExamRule)[] =>
  rule.kind === 'course' || rule.kind === 'exam' ? [rule] : rule.of.flatMap(leavesOf);

const depthOf = (rule: Requirement): number => ('of' in rule ? 1 + Math.max(...rule.of.map(depthOf)) : 1);

function repeatsItself(of: readonly Requirement[]): boolean {
  const names = of.flatMap((rule) =>
    rule.kind === 'course' ? [`course ${rule.course}`] : rule.kind === 'exam' ? [`exam ${rule.exam}`] : [],
  );
  return new Set(names).size < names.length;
}

/**
 * The tree without its exams: what must be met before an exam may be taken.
 * @returns null when nothing but exams is required
 */
export function withoutExams(rule: Requirement): Requirement | null {
  if (rule.kind === 'exam') return null;
  if (rule.kind === 'course') return rule;
  const of = rule.of.map(withoutExams).filter((inner) => inner !== null);
  if (of.length === 0) return null;
  if (rule.kind === 'all-of') return { ...rule, of };
  // Exams may supply part of the count, so that many fewer are needed of the rest.
  const count = rule.count - (rule.of.length - of.length);
  return count > 0 ? { ...rule, count, of } : null;
}

/** How a decision and a credential name a programme version. */
export const policyOf = ({ id, version }: Pick<Programme, 'id' | 'version'>): string => `${id}@${version}`;

/**
 * Reads a programme from its JSON text.
 * @throws ProblemError `bad-input` that lists every fault with its place, such as `requirement.of.1.passMarkShare`
 */
export function readProgramme(json: string): Programme {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ProblemError('bad-input', `The programme is not JSON: ${why}. Nothing was changed.`);
  }
  const parsed = Programme.safeParse(raw);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'programme'}: ${issue.message}`);
  throw new ProblemError('bad-input', `The programme has ${faults.length} faults. Nothing was changed.`, {
    place: parsed.error.issues[0]?.path.join('.') ?? 'programme',
    reasons: faults,
  });
}
