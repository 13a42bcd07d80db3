/** A practice exam: numbers of one's own, the same question again, one made of an answer, and feedback after the result. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';

const folder = path.join(import.meta.dirname, 'package');

/** The zipped package, with the same bytes whenever it is made. */
export function practicePackage(): Uint8Array {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted();
  const files = Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]));
  return zipSync(files, { mtime: '1980-01-01T12:00:00', os: 3 });
}
