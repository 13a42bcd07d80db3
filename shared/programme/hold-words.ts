/**
 * The server's own reasons for a hold, as they stand in the evidence of decisions. They are part of what is stored and must
 * come out the same again: never change one, add another. Pure.
 */
import type { Said } from '../contract/said.ts';

const words = {
  'hold.because.incident': 'An incident of the sitting is still to be reviewed.',
  'hold.because.marking': 'An answer of the sitting is still to be marked.',
  'hold.because.regrade': 'A change of how the exam is graded is proposed and not decided yet.',
  'hold.because.account': 'This account belongs to the same person as account {account}, which counts.',
  'hold.because.doubt': 'Two accounts may be one person; somebody has to look at it.',
  'hold.because.revoked': 'The credential was revoked: {reason}',
  'hold.because.suspended': 'The credential is suspended: {reason}',
  'hold.because.name': 'The name {fault}; it must be corrected first.',
  'hold.because.accounts': 'Course results come from different accounts ({accounts}), where one is asked for.',
} as const;
export type HoldWords = keyof typeof words;

/** The English words, to be stored. */
export const holdReason = (id: HoldWords, values: Record<string, string> = {}): string =>
  words[id].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

const patterns = Object.entries(words).map(([id, text]) => ({
  id,
  names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
  pattern: new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '(.*)')}$`, 's'),
}));

/** A stored reason as a message of the catalogues; null for what a person wrote. */
export function holdSaid(reason: string): Said | null {
  for (const { id, names, pattern } of patterns) {
    const found = pattern.exec(reason);
    if (found) return { id, values: Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? ''])) };
  }
  return null;
}
