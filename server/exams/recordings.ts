/** Recordings of a package become data URLs, so that neither file name nor folder reaches a candidate. */
import type { Recording } from '../../shared/assessment/delivery.ts';
import type { Source } from './source.ts';
import type { XmlElement } from './xml.ts';

const MAX_BYTES = 12_000_000;

type Kind = { kind: Recording['kind']; type: string; fits: (bytes: Uint8Array) => boolean };
const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
/** By content, not by name: what every Chromium plays. */
const kinds: readonly Kind[] = [
  {
    kind: 'audio',
    type: 'audio/mpeg',
    fits: (bytes) => text(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0),
  },
  { kind: 'audio', type: 'audio/wav', fits: (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WAVE' },
  { kind: 'audio', type: 'audio/ogg', fits: (bytes) => text(bytes, 0, 4) === 'OggS' },
  {
    kind: 'video',
    type: 'video/webm',
    fits: (bytes) => bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3,
  },
  { kind: 'video', type: 'video/mp4', fits: (bytes) => text(bytes, 4, 8) === 'ftyp' },
];

/** The recording that `href` names; told and undefined when it can't be delivered. @param description for those who can't hear or see it */
export function recordingAt(source: Source, element: XmlElement, href: string, description: string): Recording | undefined {
  const path = source.resolve(element, href);
  const bytes = path === undefined ? undefined : source.files.get(path);
  if (path === undefined || !bytes) return undefined;
  const kind = kinds.find(({ fits }) => fits(bytes));
  if (!kind) source.tell(element, `"${path}" is not an MP3, WAV, Ogg, WebM or MP4 recording. Convert it.`);
  if (bytes.length > MAX_BYTES)
    source.tell(element, `The recording "${path}" is larger than ${MAX_BYTES} bytes. Make it smaller.`);
  return kind && { kind: kind.kind, src: `data:${kind.type};base64,${Buffer.from(bytes).toString('base64')}`, description };
}
