/** What a candidate's answer is for those who mark it: a text, and files under numbers instead of names. */
import { parseFile } from '../../shared/assessment/files.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type ExamItem, mapBack } from '../exams/index.ts';

/** A file that an answer names. Its own name is left out: it may say whose it is. */
export type AnswerFile = { place: number; hash: string; type: string; bytes: number };
/** `comment`: what the candidate remarked on the question; empty without one. */
export type Answer = { text: string; files: AnswerFile[]; comment: string };

/** The answer to one item; files are only what the item declares as such, so that no text can name one. */
export function answerOf(item: ExamItem, seed: string, responses: Responses, comment = ''): Answer {
  const mapped = mapBack(item, seed, responses);
  const isFile = new Set(item.responses.flatMap(({ id, baseType }) => (mapped.ok && baseType === 'file' ? [id] : [])));
  const given = Object.entries(mapped.ok ? mapped.responses : responses);
  const texts = given.flatMap(([id, values]) => (isFile.has(id) ? [] : values));
  const named = given.flatMap(([id, values]) => (isFile.has(id) ? values.flatMap((value) => parseFile(value) ?? []) : []));
  return {
    text: texts.join('\n'),
    comment,
    files: named.map(({ hash, type, bytes }, at) => ({ place: at + 1, hash, type, bytes })),
  };
}
