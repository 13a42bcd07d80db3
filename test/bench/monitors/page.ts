/**
 * What the monitors do to the page in Chromium: tasks of the page's main thread over 50 ms, by the clock and by the processor
 * time they really took. A task that took long by the clock alone waited for a processor; one that the monitors cause takes
 * processor time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { writeFilm } from '../../../desktop/renderer/preview/film.ts';
import { type Served, servePreview } from '../../../desktop/renderer/preview/serve.ts';

const LONG_MS = 50;
/** Loading, and the first looks of all nets. */
const SETTLE_MS = 15_000;

const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.optional(z.number()),
  /** Microseconds by the clock, and of the processor. */
  dur: z.optional(z.number()),
  tdur: z.optional(z.number()),
  args: z.optional(z.object({ name: z.optional(z.unknown()), src_file: z.optional(z.string()) })),
});
type TraceEvent = z.infer<typeof TraceEvent>;

/** Files of Chromium whose tasks on the page's thread are there for the monitors: the worker's messages, clips, stills. */
const monitors = /dedicated_worker|video_track_recorder|media_recorder|canvas_async_blob|blob_bytes|webcodecs|frame_queue/;

type Thread = { name: string; tasks: { clock: number; processor: number; from: string }[] };

async function traced(served: Served, page: { waitForTimeout(ms: number): Promise<void> }, ms: number): Promise<TraceEvent[]> {
  const session = await served.browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const known = TraceEvent.safeParse(event);
      if (known.success) events.push(known.data);
    }
  });
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      recordMode: 'recordAsMuchAsPossible',
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline'],
    },
  });
  await page.waitForTimeout(ms);
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events;
}

/** The threads of the page's own process, by what they did. */
function threadsOf(events: readonly TraceEvent[]): Thread[] {
  const key = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const nameIn = (event: TraceEvent): string => (typeof event.args?.name === 'string' ? event.args.name : '');
  const names = new Map(events.filter(({ name }) => name === 'thread_name').map((event) => [key(event), nameIn(event)]));
  const byStart = (name: string): Map<string, TraceEvent[]> =>
    Map.groupBy(
      events.filter((event) => event.ph === 'X' && event.name === name).toSorted((a, b) => (a.ts ?? 0) - (b.ts ?? 0)),
      key,
    );
  // The outer event has what follows a task too (promises, which the worker lives on), the inner one knows where it is from.
  const sources = byStart('ThreadControllerImpl::RunTask');
  const threads = [...byStart('RunTask')].map(([thread, own]) => {
    const inner = sources.get(thread) ?? [];
    let next = 0;
    return {
      process: own[0]?.pid ?? 0,
      name: names.get(thread) ?? '',
      tasks: own.map(({ ts = 0, dur = 0, tdur = 0 }) => {
        while ((inner[next]?.ts ?? Number.POSITIVE_INFINITY) < ts) next++;
        const source = inner[next];
        const isIn = source?.ts !== undefined && source.ts <= ts + dur;
        return { clock: dur / 1000, processor: tdur / 1000, from: (isIn && source.args?.src_file) || '' };
      }),
    };
  });
  const busy = (thread: Thread) => thread.tasks.reduce((sum, { processor }) => sum + processor, 0);
  const main = threads.filter(({ name }) => name === 'CrRendererMain').toSorted((a, b) => busy(b) - busy(a))[0];
  return threads.filter(({ process }) => process === main?.process);
}

const told = (all: readonly number[]): string =>
  `${all.length}${all.length > 0 ? `, worst ${Math.max(...all).toFixed(0)} ms` : ''}`;

async function measured(served: Served, name: string, query: string, seconds: number): Promise<number> {
  const page = await served.browser.newPage();
  await page.goto(`${served.url}?${query}`);
  await page.waitForTimeout(SETTLE_MS);
  const threads = threadsOf(await traced(served, page, seconds * 1000));
  await page.close();
  const of = (thread: RegExp) => threads.filter((one) => thread.test(one.name)).flatMap(({ tasks }) => tasks);
  const share = (tasks: Thread['tasks']) =>
    `${((tasks.reduce((sum, { processor }) => sum + processor, 0) / seconds / 1000) * 100).toFixed(1)} % of one core`;
  const main = of(/^CrRendererMain$/);
  const byProcessor = main.map(({ processor }) => processor).filter((ms) => ms > LONG_MS);
  const starved = main.filter(({ clock, processor }) => clock > LONG_MS && processor <= LONG_MS).map(({ clock }) => clock);
  const own = main.filter(({ from }) => monitors.test(from));
  console.log(
    `${name}, ${seconds} s (load of the machine ${(loadavg()[0] ?? 0).toFixed(1)}): the page's main thread ${share(main)}; ` +
      `tasks over ${LONG_MS} ms of processor time ${told(byProcessor)}; over ${LONG_MS} ms by the clock for want of a processor ${told(starved)}`,
  );
  if (own.length > 0)
    console.log(
      `  tasks of the monitors on it: ${own.length}, worst ${Math.max(...own.map(({ processor }) => processor)).toFixed(1)} ms, together ${share(own)}; ` +
        `beside it: the worker ${share(of(/^DedicatedWorker/))}, the sound's thread ${share(of(/AudioWorklet/))}`,
    );
  return byProcessor.length;
}

/** @returns whether the monitors cause no task over 50 ms */
export async function measurePage(seconds: number): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'invigil-bench-'));
  const film = path.join(folder, 'film.mjpeg');
  writeFilm(film, [['candidate', 10]]);
  const served = await servePreview(film, true);
  try {
    const off = await measured(served, 'monitors off', 'screen=exam&unwatched', seconds);
    const on = await measured(served, 'monitors on', 'screen=exam&detectors', seconds);
    const held = on <= off;
    console.log(`${held ? 'held  ' : 'MISSED'} the monitors cause no task over ${LONG_MS} ms on the page's main thread`);
    return held;
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
