/** Reads a programme from its JSON text, with every fault and its place. Pure. */
import * as z from 'zod';
import { Programme } from '../../shared/programme/index.ts';
import { ProblemError } from '../platform/problem-error.ts';

// The schema is shared with pages and brings no words of its own for an unknown field or a missing one.
z.config(z.locales.en());

export type Fault = { place: string; message: string };
type Read = { programme: Programme } | { faults: Fault[] };

function read(json: string): Read {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { faults: [{ place: '', message: `The programme is not JSON: ${why}.` }] };
  }
  const parsed = Programme.safeParse(raw);
  if (parsed.success) return { programme: parsed.data };
  return { faults: parsed.error.issues.map(({ path, message }) => ({ place: path.join('.'), message })) };
}

/** Every fault of a programme's JSON text; empty for one that could be published. */
export function faultsOf(json: string): Fault[] {
  const result = read(json);
  return 'faults' in result ? result.faults : [];
}

/** A programme that was read before and had no faults. @throws Error when it has */
export const programmeIn = (json: string): Programme => Programme.parse(JSON.parse(json));

/**
 * @throws ProblemError `bad-input` that lists every fault with its place, such as `requirement.of.1.passMarkShare`
 */
export function readProgramme(json: string): Programme {
  const result = read(json);
  if ('programme' in result) return result.programme;
  const [first] = result.faults;
  if (first?.message.startsWith('The programme is not JSON')) {
    throw new ProblemError('bad-input', `${first.message} Nothing was changed.`);
  }
  throw new ProblemError('bad-input', `The programme has ${result.faults.length} faults. Nothing was changed.`, {
    place: first?.place || 'programme',
    reasons: result.faults.map(({ place, message }) => `${place || 'programme'}: ${message}`),
  });
}
