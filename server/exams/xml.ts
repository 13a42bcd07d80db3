/** XML into a small tree that keeps line numbers. DOCTYPE, and with it every entity of one's own, is refused. */
import { SaxesParser } from 'saxes';

export type XmlElement = {
  /** Name without prefix. */
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  /** The namespaces of attributes whose names have a prefix of their own; absent where there are none. */
  prefixes?: Record<string, string>;
  children: (XmlElement | string)[];
  line: number;
};
export type XmlFault = { line: number; message: string };

const MAX_DEPTH = 100;
const MAX_ELEMENTS = 200_000;

class Refused extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Parses one file's bytes (UTF-8), or tells the first thing that is wrong with it. */
export function parseXml(bytes: Uint8Array): XmlElement | XmlFault {
  const text = decode(bytes);
  if (text === undefined) return { line: 1, message: 'This file is not UTF-8 text. Save it as UTF-8.' };
  try {
    return build(text);
  } catch (error) {
    if (error instanceof Refused) return { line: error.line, message: error.message };
    throw error;
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function build(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let startLine = 1;
  let count = 0;

  const refuse = (message: string): never => {
    throw new Refused(parser.line, message);
  };
  const addText = (value: string): void => {
    open.at(-1)?.children.push(value);
  };
  parser.on('error', (error) => refuse(`This is not well-formed XML: ${withoutPosition(error.message)}. Mend the markup here.`));
  parser.on('doctype', () => refuse('A DOCTYPE is not accepted. Remove it, and write characters instead of entities.'));
  parser.on('opentagstart', () => {
    startLine = parser.line;
  });
  parser.on('opentag', (tag) => {
    if (open.length >= MAX_DEPTH) refuse(`Elements are nested more than ${MAX_DEPTH} deep. Simplify the markup.`);
    if (++count > MAX_ELEMENTS) refuse(`The file has more than ${MAX_ELEMENTS} elements. Split it.`);
    const attributes: Record<string, string> = {};
    const prefixes: Record<string, string> = {};
    for (const { name, prefix, local, uri, value } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns' || local === 'xmlns') continue;
      attributes[name] = value;
      if (prefix !== '' && prefix !== 'xml') prefixes[prefix] = uri;
    }
    const own = Object.keys(prefixes).length > 0 && { prefixes };
    const element: XmlElement = { name: tag.local, namespace: tag.uri, attributes, ...own, children: [], line: startLine };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return root ?? refuse('This file holds no element.');
}

const withoutPosition = (message: string): string => message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');

export const elementsOf = (element: XmlElement): XmlElement[] => element.children.filter((child) => typeof child !== 'string');

export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  elementsOf(element).filter((child) => child.name === name);

export const childNamed = (element: XmlElement, name: string): XmlElement | undefined => childrenNamed(element, name)[0];

/** All text below an element, in order. */
export const textOf = (element: XmlElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
