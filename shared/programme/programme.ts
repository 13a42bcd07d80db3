/**
 * A programme version as data: what leads to the credential and what the credential says. A published version never
 * changes; whatever changes gets a new version, so that every decision can be taken again under its own rules. Fields
 * that came later are optional and are never filled in: a version's hash is that of what was published.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';
import { FeeSchedule } from './fees.ts';
import { Requirement, Title } from './rules.ts';
import { depthOf, leavesOf } from './tree.ts';
import { Percent } from './units.ts';

const MAX_DEPTH = 8;
const MAX_LEAVES = 200;
const Words = (max: number) => z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(max));
const Address = z.url({ protocol: /^https?$/, error: 'must be a web address' }).check(z.maxLength(500));

/** `completion` says that somebody took part to the end, `mastery` that somebody was examined. */
export const CredentialClass = z.enum(['completion', 'mastery']);
export type CredentialClass = z.infer<typeof CredentialClass>;

/** What a partner university gives to holders whom it admits. */
export const Pathway = z.strictObject({
  id: Id,
  partner: Title,
  /** The degree or programme there. */
  leadsTo: Title,
  /** Credit if admitted, and only then. */
  credit: z.strictObject({ value: z.number().check(z.minimum(0), z.maximum(1000)), unit: Title }),
  /** For how many years after the award an application may be made; null for no limit. */
  validYears: z.nullable(z.int().check(z.minimum(1), z.maximum(50))),
  /** The partner's own words, in a version: an application names the version it was made under. */
  policy: z.strictObject({ version: Title, text: Words(4000) }),
});
export type Pathway = z.infer<typeof Pathway>;

export const Programme = z
  .strictObject({
    id: Id,
    version: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,32}$/, 'must be 1 to 32 letters, digits, dots, dashes or underscores')),
    title: Title,
    /** What the holder has shown, for the credential. */
    description: Words(2000),
    /** How it is earned, in words, for the credential and the public page. */
    criteria: Words(4000),
    requirement: Requirement,
    class: z.optional(CredentialClass),
    /** Programmes that build on each other, lowest level first. */
    tier: z.optional(z.strictObject({ family: Title, level: z.int().check(z.minimum(1), z.maximum(20)) })),
    /** All course results of one learner must come from one account. */
    sameAccount: z.optional(z.boolean()),
    /** Letters and the least percentage of each, best first. */
    letters: z.optional(z.array(z.strictObject({ letter: Title, fromPercent: Percent })).check(z.maxLength(20))),
    fees: z.optional(FeeSchedule),
    pathways: z.optional(z.array(Pathway).check(z.maxLength(50))),
    /** Days after a decision in which an appeal may be made. */
    appealDays: z.optional(z.int().check(z.minimum(0), z.maximum(366))),
    /** What holders may and may not call themselves. */
    standing: z.optional(Words(2000)),
    /** What the rules' source leaves open and this version therefore assumes. */
    assumptions: z.optional(z.array(Words(500)).check(z.maxLength(30))),
    sources: z.optional(z.array(Address).check(z.maxLength(30))),
  })
  .check((context) => {
    const { requirement, fees, pathways = [], id } = context.value;
    const fault = (path: (string | number)[], message: string) =>
      context.issues.push({ code: 'custom', path, message, input: context.value });
    if (depthOf(requirement) > MAX_DEPTH) fault(['requirement'], `is nested deeper than ${MAX_DEPTH} levels`);
    const leaves = leavesOf(requirement);
    if (leaves.length > MAX_LEAVES) fault(['requirement'], `has more than ${MAX_LEAVES} courses and exams`);
    if (leaves.some((leaf) => leaf.kind === 'programme' && leaf.programme === id))
      fault(['requirement'], `requires ${id} itself, which nobody could ever meet`);
    if (new Set(pathways.map((one) => one.id)).size < pathways.length) fault(['pathways'], 'has two pathways with the same id');
    for (const [i, fee] of (fees?.list ?? []).entries()) {
      const known = leaves.some((leaf) =>
        fee.for.kind === 'course'
          ? leaf.kind === 'course' && leaf.course === fee.for.course
          : fee.for.kind === 'exam'
            ? (leaf.kind === 'exam' || leaf.kind === 'multi-part-exam') && leaf.exam === fee.for.exam
            : fee.for.kind === 'capstone'
              ? leaf.kind === 'capstone' && leaf.capstone === fee.for.capstone
              : true,
      );
      if (!known) fault(['fees', 'list', i, 'for'], 'is for something that the programme does not ask for');
    }
  });
export type Programme = z.infer<typeof Programme>;

/** How a decision and a credential name a programme version. */
export const policyOf = ({ id, version }: Pick<Programme, 'id' | 'version'>): string => `${id}@${version}`;
