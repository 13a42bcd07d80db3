/**
 * A file as a response: its bytes go their own way, sealed like pictures; the response names them by their hash, so that
 * journal, marks and bytes hold each other. Lexical form: `sha256 bytes media/type name`, the name percent-encoded.
 */

/** The largest file of a candidate, in bytes. */
export const FILE_BYTES = 8_000_000;

export type FileValue = { hash: string; bytes: number; type: string; name: string };

const FORM = /^([0-9a-f]{64}) (\d{1,9}) ([a-z]+\/[a-z0-9.+-]{1,80}) (\S{1,600})$/;

export const formatFile = ({ hash, bytes, type, name }: FileValue): string =>
  `${hash} ${bytes} ${type} ${encodeURIComponent(name)}`;

/** The file that a value names, or undefined. */
export function parseFile(text: string): FileValue | undefined {
  const [, hash, bytes, type, encoded] = FORM.exec(text) ?? [];
  if (hash === undefined || bytes === undefined || type === undefined || encoded === undefined) return undefined;
  try {
    const name = decodeURIComponent(encoded);
    return name.length > 0 && name.length <= 200 ? { hash, bytes: Number(bytes), type, name } : undefined;
  } catch {
    return undefined;
  }
}
