/** From what was read off a document to what is kept of it: verdicts, and as many characters of its number as the policy says. */
import type { DocumentReading } from '../../../../shared/journal/entry.ts';
import type { Likeness } from '../detectors/identity.ts';
import { findName, matchNames, type NameVerdict } from './names/match.ts';
import type { MrzReading } from './read.ts';

export const readerVersion = 'document@1';

/** What the reader says of one document; the face is compared elsewhere. */
export type DocumentVerdict = Omit<DocumentReading, 'face' | 'detector'> & { score: number };

/** The last day of a date as printed (`YYMMDD`), ms since 1970; null where a part is unknown. Documents expire in this century. */
export function lastDayOf(date: string): number | null {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(date);
  if (!match) return null;
  const [year = 0, month = 1, day = 1] = match.slice(1).map(Number);
  return Date.UTC(2000 + year, month - 1, day, 23, 59, 59);
}

/**
 * @param text lines of printed text, where no zone was read
 * @param registered the candidate's name
 * @param now ms since 1970
 * @param digits how many characters of the number are kept
 */
export function judgeDocument(
  zone: MrzReading | null,
  text: readonly string[],
  registered: string,
  now: number,
  digits: number,
): DocumentVerdict {
  if (zone) {
    const { format, surname, given, cut, expiry, number } = zone.mrz.fields;
    const { verdict, score } = matchNames(registered, `${surname} ${given}`, { cut });
    const end = lastDayOf(expiry);
    const kept = digits > 0 ? number.slice(-digits) : '';
    return { source: format, name: verdict, score, expired: end === null ? null : end < now, digits: kept };
  }
  const found = findName(registered, text);
  const name: NameVerdict | 'unread' =
    found.verdict === 'same' ? 'same' : text.length > 0 && found.score >= 0.7 ? 'unsure' : 'unread';
  return { source: name === 'unread' ? 'none' : 'print', name, score: found.score, expired: null, digits: '' };
}

export const faceWord: Record<Likeness, DocumentReading['face']> = { match: 'match', unsure: 'unsure', other: 'other' };
