/** What an administrator typed, as a list to publish. Pure. */
import type { ForbiddenProgram, ProgramKind } from '../../../shared/lockdown/program-list.ts';

/** Names as they are compared: small letters, without an ending, each once. */
export const namesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,\n]/)
      .map((name) =>
        name
          .trim()
          .toLowerCase()
          .replace(/\.(exe|app)$/, ''),
      )
      .filter((name) => name !== ''),
  ),
];

/** A program under a name of its own in the list; a title without Latin letters gets one from its characters' codes. */
export function programFrom(title: string, kind: ProgramKind, typed: string): ForbiddenProgram | null {
  const said = title.trim();
  const starts = namesIn(typed);
  if (said === '' || starts.length === 0) return null;
  const plain = said
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const id = plain || [...said].map((letter) => (letter.codePointAt(0) ?? 0).toString(36)).join('-');
  return { id: id.slice(0, 64), title: said, kind, starts };
}

/** A program of the same name is replaced. */
export const withProgram = (programs: readonly ForbiddenProgram[], added: ForbiddenProgram): ForbiddenProgram[] => [
  ...programs.filter(({ id }) => id !== added.id),
  added,
];

export const withoutProgram = (programs: readonly ForbiddenProgram[], id: string): ForbiddenProgram[] =>
  programs.filter((program) => program.id !== id);
