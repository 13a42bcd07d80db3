/** One file of the package while it is read, with the ways to complain about it and to read its attributes. */
import { parseFinite, parseInteger } from '../../shared/assessment/value.ts';
import type { Expression } from './marking.ts';
import type { Report } from './report.ts';
import type { XmlElement } from './xml.ts';

/** What is wrong with an operator that is not QTI's own; undefined when nothing is. */
export type CustomFault = (expression: Expression) => string | undefined;

export class Source {
  readonly file: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly report: Report;

  readonly customFault: CustomFault;

  constructor(file: string, files: ReadonlyMap<string, Uint8Array>, report: Report, customFault: CustomFault = () => undefined) {
    this.file = file;
    this.customFault = customFault;
    this.files = files;
    this.report = report;
  }

  tell(at: XmlElement | number | null, message: string): void {
    this.report.add(this.file, typeof at === 'object' ? (at?.line ?? null) : at, message);
  }

  /** What is taken otherwise than it is written; the package is taken all the same. */
  warn(at: XmlElement, message: string): void {
    this.report.warn(this.file, at.line, message);
  }

  /** Another file of the same package. */
  beside(file: string): Source {
    return new Source(file, this.files, this.report, this.customFault);
  }

  /** A required attribute; its absence is told and reads as ''. */
  required(element: XmlElement, name: string): string {
    const value = element.attributes[name]?.trim();
    if (!value) this.tell(element, `<${element.name}> needs the attribute ${name}. Add it.`);
    return value ?? '';
  }

  number(element: XmlElement, name: string): number | undefined {
    const text = element.attributes[name];
    if (text === undefined) return undefined;
    const value = parseFinite(text);
    if (value === undefined) this.tell(element, `${name}="${text}" on <${element.name}> is not a number. Write one such as 2.5.`);
    return value;
  }

  /** A whole number from 0 on, or `fallback` where the attribute is missing. */
  count(element: XmlElement, name: string, fallback: number): number {
    const text = element.attributes[name];
    if (text === undefined) return fallback;
    const value = parseInteger(text);
    if (value !== undefined && value >= 0) return value;
    this.tell(element, `${name}="${text}" on <${element.name}> is not a whole number from 0 on. Correct it.`);
    return fallback;
  }

  flag(element: XmlElement, name: string): boolean {
    const text = element.attributes[name];
    if (text !== undefined && text !== 'true' && text !== 'false')
      this.tell(element, `${name}="${text}" on <${element.name}> must be "true" or "false".`);
    return text === 'true';
  }

  numbers(element: XmlElement, name: string): number[] {
    const text = this.required(element, name);
    const values = text === '' ? [] : text.split(',').map((part) => parseFinite(part) ?? Number.NaN);
    if (!values.some(Number.isNaN)) return values;
    this.tell(element, `${name}="${text}" on <${element.name}> must be numbers with commas between them, such as 10,20,5.`);
    return [];
  }

  /** The path inside the package that a relative `href` of this file names; told and undefined when it leaves it. */
  resolve(element: XmlElement, href: string): string | undefined {
    const path = joinPath(this.file, href);
    if (path === undefined) {
      this.tell(element, `"${href}" is not a path inside the package. Put the file in the package and write its relative path.`);
      return undefined;
    }
    if (this.files.has(path)) return path;
    this.tell(element, `The file "${path}" is not in the package. Add it, or correct the path "${href}".`);
    return undefined;
  }
}

function joinPath(from: string, href: string): string | undefined {
  if (href === '' || /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('/') || href.includes('\\')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of decodeHref(href).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Hrefs may be percent-encoded; a stray "%" stands for itself. */
function decodeHref(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
