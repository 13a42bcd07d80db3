/** Parsing at the boundary: a schema's output, or a `bad-input` problem that says what and where. */
import * as z from 'zod/mini';
import { ProblemError } from './problem-error.ts';

/** Parses `value`; on failure throws `bad-input` with the place of the first fault, prefixed by `where`. */
export function parse<S extends z.ZodMiniType>(schema: S, value: unknown, where: string): z.infer<S> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [where, ...(issue?.path ?? [])].map(String).join('.');
  throw new ProblemError('bad-input', `${place}: ${issue?.message ?? 'is not what was expected'}. Nothing was changed.`, {
    place,
  });
}
