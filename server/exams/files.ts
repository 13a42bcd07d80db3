/** Interactions with recordings and files, and the button that ends an attempt. */
import type { Interaction, Recording } from '../../shared/assessment/delivery.ts';
import { FILE_BYTES } from '../../shared/assessment/files.ts';
import { type Place, promptOf } from './place.ts';
import { recordingAt } from './recordings.ts';
import { elementsOf, textOf, type XmlElement } from './xml.ts';

function recordingOf({ source, element }: Place): Recording | undefined {
  const found = elementsOf(element).find(({ name }) => ['audio', 'video', 'object'].includes(name));
  if (!found) {
    source.tell(element, `<${element.name}> needs a recording. Add an <audio> or <video>.`);
    return undefined;
  }
  const inner = elementsOf(found).find(({ name }) => name === 'source');
  const named: XmlElement = inner ?? found;
  const description = (element.attributes['aria-label'] ?? found.attributes['aria-label'] ?? textOf(found)).trim();
  if (description === '')
    source.tell(found, 'The recording needs a description for those who cannot hear or see it. Add aria-label.');
  const recording = recordingAt(source, found, source.required(named, named.name === 'object' ? 'data' : 'src'), description);
  // The first word of the type decides how it is shown: an mp4 named <audio> has no picture.
  return recording && { ...recording, kind: found.name === 'audio' ? 'audio' : recording.kind };
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
