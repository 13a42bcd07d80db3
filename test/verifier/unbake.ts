/** Takes badges out of pictures (Open Badges 3.0, 5.3) and out of certificates. */
import { inflateSync } from 'node:zlib';
import { Refusal } from './refusal.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const KEYWORD = 'openbadgecredential';
const MOST_BYTES = 4 * 1024 * 1024;

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(PNG);
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString('latin1') === '%PDF-';
export const isSvg = (text: string): boolean => /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg\b/.test(text);

const only = (found: readonly string[], where: string): string => {
  const [badge] = found;
  if (badge === undefined) throw new Refusal(`There is no badge in the ${where}.`);
  if (found.length > 1) throw new Refusal(`There is more than one badge in the ${where}.`);
  return badge;
};
const inflate = (data: Buffer): Buffer => {
  try {
    return inflateSync(data, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new Refusal(`The file cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`);
  }
};

/** The text of the `iTXt` chunk (PNG 1.2, 4.2.3.3). */
export function fromPng(png: Buffer): string {
  const found: string[] = [];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    const isText = png.toString('latin1', at + 4, at + 8) === 'iTXt';
    at += 12 + length;
    const end = data.indexOf(0);
    if (!isText || data.toString('latin1', 0, end) !== KEYWORD) continue;
    const language = data.indexOf(0, end + 3);
    const text = data.subarray(data.indexOf(0, language + 1) + 1);
    found.push((data[end + 1] === 1 ? inflate(text) : text).toString('utf8'));
  }
  return only(found, 'picture');
}

/** The content of the `credential` element, or its `verify` attribute. */
export function fromSvg(svg: string): string {
  const elements = [...svg.matchAll(/<openbadges:credential\b([^>]*?)(?:\/>|>([\s\S]*?)<\/openbadges:credential>)/g)];
  return only(
    elements.map(([, attributes = '', content = '']) => {
      const jwt = /\bverify="([^"]*)"/.exec(attributes)?.[1];
      return jwt ?? content.replace(/^\s*<!\[CDATA\[/, '').replace(/\]\]>\s*$/, '');
    }),
    'picture',
  );
}

/** The JSON that is attached to a PDF (ISO 32000-1, 7.11.4), plain or deflated. */
export function fromPdf(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const found: string[] = [];
  for (const { index, 0: head } of text.matchAll(
    /<<(?:(?!endobj|>>\s*stream)[\s\S])*?\/Type \/EmbeddedFile[\s\S]*?>>\s*stream\r?\n/g,
  )) {
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const data = pdf.subarray(index + head.length, index + head.length + length);
    found.push((head.includes('/FlateDecode') ? inflate(data) : data).toString('utf8'));
  }
  return only(found, 'PDF');
}
