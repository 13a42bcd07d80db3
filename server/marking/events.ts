/** What happens in one queue, the item of one exam: events, numbered from 1, never changed. Everything else is projected. */
import * as z from 'zod/mini';
import { JudgeReason, Levels, MarkingScheme, ScriptFlag } from '../../shared/contract/marking.ts';
import { Id } from '../../shared/journal/entry.ts';

const Marker = z.string().check(z.minLength(1), z.maxLength(128));

export const MarkingEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scheme-set'), scheme: MarkingScheme }),
  /** A response to mark; its text and the sitting it came from are stored beside the events. */
  z.object({ kind: z.literal('script-added'), script: Id, flags: z.array(ScriptFlag) }),
  z.object({
    kind: z.literal('known-added'),
    script: Id,
    use: z.enum(['practice', 'seed']),
    levels: Levels,
    flags: z.array(ScriptFlag),
  }),
  z.object({ kind: z.literal('flagged'), script: Id, flag: ScriptFlag }),
  z.object({ kind: z.literal('reserved'), script: Id, marker: Marker, until: z.number() }),
  z.object({ kind: z.literal('marked'), script: Id, marker: Marker, name: z.string(), levels: Levels }),
  /** The model's second mark, with what made it. */
  z.object({ kind: z.literal('model-marked'), script: Id, version: z.string(), hash: z.string(), levels: Levels }),
  /** The marker failed too many seeds; the marks of these scripts no longer count. */
  z.object({ kind: z.literal('stopped'), marker: Marker, voided: z.array(Id) }),
  z.object({ kind: z.literal('readmitted'), marker: Marker, note: z.string() }),
  z.object({
    kind: z.literal('judged'),
    script: Id,
    by: Marker,
    name: z.string(),
    levels: Levels,
    reason: JudgeReason,
    note: z.string(),
  }),
  z.object({ kind: z.literal('released') }),
]);
export type MarkingEvent = z.infer<typeof MarkingEvent>;
/** `at` is ms since 1970 on the server's clock. */
export type Numbered = { seq: number; at: number; event: MarkingEvent };
