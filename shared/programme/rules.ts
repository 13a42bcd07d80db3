/** The requirement tree: what must be shown for a credential, as data. */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { AttemptRule } from './attempt-rule.ts';
import { CourseCode } from './codes.ts';
import { CalendarDate } from './dates.ts';
import { Percent, Share, WeightPercent } from './units.ts';

const TWICE = 'names the same course or exam twice, which would count it twice';
export const Title = z.string().check(z.trim(), z.minLength(1, 'must not be empty'), z.maxLength(200));
const Run = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(64));
/** Calendar years; null for no limit. */
const MaximumAge = z.nullable(z.int().check(z.minimum(1), z.maximum(50)));

/** Which runs of a course count. A run that is named counts whatever its date; without `from` every run does. */
const RunRule = z.strictObject({
  /** Results completed before this date do not count, unless their run is named. */
  from: z.optional(CalendarDate),
  /** Grandfathered: these runs count whatever their date. */
  named: z.optional(z.array(Run).check(z.maxLength(50))),
  /** Never count. */
  except: z.optional(z.array(Run).check(z.maxLength(50))),
});

const CourseRule = z.strictObject({
  kind: z.literal('course'),
  course: CourseCode,
  title: Title,
  minimumPercent: Percent,
  /** Results earned without a checked identity do not count. */
  verifiedOnly: z.boolean(),
  /** Age of the result in calendar years when the exam is taken; null for no limit. */
  maximumAgeYears: MaximumAge,
  runs: z.optional(RunRule),
  /** Former codes of the course: a result there counts as one here; `runs` null for all of them. */
  formerly: z.optional(z.array(z.strictObject({ course: CourseCode, runs: z.nullable(z.array(Run)) })).check(z.maxLength(10))),
});

const ExamRule = z.strictObject({
  kind: z.literal('exam'),
  exam: Id,
  title: Title,
  passMarkShare: Share,
  /** Without a rule any number of attempts counts, with no wait. */
  attempts: z.optional(AttemptRule),
});

/** One exam in several sittings that belong together. */
const MultiPartExamRule = z
  .strictObject({
    kind: z.literal('multi-part-exam'),
    /** The whole, for fees and attempts; no exam of its own. */
    exam: Id,
    title: Title,
    parts: z
      .array(
        z.strictObject({
          exam: Id,
          title: Title,
          weightPercent: WeightPercent,
          /** What this part alone must reach; without it only the whole counts. */
          minimumShare: z.optional(Share),
        }),
      )
      .check(z.minLength(2, 'must have at least two parts'), z.maxLength(6)),
    /** From the beginning of the first part to the end of the last, in elapsed hours. */
    withinHours: z.int().check(z.minimum(1), z.maximum(24 * 366)),
    passMarkShare: Share,
    attempts: z.optional(AttemptRule),
  })
  .check(
    sumsTo100('parts', (rule) => rule.parts),
    repeats('parts', (rule) => rule.parts.map(({ exam }) => `exam ${exam}`)),
  );

/** Work that people mark: a project, an essay, an application. */
const CapstoneRule = z.strictObject({
  kind: z.literal('capstone'),
  capstone: Id,
  title: Title,
  minimumPercent: Percent,
  /** How many people must have marked it. */
  people: z.int().check(z.minimum(1), z.maximum(20)),
  maximumAgeYears: MaximumAge,
});

/** A credential of another programme that stands. */
const NestedRule = z.strictObject({ kind: z.literal('programme'), programme: Id, title: Title, maximumAgeYears: MaximumAge });

/** What earns a grade of its own: what a combined grade is made of. */
const Graded = z.discriminatedUnion('kind', [CourseRule, ExamRule, CapstoneRule]);
/** One grade out of several. Each component's own minimum holds besides: 0 for none. */
const CombinedRule = z
  .strictObject({
    kind: z.literal('combined'),
    title: Title,
    components: z
      .array(z.strictObject({ weightPercent: WeightPercent, of: Graded }))
      .check(z.minLength(2, 'must have at least two components'), z.maxLength(10)),
    minimumPercent: Percent,
  })
  .check(
    sumsTo100('components', (rule) => rule.components),
    repeats('components', (rule) => rule.components.map(({ of }) => nameOf(of) ?? '')),
  );

/** Whom a former rule is kept for: anyone to whom one of these applies. */
const Grandfathered = z
  .strictObject({
    runs: z.optional(
      z.array(z.strictObject({ course: CourseCode, runs: z.array(Run).check(z.minLength(1)) })).check(z.minLength(1)),
    ),
    /** Something of this programme was achieved before this date. */
    startedBefore: z.optional(CalendarDate),
  })
  .check(
    z.refine((who) => who.runs !== undefined || who.startedBefore !== undefined, {
      error: 'says nobody; give runs or a date',
    }),
  );

