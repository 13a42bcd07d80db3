/** One simulated candidate: the product's own exam client (journal, chain, signature, socket), driven by a behaviour. */
import { setTimeout as delay } from 'node:timers/promises';
import { createExamClient, type ExamClient } from '../../desktop/main/client/client.ts';
import { noPreflight } from '../../desktop/main/preflight/preflight.ts';
import { itemsOf } from '../../shared/assessment/delivery.ts';
import type { ClientView, Screen } from '../../shared/contract/bridge.ts';
import type { Outcome } from '../../shared/contract/problem.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import type { Behaviour, Happening } from './behaviour.ts';
import { drawDocument, drawScene, type Scene } from './pictures.ts';

export type SimulatedOptions = {
  place: number;
  directory: string;
  server: string;
  code: string;
  behaviour: Behaviour;
  /** Answers for a sitting, by item. */
  whisper: (ability: number) => Promise<Record<string, Responses>>;
  log: (line: string) => void;
};

/** Keys of simulated candidates guard nothing: they are stored as they are. */
const plainCrypt = { encrypt: (plain: string) => plain, decrypt: (sealed: string) => sealed };

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`);
  return outcome.value;
};
const untilView = (client: ExamClient, holds: (view: ClientView) => boolean): Promise<ClientView> => {
  const now = client.view();
  if (holds(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const off = client.onView((view) => {
      if (!holds(view)) return;
      off();
      resolve(view);
    });
  });
};

/** Sits the exam from wherever it stands to its end, or until `signal` aborts. */
export async function simulate(
  { place, directory, server, code, behaviour, whisper, log }: SimulatedOptions,
  signal: AbortSignal,
): Promise<void> {
  const { failed, reading } = behaviour;
  const findings = () => (failed ? { computer: `simulated-${place}`, measures: [], checks: [failed] } : null);
  const open = () =>
    createExamClient({
      preflight: { ...noPreflight, findings },
      directory,
      crypt: plainCrypt,
      standIn: true,
      app: 'simulated candidate',
      os: 'simulated',
      server,
      quit: () => {},
      log,
      measures: () => [
        { id: 'full-screen', state: 'enforced' },
        { id: 'task-switch', state: 'monitored' },
        { id: 'screen-capture', state: 'unavailable' },
      ],
    });
  let client = open();
  let scene: Scene = 'alone';
  let frame = 0;
  const pause = (s: number) => delay(s * 1000 * (0.6 + Math.random() * 0.8), undefined, { signal });
  const over = (screen: Screen) => screen === 'finished';

  const happen = async ({ signal: kind, scene: shown, help, offlineS, crash }: Happening): Promise<void> => {
    if (shown) scene = shown;
    if (kind) {
      const to = Date.now();
      must(await client.calls.still({ jpeg: drawScene(place, scene, frame++) }));
      must(await client.calls.signal({ signal: kind, detector: 'simulated-1', from: to - 6000, to, confidence: 0.8 }));
    }
    if (help) must(await client.calls.askHelp({ text: help }));
    if (offlineS || crash) {
      await client.stop();
      await delay((offlineS ?? 8) * 1000, undefined, { signal });
      client = open();
    }
  };

  const checkIn = async (): Promise<void> => {
    for (let { screen } = client.view(); screen !== 'exam' && !over(screen); { screen } = client.view()) {
      if (behaviour.stays === screen) {
        await delay(24 * 3600_000, undefined, { signal });
      } else if (screen === 'launch') must(await client.calls.launch({ codeOrLink: code }));
      else if (screen === 'capability') must(await client.calls.acceptCapability({}));
      else if (screen === 'consent') must(await client.calls.consent({ locale: 'en' }));
      else if (screen === 'portrait') must(await client.calls.picture({ purpose: 'portrait', jpeg: drawScene(place, 'alone') }));
      else if (screen === 'document')
        must(await client.calls.picture({ purpose: 'document', jpeg: drawDocument(place), ...(reading && { reading }) }));
      else if (screen === 'ready') must(await client.calls.begin({}));
      else if (screen === 'refused') throw new Error('refused at the gate');
      else await untilView(client, (view) => view.screen !== screen);
      await pause(behaviour.paceS / 15);
    }
  };

  const sit = async (): Promise<void> => {
    const answers = await whisper(behaviour.ability);
    const items = itemsOf(must(await client.calls.form({})));
    const done = Object.keys(client.view().sitting?.answers ?? {}).length;
    for (const [i, item] of items.entries()) {
      if (i < done) continue;
      await untilView(client, (view) => view.screen === 'exam' || over(view.screen));
      if (over(client.view().screen)) return;
      must(await client.calls.show({ item: item.id }));
      await pause(behaviour.paceS);
      const responses = answers[item.id];
      if (responses) await client.calls.answer({ item: item.id, responses });
      for (const happening of behaviour.happenings) if (happening.afterAnswers === i + 1) await happen(happening);
      if (i % 5 === 4) scene = 'alone';
    }
    must(await client.calls.submit({}));
  };

  const takeStills = async (until: AbortSignal): Promise<void> => {
    while (!until.aborted) {
      await delay((client.view().exam?.stillSeconds ?? 15) * 1000, undefined, { signal: until });
      if (client.view().screen === 'exam') await client.calls.still({ jpeg: drawScene(place, scene, frame++) });
    }
  };

  try {
    await delay(client.view().screen === 'launch' ? behaviour.startsAfterS * 1000 : 0, undefined, { signal });
    await checkIn();
    const exam = new AbortController();
    takeStills(AbortSignal.any([signal, exam.signal])).catch((error: unknown) => {
      if (!exam.signal.aborted && !signal.aborted) log(`stills of candidate ${place + 1}: ${String(error)}`);
    });
    if (!over(client.view().screen)) await sit();
    exam.abort();
    await untilView(client, (view) => view.saved.waiting === 0);
    await delay(3600_000 * 24, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) log(`candidate ${place + 1}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await client.stop();
  }
}
