/**
 * A candidate's file as a reply. Nothing about it was checked but its hash, so nothing of it may act in the console: pictures
 * are recognised by their first bytes and shown; everything else, HTML and SVG above all, is only ever saved.
 */
import type { FastifyReply } from 'fastify';

const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
const pictures: readonly { type: string; end: string; is: (bytes: Uint8Array) => boolean }[] = [
  { type: 'image/png', end: 'png', is: (bytes) => starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { type: 'image/jpeg', end: 'jpg', is: (bytes) => starts(bytes, 0xff, 0xd8, 0xff) },
];
/** Endings that a person's computer opens with the right program; anything else is saved without a meaning. */
const endings: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'pdf'],
  ['text/plain', 'txt'],
  ['text/csv', 'csv'],
  ['application/msword', 'doc'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
]);

export type Shown = { type: string; disposition: string };

/**
 * How a file may be sent: `inline` for what is a picture by its bytes, `attachment` otherwise, under a name of ours.
 * @param claimed the media type that the answer states
 */
export function shownAs(bytes: Uint8Array, name: string, claimed: string): Shown {
  const picture = pictures.find(({ is }) => is(bytes));
  if (picture) return { type: picture.type, disposition: `inline; filename="${name}.${picture.end}"` };
  return { type: 'application/octet-stream', disposition: `attachment; filename="${name}.${endings.get(claimed) ?? 'bin'}"` };
}

/** Sends a file of a candidate so that a browser shows it as a picture or saves it, and runs none of it. */
export function sendCandidateFile(reply: FastifyReply, bytes: Uint8Array, name: string, claimed: string): Uint8Array {
  const { type, disposition } = shownAs(bytes, name, claimed);
  reply
    .type(type)
    .header('content-disposition', disposition)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store');
  return bytes;
}
