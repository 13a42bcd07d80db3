/**
 * `npm run bench:documents -- [FOLDER]`: how often the reader gets a machine-readable zone right from one picture and from
 * three, on documents drawn here and on those of the folder (`specimen/truth.json`, `specimen/cap/<kind>-<n>-<size>.jpg`),
 * and how names of one person and of two are judged.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { decode } from 'jpeg-js';
import { type OcrEngine, openOcrEngine } from '../../../desktop/renderer/monitors/document/engine.ts';
import { greyOf, type Rgba } from '../../../desktop/renderer/monitors/document/image.ts';
import { judgeDocument } from '../../../desktop/renderer/monitors/document/judge.ts';
import type { MrzFormat } from '../../../desktop/renderer/monitors/document/mrz/layout.ts';
import { readSightings, type Sighting, sightingOf } from '../../../desktop/renderer/monitors/document/read.ts';
import { packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { type Camera, cameras, capture } from './documents/capture.ts';
import { canDraw, drawDocuments } from './documents/draw.ts';
import { people } from './documents/people.ts';
import { benchNames } from './names.ts';

export type BenchReport = { lines: string[]; misses: string[] };

/** Marks to hold, as shares. */
const SINGLE = 0.75;
const THREE = 0.95;

/** Wilson score interval of a share, 95 %. */
function interval(found: number, of: number): string {
  if (of === 0) return '';
  const z = 1.96;
  const p = found / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return `${(100 * Math.max(0, middle - half)).toFixed(1)}..${(100 * Math.min(1, middle + half)).toFixed(1)} %`;
}
const share = (found: number, of: number) =>
  `${found}/${of} (${((100 * found) / Math.max(1, of)).toFixed(1)} %, ${interval(found, of)})`;

type Tally = {
  pictures: number;
  checked: number;
  exact: number;
  wrong: number;
  captures: number;
  three: number;
  threeExact: number;
  ms: number;
};
const nothing = (): Tally => ({ pictures: 0, checked: 0, exact: 0, wrong: 0, captures: 0, three: 0, threeExact: 0, ms: 0 });

/** Each picture by itself, then all pictures of one document together. */
function tally(sum: Tally, engine: OcrEngine, pictures: readonly Rgba[], truth: readonly string[]): void {
  const sightings: Sighting[] = [];
  for (const picture of pictures) {
    const start = performance.now();
    const sighting = sightingOf(greyOf(picture), engine);
    const reading = sighting && readSightings([sighting]);
    sum.ms += performance.now() - start;
    sum.pictures++;
    if (sighting) sightings.push(sighting);
    if (reading) sum.checked++;
    if (reading?.lines.join('\n') === truth.join('\n')) sum.exact++;
    // All check digits right, and yet another number: the one mistake that nobody would notice.
    else if (reading && reading.mrz.fields.number !== numberIn(truth)) sum.wrong++;
  }
  const together = readSightings(sightings);
  sum.captures++;
  if (together) sum.three++;
  if (together?.lines.join('\n') === truth.join('\n')) sum.threeExact++;
}
const numberIn = (lines: readonly string[]): string =>
  (lines.length === 3 ? (lines[0] ?? '').slice(5, 14) : (lines[1] ?? '').slice(0, 9)).replace(/<+$/, '');

function report(name: string, sum: Tally, into: BenchReport): void {
  const { pictures, checked, exact, wrong, captures, three, threeExact, ms } = sum;
  if (pictures === 0) return;
  into.lines.push(
    `${name}: one picture, all check digits right ${share(checked, pictures)}; every character right ${share(exact, pictures)}; ` +
      `another number with right digits ${wrong}; ${(ms / pictures).toFixed(0)} ms a picture`,
    `${name}: pictures of one document together, all check digits right ${share(three, captures)}; every character ${share(threeExact, captures)}`,
  );
  if (checked < SINGLE * pictures) into.misses.push(`${name}: ${checked} of ${pictures} single pictures, the mark is 75 %`);
  if (three < THREE * captures) into.misses.push(`${name}: ${three} of ${captures} captures, the mark is 95 %`);
}

type Truth = { sn: string; gn: string } & Record<'td1' | 'td2' | 'td3', string[] | undefined>;

