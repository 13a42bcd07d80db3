/** Pictures of a package become data URLs, so that neither file name nor folder reaches a candidate. */
import type { Source } from './source.ts';
import { elementsOf, parseXml, type XmlElement } from './xml.ts';

const MAX_BYTES = 4_000_000;
const starts = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** The data URL of the picture that `href` names; told and undefined when it can't be delivered. */
export function pictureUrl(source: Source, element: XmlElement, href: string): string | undefined {
  const path = href === '' ? undefined : source.resolve(element, href);
  const bytes = path === undefined ? undefined : source.files.get(path);
  if (path === undefined || !bytes) return undefined;
  if (bytes.length > MAX_BYTES) {
    source.tell(element, `The picture "${path}" is larger than ${MAX_BYTES} bytes. Make it smaller.`);
    return undefined;
  }
  const type = mediaType(source, path, bytes);
  if (!type) {
    source.tell(element, `"${path}" is not a PNG, JPEG or SVG picture. Convert it.`);
    return undefined;
  }
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** By content, not by name. */
function mediaType(source: Source, path: string, bytes: Uint8Array): string | undefined {
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (!path.toLowerCase().endsWith('.svg')) return undefined;
  const root = parseXml(bytes);
  if ('message' in root) source.report.add(path, root.line, root.message);
  else checkSvg(source, path, root);
  return 'image/svg+xml';
}

/** A drawing draws: it runs nothing and reaches for nothing outside of itself. */
function checkSvg(source: Source, path: string, element: XmlElement): void {
  const tell = (message: string): void => source.report.add(path, element.line, message);
  if (['script', 'foreignObject', 'iframe', 'audio', 'video', 'a'].includes(element.name))
    tell(`<${element.name}> is not allowed in a picture. Remove it.`);
  for (const [name, value] of Object.entries(element.attributes)) {
    if (/^on/i.test(name)) tell(`The event handler ${name} is not allowed in a picture. Remove it.`);
    if (/(^|:)href$/.test(name) && !value.startsWith('#') && !value.startsWith('data:image/'))
      tell(`"${value}" lies outside of the picture. Embed it or remove it.`);
  }
  for (const child of elementsOf(element)) checkSvg(source, path, child);
}