export type CourseRule = z.infer<typeof CourseRule>;
export type ExamRule = z.infer<typeof ExamRule>;
export type MultiPartExamRule = z.infer<typeof MultiPartExamRule>;
export type CapstoneRule = z.infer<typeof CapstoneRule>;
export type NestedRule = z.infer<typeof NestedRule>;
export type CombinedRule = z.infer<typeof CombinedRule>;
export type Graded = z.infer<typeof Graded>;
export type Leaf = Graded | MultiPartExamRule | NestedRule;
export type AllOf = { kind: 'all-of'; title: string; of: Requirement[] };
export type AtLeast = { kind: 'at-least'; title: string; count: number; of: Requirement[]; withinMonths?: number | undefined };
/** Steps in their order: each is open only once those before it are met. */
export type InOrder = { kind: 'in-order'; title: string; of: Requirement[] };
/** A rule that changed: `former` for whom it is kept, `present` for everyone else. */
export type CohortRule = {
  kind: 'cohort';
  title: string;
  grandfathered: z.infer<typeof Grandfathered>;
  /** Whether whoever is grandfathered may also meet the present rule instead. */
  choice: 'former-only' | 'either';
  former: Requirement;
  present: Requirement;
};
export type Requirement = AllOf | AtLeast | InOrder | CohortRule | CombinedRule | Leaf;

const several = z.minLength(1, 'must name at least one requirement');

export const Requirement: z.ZodMiniType<Requirement> = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('all-of'),
      title: Title,
      get of() {
        return z.array(Requirement).check(several);
      },
    }),
    z.strictObject({
      kind: z.literal('at-least'),
      title: Title,
      count: z.int().check(z.minimum(1)),
      get of() {
        return z.array(Requirement).check(several);
      },
      /** The results that count lie within so many calendar months of each other. Courses only. */
      withinMonths: z.optional(z.int().check(z.minimum(1), z.maximum(120))),
    }),
    z.strictObject({
      kind: z.literal('in-order'),
      title: Title,
      get of() {
        return z.array(Requirement).check(several);
      },
    }),
    z.strictObject({
      kind: z.literal('cohort'),
      title: Title,
      grandfathered: Grandfathered,
      choice: z.enum(['former-only', 'either']),
      get former() {
        return Requirement;
      },
      get present() {
        return Requirement;
      },
    }),
    CombinedRule,
    CourseRule,
    ExamRule,
    MultiPartExamRule,
    CapstoneRule,
    NestedRule,
  ])
  // On the whole: a check on an object that holds itself would ask for its shape too early.
  .check((context) => {
    const rule = context.value;
    if (rule.kind !== 'at-least') return;
    const fault = (path: string, message: string) => context.issues.push({ code: 'custom', path: [path], message, input: rule });
    if (rule.count > rule.of.length) fault('count', 'asks for more requirements than the list has');
    if (rule.withinMonths !== undefined && rule.of.some(({ kind }) => kind !== 'course'))
      fault('withinMonths', 'can only be said of a list of courses');
    if (twice(rule.of.map((one) => nameOf(one) ?? ''))) fault('of', TWICE);
  });

/** What would be counted twice if it stood twice in a list; null for a group. */
function nameOf(rule: Requirement): string | null {
  switch (rule.kind) {
    case 'course':
      return `course ${rule.course}`;
    case 'exam':
    case 'multi-part-exam':
      return `exam ${rule.exam}`;
    case 'capstone':
      return `capstone ${rule.capstone}`;
    case 'programme':
      return `programme ${rule.programme}`;
    default:
      return null;
  }
}

const twice = (names: readonly string[]): boolean => {
  const given = names.filter((name) => name !== '');
  return new Set(given).size < given.length;
};
function repeats<T>(path: string, namesOf: (rule: T) => string[]) {
  return z.refine<T>((rule) => !twice(namesOf(rule)), { path: [path], error: TWICE });
}

function sumsTo100<T>(path: string, partsOf: (rule: T) => readonly { weightPercent: number }[]) {
  const sum = (rule: T) =>
    Number(
      partsOf(rule)
        .reduce((total, { weightPercent }) => total + weightPercent, 0)
        .toFixed(6),
    );
  return z.refine<T>((rule) => sum(rule) === 100, {
    path: [path],
    error: ({ input }) => `has weights that add up to ${sum(input as T)}; they must add up to 100`, // what the check was given
  });
}