/** The folder's own captures: those of one document in several sizes count as one capture. */
function benchFolder(engine: OcrEngine, folder: string, into: BenchReport): void {
  const file = path.join(folder, 'specimen/truth.json');
  if (!existsSync(file)) {
    into.lines.push(`documents of the folder: ${file} is not there; nothing was measured.`);
    return;
  }
  // The folder's own format, written by the same hand as its pictures.
  const truths = JSON.parse(readFileSync(file, 'utf8')) as Truth[];
  const sum = nothing();
  const names = { same: 0, print: 0, falsely: 0, of: 0 };
  const captures = new Map<string, string[]>();
  for (const name of readdirSync(path.join(folder, 'specimen/cap'))) {
    const key = name.split('-').slice(0, 2).join('-');
    captures.set(key, [...(captures.get(key) ?? []), name]);
  }
  for (const [key, files] of captures) {
    const [kind = '', at = ''] = key.split('-');
    const truth = truths[Number(at)];
    const lines = truth?.[kind as 'td1' | 'td2' | 'td3'];
    if (!truth || !lines) continue;
    const pictures = files.map((name) => decode(readFileSync(path.join(folder, 'specimen/cap', name)), { useTArray: true }));
    tally(sum, engine, pictures, lines);
    for (const picture of pictures) {
      const grey = greyOf(picture);
      const sighting = sightingOf(grey, engine);
      const own = `${truth.gn} ${truth.sn}`;
      const other = truths[(Number(at) + 1) % truths.length];
      const text = engine.text(grey);
      names.of++;
      if (judgeDocument(sighting && readSightings([sighting]), [], own, 0, 0).name === 'same') names.same++;
      if (judgeDocument(null, text, own, 0, 0).name === 'same') names.print++;
      if (other && judgeDocument(null, text, `${other.gn} ${other.sn}`, 0, 0).name === 'same') names.falsely++;
    }
  }
  report("the folder's documents", sum, into);
  into.lines.push(
    `the folder's documents: own name found in the zone ${share(names.same, names.of)}, in print alone ${share(names.print, names.of)}; ` +
      `another person's name found in print ${names.falsely}/${names.of}`,
  );
}

/** Documents drawn and captured here. `count` of people, in these sizes of camera, held with this much unrest. */
export async function benchDrawn(
  engine: OcrEngine,
  {
    count = people.length,
    sizes = ['480p', '720p'],
    hardness = [1, 1.6],
  }: { count?: number; sizes?: string[]; hardness?: number[] },
  into: BenchReport,
): Promise<void> {
  if (!canDraw()) {
    into.lines.push("documents drawn here: Debian's fonts-ocr-b is not installed; nothing was measured.");
    return;
  }
  const formats: MrzFormat[] = ['TD3', 'TD1', 'TD2'];
  const drawn = await drawDocuments(people.slice(0, count).map((holder, at) => ({ format: formats[at % 3] ?? 'TD3', holder })));
  for (const size of sizes)
    for (const unrest of hardness) {
      const sum = nothing();
      const camera: Camera = cameras[size] ?? { width: 1280, height: 720 };
      drawn.forEach(({ picture, lines }, at) => {
        const pictures = [1, 2, 3].map((frame) => capture(picture, camera, at * 100 + frame, unrest));
        tally(sum, engine, pictures, lines);
      });
      report(`documents drawn here, ${size}, unrest ${unrest}`, sum, into);
    }
}

/** All of it. `misses` names every mark that was not held. */
export async function benchDocuments(folder: string): Promise<BenchReport> {
  const into: BenchReport = { lines: [], misses: [] };
  const engine = await openOcrEngine(packagedWeights);
  try {
    benchFolder(engine, folder, into);
    await benchDrawn(engine, {}, into);
  } finally {
    engine.close();
  }
  benchNames(folder, into);
  return into;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? process.env.INVIGIL_CORPUS ?? '../shared/corpus/vision';
  const { lines, misses } = await benchDocuments(path.resolve(folder));
  for (const line of lines) console.log(line);
  for (const miss of misses) console.error(`NOT HELD: ${miss}`);
  process.exitCode = misses.length > 0 ? 1 : 0;
}
