/** A short exam in parts, with time limits and a rule, over questions of the demo's main exam. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { demoFiles } from '../content/package.ts';

const test = readFileSync(path.join(import.meta.dirname, 'test.xml'), 'utf8');
const paths = [...test.matchAll(/href="(items\/[^"]+)"/g)].map(([, href = '']) => href);
const resource = (id: string, type: string, href: string): string =>
  `<resource identifier="${id}" type="${type}" href="${href}"><file href="${href}"/></resource>`;
const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="scm-parts">
  <resources>
    ${resource('test', 'imsqti_test_xmlv3p0', 'test.xml')}
    ${paths.map((href, index) => resource(`item-${index}`, 'imsqti_item_xmlv3p0', href)).join('\n    ')}
  </resources>
</manifest>`;

/** The zipped package, with the same bytes whenever it is made. */
export function partsPackage(): Uint8Array {
  const all = demoFiles();
  const items = paths.map((href) => [href, all[href] ?? new Uint8Array()]);
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const files = { 'imsmanifest.xml': bytes(manifest), 'test.xml': bytes(test), ...Object.fromEntries(items) };
  return zipSync(files, { mtime: '1980-01-01T12:00:00', os: 3 });
}
