/** The list of programs that no exam allows beside it: versioned, with an end, signed by the exam server, matched by name. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { digest, type Verify } from '../journal/chain.ts';
import { Id } from '../journal/entry.ts';

/** How a program's name is known: a beginning in small letters, without an ending such as `.exe`. Short ones would find too much. */
export const NameStart = z.string().check(z.minLength(4), z.maxLength(64), z.regex(/^[\p{Ll}\p{Lo}\p{N} ._+-]+$/u));
export const ProgramKind = z.enum(['remote-control', 'recording', 'overlay', 'virtual-camera', 'messages']);
export type ProgramKind = z.infer<typeof ProgramKind>;

export const ForbiddenProgram = z.object({
  id: Id,
  /** As candidates know it. */
  title: z.string().check(z.minLength(1), z.maxLength(64)),
  kind: ProgramKind,
  starts: z.array(NameStart).check(z.minLength(1), z.maxLength(20)),
});
export type ForbiddenProgram = z.infer<typeof ForbiddenProgram>;

const Millis = z.number().check(z.int(), z.nonnegative());
export const MAX_PROGRAMS = 500;
export const ProgramList = z.object({
  /** Rises with every publication; 0 is the list that comes with the client. */
  version: z.number().check(z.int(), z.nonnegative()),
  issuedAt: Millis,
  expiresAt: Millis,
  programs: z.array(ForbiddenProgram).check(z.maxLength(MAX_PROGRAMS)),
});
export type ProgramList = z.infer<typeof ProgramList>;
export const SignedProgramList = z.object({ list: ProgramList, signature: z.string().check(z.maxLength(128)) });
export type SignedProgramList = z.infer<typeof SignedProgramList>;

/** What the signature covers. */
export const programListMessage = (list: ProgramList): Uint8Array => utf8ToBytes(`invigil-programs-1\n${digest(list)}`);

export type Refusal = 'signature' | 'expired' | 'older';
export type Choice = { list: ProgramList; source: 'server' | 'built-in'; refused: Refusal | null };

/**
 * The list that holds: the server's when it is signed by the key that `verify` knows, not over, and not older than one that
 * was taken before; otherwise `fallback`. A list that is refused changes nothing and says why.
 * @param newest the highest version taken from this server so far
 */
export function chooseList(
  fallback: ProgramList,
  received: SignedProgramList | null,
  verify: Verify,
  newest: number,
  now: number,
): Choice {
  if (!received) return { list: fallback, source: 'built-in', refused: null };
  const { list, signature } = received;
  const refuse = (refused: Refusal): Choice => ({ list: fallback, source: 'built-in', refused });
  if (!verify(programListMessage(list), signature)) return refuse('signature');
  if (list.version < newest) return refuse('older');
  if (list.expiresAt <= now) return refuse('expired');
  return { list, source: 'server', refused: null };
}

const plain = (name: string): string => name.toLowerCase().replace(/\.(exe|app)$/, '');

/** Those of the running programs that `list` names, each once, by their titles' order in it. */
export function forbiddenAmong(names: readonly string[], list: Pick<ProgramList, 'programs'>): ForbiddenProgram[] {
  const running = names.map(plain);
  return list.programs.filter(({ starts }) => running.some((name) => starts.some((start) => name.startsWith(start))));
}
