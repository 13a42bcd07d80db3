/**
 * `npm run bench:grading`: how fast responses are graded, on one core, and whether memory stays flat. Each figure is printed
 * with what it costs in steps of a baseline of the same run: one JSON round trip of a response.
 */
import { type Exam, type ExamItem, examItems, importPackage, mapForward } from '../../server/exams/index.ts';
import { compileItem } from '../../server/exams/item.ts';
import { toQti3 } from '../../server/exams/names.ts';
import { Report } from '../../server/exams/report.ts';
import { Source } from '../../server/exams/source.ts';
import { itemXml, packageFiles, type TestItem, zipOf } from '../../server/exams/testing.ts';
import { parseXml } from '../../server/exams/xml.ts';
import { gradeExam, gradeItem } from '../../server/grading/index.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { print, rate, secondsOf } from './kit.ts';

const IDS = ['A', 'B', 'C', 'D', 'E'];
const choices = (max: number): string =>
  `<qti-choice-interaction response-identifier="RESPONSE" max-choices="${max}">${IDS.map((id) => `<qti-simple-choice identifier="${id}">Choice ${id}</qti-simple-choice>`).join('')}</qti-choice-interaction>`;
const declaration = (cardinality: string, inner: string): string =>
  `<qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="identifier">${inner}</qti-response-declaration>`;
const correct = (...ids: string[]): string =>
  `<qti-correct-response>${ids.map((id) => `<qti-value>${id}</qti-value>`).join('')}</qti-correct-response>`;
const mapping =
  '<qti-mapping lower-bound="0" default-value="-1"><qti-map-entry map-key="A" mapped-value="1"/><qti-map-entry map-key="C" mapped-value="1"/></qti-mapping>';

const kinds: TestItem[] = [
  { declarations: declaration('single', correct('B')), body: choices(1) },
  { declarations: declaration('multiple', correct('A', 'C') + mapping), body: choices(0), processing: 'map_response' },
  { declarations: declaration('multiple', correct('A', 'C')), body: choices(0) },
  {
    declarations: declaration('single', correct('C')),
    body: choices(1),
    score: 'normal-maximum="2"',
    processing: `<qti-response-condition><qti-response-if><qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">2</qti-base-value></qti-set-outcome-value></qti-response-if><qti-response-else-if><qti-member><qti-variable identifier="RESPONSE"/><qti-multiple><qti-base-value base-type="identifier">A</qti-base-value><qti-base-value base-type="identifier">D</qti-base-value></qti-multiple></qti-member><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value></qti-response-else-if><qti-response-else><qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">0</qti-base-value></qti-set-outcome-value></qti-response-else></qti-response-condition>`,
  },
];
const answer = (kind: number, run: number): Responses => {
  const first = IDS[run % IDS.length] ?? 'A';
  const second = IDS[(run + 2) % IDS.length] ?? 'C';
  return { RESPONSE: kind === 1 || kind === 2 ? [first, second] : [first] };
};

async function examOf(count: number): Promise<Exam> {
  const items = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`i${i}.xml`, itemXml({ ...(kinds[i % kinds.length] ?? fail()), id: `item${i}` })]),
  );
  const { exam, problems } = await importPackage(zipOf(packageFiles(items)));
  if (!exam) throw new Error(JSON.stringify(problems.slice(0, 3)));
  return exam;
}
const fail = (): never => {
  throw new Error('nothing there');
};
const pick = <T>(list: readonly T[], at: number): T => list[at % list.length] ?? fail();

/** Reads, compiles and grades one item from its XML, as if nobody had seen it before. */
function cold(bytes: Uint8Array, responses: Responses): number {
  const root = parseXml(bytes);
  if ('message' in root) return fail();
  const item = compileItem(new Source('i.xml', new Map(), new Report()), toQti3(root));
  return gradeItem({ ...first, ...item, stimulus: null }, responses, { trace: false }).score;
}

const exam = await examOf(60);
const items: ExamItem[] = examItems(exam);
const first: ExamItem = pick(items, 0);

const baseline = rate((run) => void JSON.parse(JSON.stringify(answer(run % 4, run))));
console.log(`baseline, one JSON round trip of a response: ${Math.round(baseline).toLocaleString('en')} a second`);

let sum = 0;
const grade = (run: number, trace: boolean): void => {
  sum += gradeItem(pick(items, run), answer(run % kinds.length, run), { trace }).score;
};
print({ name: 'choice responses, warm', perSecond: rate((run) => grade(run, false)), target: 50_000 }, baseline);
print({ name: 'choice responses, warm, with trace', perSecond: rate((run) => grade(run, true)) }, baseline);

const sources = kinds.map((kind) => new TextEncoder().encode(itemXml(kind)));
const coldly = rate((run) => {
  sum += cold(pick(sources, run), answer(run % kinds.length, run));
});
print({ name: 'small items, cold from XML', perSecond: coldly, target: 3_000 }, baseline);

const CANDIDATES = 10_000;
const sittings = Array.from({ length: 200 }, (_, i) => {
  const seed = `sitting ${i}`;
  const answers = items.map((item, at) => [item.id, mapForward(item, seed, answer(at % kinds.length, at + i))]);
  return { seed, answers: Object.fromEntries(answers) as Record<string, Responses> };
});
const seconds = secondsOf(() => {
  for (let candidate = 0; candidate < CANDIDATES; candidate++) {
    const { seed, answers } = pick(sittings, candidate);
    sum += gradeExam(exam, seed, answers, { trace: false }).score;
  }
});
console.log(
  `${CANDIDATES.toLocaleString('en')} candidates x ${items.length} items regraded: ${seconds.toFixed(1)} s, target 30 s: ${seconds < 30 ? 'held' : 'MISSED'}`,
);

const RESPONSES = 1_000_000;
const heaps: string[] = [];
for (let run = 0; run < RESPONSES; run++) {
  grade(run, false);
  if ((run + 1) % (RESPONSES / 10) !== 0) continue;
  globalThis.gc?.();
  heaps.push((process.memoryUsage().heapUsed / 1e6).toFixed(1));
}
console.log(`heap in MB after each 100,000 of ${RESPONSES.toLocaleString('en')} responses: ${heaps.join(' ')}`);
if (!globalThis.gc) console.log('(without --expose-gc these figures hold garbage too)');
if (!Number.isFinite(sum)) console.log(sum);
