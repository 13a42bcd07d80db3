/** Bakes a badge into a picture (Open Badges 3.0, 5.3 "File Format"): a PNG with an `iTXt` chunk, or an SVG. Pure. */
import { crc32 } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const KEYWORD = 'openbadgecredential';

/** One PNG chunk with its length and check sum. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @param picture a PNG whose first chunk is its header, without a badge. @param text the badge's JSON or its compact JWS */
export function bakePng(picture: Buffer, text: string): Buffer {
  if (!picture.subarray(0, 8).equals(SIGNATURE)) throw new Error('The picture is no PNG.');
  // Keyword, no compression, no language, no translated keyword, then UTF-8 (PNG 1.2, 4.2.3.3).
  const data = Buffer.concat([Buffer.from(`${KEYWORD}\0\0\0\0\0`, 'latin1'), Buffer.from(text, 'utf8')]);
  const afterHeader = 8 + 12 + picture.readUInt32BE(8);
  return Buffer.concat([picture.subarray(0, afterHeader), chunk('iTXt', data), picture.subarray(afterHeader)]);
}

/** @param picture an SVG without a badge, whose first element is `svg`. @param json the badge's JSON */
export function bakeSvg(picture: string, json: string): string {
  // The end of a CDATA section may only stand inside of a JSON string, where it can be escaped.
  const safe = json.replaceAll(']]>', ']]\\u003e');
  const badge = `<openbadges:credential><![CDATA[${safe}]]></openbadges:credential>`;
  const root = /<svg\b[^>]*>/.exec(picture)?.[0];
  if (!root) throw new Error('The picture is no SVG.');
  const named = root.replace('<svg', '<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"');
  return picture.replace(root, () => `${named}${badge}`);
}
