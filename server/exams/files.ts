/** Interactions with recordings and files, and the button that ends an attempt. */
import type { Interaction, Recording } from '../../shared/assessment/delivery.ts';
import { FILE_BYTES } from '../../shared/assessment/files.ts';
import { type Place, promptOf } from './place.ts';
import { elementsOf, textOf, type XmlElement } from './xml.ts';

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

function recordingOf({ source, element }: Place): Recording | undefined {
  const found = elementsOf(element).find(({ name }) => ['audio', 'video', 'object'].includes(name));
  if (!found) {
    source.tell(element, `<${element.name}> needs a recording. Add an <audio> or <video>.`);
    return undefined;
  }
  const inner = elementsOf(found).find(({ name }) => name === 'source');
  const named: XmlElement = inner ?? found;
  const path = source.resolve(found, source.required(named, named.name === 'object' ? 'data' : 'src'));
  const bytes = path === undefined ? undefined : source.files.get(path);
  if (path === undefined || !bytes) return undefined;
  const kind = kinds.find(({ fits }) => fits(bytes));
  if (!kind) source.tell(found, `"${path}" is not an MP3, WAV, Ogg, WebM or MP4 recording. Convert it.`);
  if (bytes.length > MAX_BYTES) source.tell(found, `The recording "${path}" is larger than ${MAX_BYTES} bytes. Make it smaller.`);
  const description = (element.attributes['aria-label'] ?? found.attributes['aria-label'] ?? textOf(found)).trim();
  if (description === '')
    source.tell(found, 'The recording needs a description for those who cannot hear or see it. Add aria-label.');
  if (!kind) return undefined;
  // The first word of the type decides how it is shown: an mp4 named <audio> has no picture.
  const shown = found.name === 'audio' ? 'audio' : kind.kind;
  return { kind: shown, src: `data:${kind.type};base64,${Buffer.from(bytes).toString('base64')}`, description };
}

export function media(place: Place): Interaction | undefined {
  const { source, element, response } = place;
  if (source.flag(element, 'autostart'))
    source.tell(element, 'A recording that starts by itself speaks over a screen reader. Set autostart="false".');
  const recording = recordingOf(place);
  const maxPlays = source.count(element, 'max-plays', 0);
  return recording && { interaction: 'media', response: response.id, prompt: promptOf(place), recording, maxPlays };
}

export function endAttempt({ source, element, response }: Place): Interaction {
  return { interaction: 'end-attempt', response: response.id, title: source.required(element, 'title') };
}

export function upload(place: Place): Interaction {
  const { source, element, response } = place;
  const types = (element.attributes.type ?? '').split(/[\s,]+/).filter(Boolean);
  for (const type of types)
    if (!/^[a-z]+\/[a-z0-9.+-]+$/i.test(type))
      source.tell(element, `type="${type}" is not a media type such as application/pdf. Correct it.`);
  return { interaction: 'upload', response: response.id, prompt: promptOf(place), types, maxBytes: FILE_BYTES };
}
