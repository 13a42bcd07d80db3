/** The demo exam as a QTI 3 content package, and its response -> outcome cases. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import * as z from 'zod';
import { Responses } from '../../shared/journal/entry.ts';

const folder = path.join(import.meta.dirname, 'package');
/** Zip's own first day: an archive of the same files has the same bytes wherever and whenever it is made. */
const EPOCH = '1980-01-01T12:00:00';

/** The files of the package by path, in a fixed order. */
export function demoFiles(): Record<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted();
  return Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]));
}

/** The zipped package. */
export const demoPackage = (): Uint8Array => zipSync(demoFiles(), { mtime: EPOCH, os: 3 });

/** What a candidate might answer, under the author's identifiers, and the score it deserves. */
const Case = z.object({ name: z.string(), responses: Responses, score: z.number() });
export type Case = z.infer<typeof Case>;

/** The cases of every item by its authored identifier. */
export const demoCases = (): Record<string, Case[]> =>
  z.record(z.string(), z.array(Case)).parse(JSON.parse(readFileSync(path.join(folder, 'invigil-cases.json'), 'utf8')));
