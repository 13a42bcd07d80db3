/** Reads a programme from its JSON text, with every fault and its place. Pure. */
import * as z from 'zod';
import { Programme } from '../../shared/programme/index.ts';
import { ProblemError } from '../platform/problem-error.ts';

// The schema is shared with pages and brings no words of its own for an unknown field or a missing one.
z.config(z.locales.en());

/**
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
    place: parsed.error.issues[0]?.path.join('.') || 'programme',
    reasons: faults,
  });
}
