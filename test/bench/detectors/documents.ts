/**
 * How often the reader gets a machine-readable zone right from one picture and from three, on documents drawn here and on
 * those of the folder (`specimen/truth.json`, `specimen/cap/<kind>-<n>-<size>.jpg`); and how names of one person and of two
 * are judged.
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
import { type Measurement, mark, type Section, sampled } from './kit.ts';
import { measureNames } from './names.ts';
import { share, told } from './stats.ts';

type Tally = Record<'pictures' | 'checked' | 'exact' | 'wrong' | 'captures' | 'together' | 'exactTogether' | 'ms', number>;
const nothing = (): Tally => ({
  pictures: 0,
  checked: 0,
  exact: 0,
  wrong: 0,
  captures: 0,
  together: 0,
  exactTogether: 0,
  ms: 0,
});
const numberIn = (lines: readonly string[]): string =>
  (lines.length === 3 ? (lines[0] ?? '').slice(5, 14) : (lines[1] ?? '').slice(0, 9)).replace(/<+$/, '');

/** Each picture by itself, then all pictures of one document together. */
function tally(sum: Tally, engine: OcrEngine, pictures: readonly Rgba[], truth: readonly string[]): void {
  const sightings: Sighting[] = [];
  const isRight = (lines: readonly string[] | undefined) => lines?.join('\n') === truth.join('\n');
  for (const picture of pictures) {
    const start = performance.now();
    const sighting = sightingOf(greyOf(picture), engine);
    const reading = sighting && readSightings([sighting]);
    sum.ms += performance.now() - start;
    sum.pictures++;
    if (sighting) sightings.push(sighting);
    if (reading) sum.checked++;
    if (isRight(reading?.lines)) sum.exact++;
    // All check digits right, and yet another number: the one mistake that nobody would notice.
    else if (reading && reading.mrz.fields.number !== numberIn(truth)) sum.wrong++;
  }
  const together = readSightings(sightings);
  sum.captures++;
  if (together) sum.together++;
  if (isRight(together?.lines)) sum.exactTogether++;
}

function report(name: string, sum: Tally, section: Section): void {
  const { pictures, checked, exact, wrong, captures, together, exactTogether, ms } = sum;
  if (pictures === 0) return;
  section.lines.push(
    `${name}: every character right in ${told(share(exact, pictures))}; right digits over another number ${wrong}; ${(ms / pictures).toFixed(0)} ms a picture`,
    `${name}, three pictures: every character right in ${told(share(exactTogether, captures))}`,
  );
  section.marks.push(
    mark(
      `${name}: all check digits right in 75 % of single pictures`,
      checked >= 0.75 * pictures,
      told(share(checked, pictures)),
    ),
    mark(`${name}: and in 95 % of captures of three`, together >= 0.95 * captures, told(share(together, captures))),
  );
}

type Truth = { sn: string; gn: string } & Partial<Record<'td1' | 'td2' | 'td3', string[]>>;
const isKind = (kind: string): kind is 'td1' | 'td2' | 'td3' => /^td[123]$/.test(kind);

/** The folder's own captures: those of one document in several sizes count as one capture. `quick`: every third of them. */
export function measureFolder(engine: OcrEngine, folder: string, section: Section, quick = false): void {
  const file = path.join(folder, 'specimen/truth.json');
  if (!existsSync(file)) {
    section.lines.push(`${file} is not there; of a folder's documents nothing was measured.`);
    return;
  }
  // The folder's own format, written by the same hand as its pictures.
  const truths = JSON.parse(readFileSync(file, 'utf8')) as Truth[];
  const sum = nothing();
  const names = { zone: 0, print: 0, falsely: 0, of: 0 };
  const captures = new Map<string, string[]>();
  for (const name of readdirSync(path.join(folder, 'specimen/cap'))) {
    const key = name.split('-').slice(0, 2).join('-');
    captures.set(key, [...(captures.get(key) ?? []), name]);
  }
  for (const [key, files] of sampled([...captures], quick, captures.size / 3)) {
    const [kind = '', at = ''] = key.split('-');
    const truth = truths[Number(at)];
    const lines = isKind(kind) ? truth?.[kind] : undefined;
    if (!truth || !lines) continue;
    const pictures = files.map((name) => decode(readFileSync(path.join(folder, 'specimen/cap', name)), { useTArray: true }));
    tally(sum, engine, pictures, lines);
    const other = truths[(Number(at) + 1) % truths.length];
    for (const picture of pictures) {
      const grey = greyOf(picture);
      const sighting = sightingOf(grey, engine);
      const text = engine.text(grey);
      const own = `${truth.gn} ${truth.sn}`;
      names.of++;
      if (judgeDocument(sighting && readSightings([sighting]), [], own, 0, 0).name === 'same') names.zone++;
      if (judgeDocument(null, text, own, 0, 0).name === 'same') names.print++;
      if (other && judgeDocument(null, text, `${other.gn} ${other.sn}`, 0, 0).name === 'same') names.falsely++;
    }
  }
  report("the folder's documents", sum, section);
  section.lines.push(
    `the holder's name agrees by the zone in ${told(share(names.zone, names.of))}, by print alone in ${told(share(names.print, names.of))}, another holder's in ${names.falsely}`,
  );
}

type Drawing = { count?: number; sizes?: string[]; unrest?: number[] };

/** Documents drawn and captured here: `count` of them, in these sizes of camera, held with this much unrest. */
export async function measureDrawn(
  engine: OcrEngine,
  section: Section,
  { count = people.length, sizes = ['480p', '720p'], unrest = [1, 1.6] }: Drawing = {},
): Promise<void> {
  if (!canDraw()) {
    section.lines.push("Debian's fonts-ocr-b is not installed; of documents drawn here nothing was measured.");
    return;
  }
  const formats: MrzFormat[] = ['TD3', 'TD1', 'TD2'];
  const drawn = await drawDocuments(people.slice(0, count).map((holder, at) => ({ format: formats[at % 3] ?? 'TD3', holder })));
  for (const size of sizes)
    for (const one of unrest) {
      const sum = nothing();
      const camera: Camera = cameras[size] ?? { width: 1280, height: 720 };
      drawn.forEach(({ picture, lines }, at) => {
        const pictures = [1, 2, 3].map((frame) => capture(picture, camera, at * 100 + frame, one));
        tally(sum, engine, pictures, lines);
      });
      report(`drawn here, ${size}, unrest ${one}`, sum, section);
    }
}

export const documents: Measurement = async ({ folder, quick }) => {
  const section: Section = { title: 'Documents and names', lines: [], marks: [] };
  const engine = await openOcrEngine(packagedWeights);
  try {
    if (folder) measureFolder(engine, folder, section, quick);
    await measureDrawn(engine, section, quick ? { count: 4, sizes: ['480p'], unrest: [1.6] } : {});
  } finally {
    engine.close();
  }
  measureNames(folder, section);
  return section;
};
