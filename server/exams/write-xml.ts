/**
 * Trees back into XML. Every element stands in the line that it was read from, as far as later lines allow: traces and
 * hashes name lines, so a file that goes out and comes in again is the same content.
 */
import type { XmlElement } from './xml.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
const quoted = (text: string): string =>
  escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

/** Names the schema of the version that a file came in. */
const SCHEMA = 'xsi';

/** Writes a tree as a UTF-8 file. */
export function writeXml(root: XmlElement): Uint8Array {
  // Pieces of the file; white space may be put in front of the piece at `slot` without changing what it means.
  const pieces = ['<?xml version="1.0" encoding="UTF-8"', '?>'];
  let slot = 1;
  let line = 1;
  const tag = (text: string, end: string): void => {
    pieces.push(text, end);
    slot = pieces.length - 1;
  };
  const reach = (wanted: number): void => {
    if (wanted <= line) return;
    // The blank keeps the line of an element without attributes: it counts where its name has ended.
    pieces[slot] = ` ${'\n'.repeat(wanted - line)}${pieces[slot]}`;
    line = wanted;
  };
  const write = (element: XmlElement, namespace: string): void => {
    reach(element.line);
    const { prefixes = {} } = element;
    const namespaces = Object.entries(prefixes).filter(([prefix]) => prefix !== SCHEMA);
    const attributes = [
      ...(element.namespace === namespace ? [] : [['xmlns', element.namespace] as const]),
      ...namespaces.map(([prefix, uri]) => [`xmlns:${prefix}`, uri] as const),
      ...Object.entries(element.attributes).filter(([name]) => !name.startsWith(`${SCHEMA}:`)),
    ];
    const opened = `<${element.name}${attributes.map(([name, value]) => ` ${name}="${quoted(value)}"`).join('')}`;
    if (element.children.length === 0) {
      tag(opened, '/>');
      return;
    }
    tag(opened, '>');
    for (const child of element.children) {
      if (typeof child !== 'string') {
        write(child, element.namespace);
        continue;
      }
      pieces.push(escaped(child));
      line += child.split('\n').length - 1;
    }
    tag(`</${element.name}`, '>');
  };
  write(root, '');
  return new TextEncoder().encode(`${pieces.join('')}\n`);
}
