/**
 * A small exam for the training of markers, beside the main one: its answers belong to no sitting, so nobody's result
 * waits for them. Two invented markers have been at work already, so that there is something to settle and to look at.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import * as z from 'zod';
import type { App } from '../../server/app.ts';
import { KnownScript, Levels, MarkingScheme } from '../../shared/contract/marking.ts';
import type { DeliveryPolicy } from '../../shared/policy/policy.ts';

const folder = import.meta.dirname;
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const Deserved = z.object({ levels: Levels, text: z.string() });
const Scripts = z.object({
  practice: z.array(Deserved.extend({ why: z.string() })),
  seeds: z.array(Deserved.extend({ why: z.string() })),
  live: z.array(Deserved),
});

/** The package of the training exam, with the same bytes whenever it is made. */
export function trainingPackage(): Uint8Array {
  const root = path.join(folder, 'package');
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted();
  const files = Object.fromEntries(names.map((name) => [name, new Uint8Array(readFileSync(path.join(root, name)))]));
  return zipSync(files, { mtime: '1980-01-01T12:00:00', os: 3 });
}

type Account = { email: string; code: string };
type Worker = Account & {
  /** How many answers, practice and seeds included. */
  count: number;
  /** Points more or less than an answer deserves, in a criterion that follows from the count so far. */
  leaning: number;
  /** Gives every third live answer nothing at all, so that there is something to adjudicate. */
  strays?: boolean;
};

/**
 * @param admin who sets the question up
 * @param workers who have marked some of it already
 */
export async function seedMarking(app: App, policy: DeliveryPolicy, admin: Account, workers: readonly Worker[]): Promise<void> {
  const scripts = Scripts.parse(read('scripts.json'));
  const report = await app.exams.publish(trainingPackage(), policy, 'demo');
  if (!report.exam) throw new Error(`The demo's training exam has faults: ${JSON.stringify(report.problems)}`);
  const queue = (await app.marking.queues()).find(({ exam }) => exam === report.exam)?.id ?? '';
  const { account } = await app.identity.signIn(admin.email, admin.code);
  await app.marking.putScheme(queue, MarkingScheme.parse(read('scheme.json')), account);
  const known = [
    ...scripts.practice.map((script) => KnownScript.parse({ kind: 'practice', ...script })),
    ...scripts.seeds.map((script) => KnownScript.parse({ kind: 'seed', ...script })),
  ];
  await app.marking.addKnown(queue, known, account);
  await app.marking.addTraining(
    queue,
    scripts.live.map(({ text }) => text),
    account,
  );
  const deserved = new Map([...known, ...scripts.live].map(({ text, levels }) => [text, levels]));
  const odd = new Set(scripts.live.filter((_, at) => at % 3 === 0).map(({ text }) => text));
  for (const worker of workers) await work(app, queue, deserved, worker, worker.strays ? odd : new Set());
}

async function work(
  app: App,
  queue: string,
  deserved: ReadonlyMap<string, Levels>,
  worker: Worker,
  odd: ReadonlySet<string>,
): Promise<void> {
  const { account } = await app.identity.signIn(worker.email, worker.code);
  for (let at = 0; at < worker.count; at += 1) {
    const { script, scheme } = await app.marking.next(queue, account);
    const right = script && deserved.get(script.text);
    if (!script || !scheme || !right) return;
    const criterion = scheme.criteria[at % scheme.criteria.length];
    const levels = { ...right };
    if (criterion && !script.practice) {
      const wanted = (right[criterion.id] ?? 0) + worker.leaning;
      const fits = criterion.levels.some(({ points }) => points === wanted);
      if (fits) levels[criterion.id] = wanted;
    }
    if (odd.has(script.text)) for (const { id, levels: steps } of scheme.criteria) levels[id] = steps[0]?.points ?? 0;
    await app.marking.mark(queue, account, script.script, levels);
  }
}
