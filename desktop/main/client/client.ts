/** The exam client without Electron: commands in, one view out. Main wires it to the window; simulations drive it too. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod/mini';
import type { bridgeCalls, ClientView, Measure, Moment } from '../../../shared/contract/bridge.ts';
import { candidateRoutes, type LaunchReply, PROTOCOL, Receipt } from '../../../shared/contract/candidate.ts';
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import { bindingMessage, digest } from '../../../shared/journal/chain.ts';
import type { CandidateNote } from '../../../shared/journal/entry.ts';
import { stepsLeft } from '../../../shared/sitting/check-in.ts';
import { isOver } from '../../../shared/sitting/state.ts';
import { isCheckLink, parseLaunch } from '../launch-link.ts';
import { noPreflight, type Preflight } from '../preflight/preflight.ts';
import { callServer, ProblemFailure } from './api.ts';
import { type JournalStore, openJournalStore } from './journal-store.ts';
import { sittingKey } from './keys.ts';
import { type Crypt, type OpenSitting, openSitting, storedLaunch } from './open-sitting.ts';
import { viewOf } from './view.ts';

type Calls = typeof bridgeCalls;
export type ExamClient = {
  view(): ClientView;
  onView(listener: (view: ClientView) => void): () => void;
  calls: { [K in keyof Calls]: (body: z.infer<Calls[K]['body']>) => Promise<Outcome<z.infer<Calls[K]['reply']>>> };
  /** Notes a signal that main itself observed. Before the exam runs it is not noted: nothing is at stake yet. */
  signal(body: Extract<CandidateNote, { kind: 'signal' }>['body']): void;
  /** Has the clip kept around something that main sees begin, and will tell when it is over. While the exam runs only. */
  moment(moment: Moment): void;
  /** Hears of every moment that main itself observes. */
  onMoment(listener: (moment: Moment) => void): () => void;
  /** False while an exam is under way: only its own exits end it. */
  mayQuit(): boolean;
  stop(): Promise<void>;
};
export type ExamClientOptions = {
  /** This program's own folder; one file per sitting. */
  directory: string;
  crypt: Crypt;
  standIn: boolean;
  app: string;
  os: string;
  /** Server for a launch code that comes without a link. */
  server: string | null;
  measures: () => readonly Omit<Measure, 'missing'>[];
  /** The system check. A client without a window has none. */
  preflight?: Preflight;
  /** Told which exam server a sitting belongs to, and the key it signs with, whenever one becomes the current sitting. */
  onOpen?: (from: { server: string; serverKey: string }) => void;
  /** Ends the program; called by the command `quit` when the exam allows it. */
  quit: () => void;
  log: (line: string) => void;
};

const nothing = {};

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

const hasUnsent = (store: JournalStore, sitting: string): boolean => {
  const receipt = store.meta('receipt');
  const acked = receipt ? Receipt.parse(JSON.parse(receipt)).seq : 0;
  return store.head(sitting, 'candidate').seq > acked || store.nextPicture() !== null;
};

export function createExamClient(options: ExamClientOptions): ExamClient {
  const { directory, crypt, standIn, app, os, measures, quit, log, preflight = noPreflight } = options;
  const folder = path.join(directory, 'sittings');
  const pointer = path.join(directory, 'current');
  const boot = randomUUID();
  const listeners = new Set<(view: ClientView) => void>();
  const momentListeners = new Set<(moment: Moment) => void>();
  let current: { file: string; sitting: OpenSitting; server: string } | null = null;
  let busy = false;
  let problem: Problem | null = null;
  let scheduled = false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  const view = (): ClientView =>
    viewOf({
      standIn,
      busy,
      problem,
      measures: measures(),
      check: preflight.view(),
      checking: preflight.isOpen(),
      online: current?.sitting.isOnline() ?? false,
      open: current?.sitting.known() ?? null,
    });
  /** Once a turn at most, however many entries were appended. */
  const changed = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const fresh = view();
      for (const listener of listeners) listener(fresh);
    });
  };

  /** Former sittings of this computer that still have something to send. */
  const draining = new Set<OpenSitting>();
  const drain = (sitting: OpenSitting): void => {
    if (sitting.isDrained()) sitting.stop();
    else draining.add(sitting);
  };
  const sweep = (): void => {
    for (const sitting of [...draining].filter((one) => one.isDrained())) {
      draining.delete(sitting);
      sitting.stop();
    }
  };

  /** The file of a sitting, with what it takes to redeem its launch code. */
  const openFile = (file: string, target: { server: string; code: string } | null) => {
    const store = openJournalStore(path.join(folder, file));
    const code = target?.code ?? crypt.decrypt(store.meta('code') ?? '');
    const server = target?.server ?? store.meta('server') ?? '';
    const sealedKey = store.meta('key');
    const key = sittingKey(sealedKey ? crypt.decrypt(sealedKey) : undefined);
    if (!sealedKey) store.setMeta('key', crypt.encrypt(key.pkcs8));
    store.setMeta('code', crypt.encrypt(code));
    store.setMeta('server', server);
    const redeem = async (): Promise<LaunchReply> => {
      const proof = key.sign(bindingMessage(code, key.publicKey));
      const body = { protocol: PROTOCOL, code, publicKey: key.publicKey, proof };
      const launch = await callServer(server, null, candidateRoutes.launch, { body });
      store.setMeta('launch', crypt.encrypt(JSON.stringify(launch)));
      return launch;
    };
    const open = (launch: LaunchReply): OpenSitting =>
      openSitting({
        store,
        crypt,
        key,
        server,
        launch,
        boot,
        relaunch: redeem,
        started: { app: app.slice(0, 64), os: os.slice(0, 128), standIn },
        onChange: () => {
          sweep();
          changed();
        },
        onAlarm: (alarm) => {
          problem = alarm;
          log(`alarm: ${alarm.code}`);
          changed();
        },
      });
    return { store, server, redeem, open };
  };

  const makeCurrent = (file: string, sitting: OpenSitting, server: string): void => {
    const part = `${pointer}.part`;
    writeFileSync(part, file, { flush: true });
    renameSync(part, pointer);
    current = { file, sitting, server };
    options.onOpen?.({ server, serverKey: sitting.known().launch.serverKey });
    log(`sitting ${sitting.known().launch.sitting} is open`);
    changed();
  };

  /** The sitting before it stays as it is until the new one is open, and then sends what it still has. */
  const launchFrom = async (target: { server: string; code: string }): Promise<void> => {
    const file = `${digest([target.server, target.code]).slice(0, 16)}.sqlite`;
    if (current?.file === file) return;
    const stored = openFile(file, target);
    try {
      const sitting = stored.open(storedLaunch(stored.store, crypt) ?? (await stored.redeem()));
      const former = current?.sitting;
      makeCurrent(file, sitting, stored.server);
      if (former) drain(former);
    } catch (error) {
      stored.store.close();
      throw error;
    }
  };

  /** What a former run of this program left: its current sitting, and others that have something to send. */
  const reopen = (): void => {
    const last = readIfThere(pointer);
    for (const file of readdirSync(folder).filter((name) => /^[0-9a-f]{16}\.sqlite$/.test(name))) {
      try {
        const stored = openFile(file, null);
        const launch = storedLaunch(stored.store, crypt);
        const isCurrent = file === last;
        if (!launch || (!isCurrent && !hasUnsent(stored.store, launch.sitting))) stored.store.close();
        else if (isCurrent) makeCurrent(file, stored.open(launch), stored.server);
        else draining.add(stored.open(launch));
      } catch (error) {
        log(`the sitting in ${file} could not be opened: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };

  /** The outcome of a task, without a word to the screens. */
  const attempt = async <T>(task: () => T | Promise<T>): Promise<Outcome<T>> => {
    try {
      return { ok: true, value: await task() };
    } catch (error) {
      if (error instanceof ProblemFailure) return { ok: false, problem: error.problem };
      log(`a command failed: ${error instanceof Error ? error.message : String(error)}`);
      const message =
        'Something went wrong on this computer. Your saved answers are safe. Try again; if it stays, start Invigil again.';
      return { ok: false, problem: { code: 'internal', message } };
    }
  };
  /** A step of the candidate's: what goes wrong is shown, until the next step works. */
  const command = async <T>(task: () => T | Promise<T>): Promise<Outcome<T>> => {
    const outcome = await attempt(task);
    problem = outcome.ok ? null : outcome.problem;
    changed();
    return outcome;
  };
  const whileBusy = async <T>(task: () => Promise<T>): Promise<T> => {
    busy = true;
    changed();
    try {
      return await task();
    } finally {
      busy = false;
    }
  };
  const sitting = (): OpenSitting => {
    if (!current) throw new ProblemFailure({ code: 'conflict', message: 'No sitting is open. Enter your launch code first.' });
    return current.sitting;
  };
  const note = (entry: CandidateNote, run: typeof command = attempt) =>
    run(() => {
      sitting().append(entry);
      return nothing;
    });

  /** One step of the check-in; after the last it is finished. */
  const checkInStep = (step: (open: OpenSitting) => unknown) =>
    command(() => {
      const open = sitting();
      step(open);
      const state = open.state();
      if (state.stage === 'check-in' && state.consented && stepsLeft(state).length === 0)
        open.append({ kind: 'check-in-finished', body: {} });
      return nothing;
    });

  preflight.onChange(changed);
  reopen();

  return {
    view,
    onView(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    calls: {
      view: () => attempt(view),
      launch: ({ codeOrLink, server }) =>
        command(() =>
          whileBusy(async () => {
            // A link for a system check uses up nothing, wherever it was pasted.
            if (isCheckLink(codeOrLink)) {
              await preflight.open(codeOrLink);
              return nothing;
            }
            preflight.close();
            const state = current?.sitting.state();
            if (state && !isOver(state.stage) && state.startedAt !== null) {
              throw new ProblemFailure({ code: 'conflict', message: 'An exam is under way on this computer. Finish it first.' });
            }
            const target = parseLaunch(codeOrLink, server ?? options.server);
            if (!target.ok) throw new ProblemFailure(target.problem);
            await launchFrom(target.value);
            return nothing;
          }),
        ),
      systemCheck: ({ codeOrLink }) =>
        command(() =>
          whileBusy(async () => {
            await preflight.open(codeOrLink);
            return nothing;
          }),
        ),
      check: ({ locks, checks }) =>
        attempt(async () => {
          const at = current && !preflight.isOpen() ? current : null;
          const tier = at?.sitting.known().launch.policy.tier;
          await preflight.run({ locks, checks }, at && tier ? { server: at.server, tier } : null);
          return nothing;
        }),
      closeCheck: () =>
        command(() => {
          preflight.close();
          return nothing;
        }),
      acceptCapability: () => {
        const found = preflight.findings();
        const known = measures();
        const tier = known.some((measure) => measure.state !== 'enforced') ? 'monitored' : 'enforced';
        return note(
          {
            kind: 'capability-reported',
            body: {
              tier,
              measures: known.map(({ id, state }) => ({ id, state })),
              ...(found && { computer: found.computer, checks: found.checks }),
            },
          },
          command,
        );
      },
      consent: ({ locale }) =>
        note({ kind: 'consented', body: { textVersion: sitting().known().launch.exam.consent.version, locale } }, command),
      picture: ({ purpose, jpeg, reading }) => checkInStep((open) => open.takePicture(purpose, jpeg, reading)),
      roomScanned: () => checkInStep((open) => open.append({ kind: 'room-scanned', body: { pictures: open.roomPictures() } })),
      livenessChecked: (body) => checkInStep((open) => open.append({ kind: 'liveness-checked', body })),
      calibrated: (body) => note({ kind: 'calibrated', body }),
      declineStep: (body) => checkInStep((open) => open.append({ kind: 'step-declined', body })),
      still: ({ jpeg }) =>
        attempt(() => {
          sitting().takeStill(jpeg);
          return nothing;
        }),
      attach: ({ bytes }) => attempt(() => sitting().keepFile(bytes)),
      signal: (body) => note({ kind: 'signal', body }),
      clip: ({ webm, ...about }) =>
        attempt(() => {
          sitting().takeClip(about, webm);
          return nothing;
        }),
      enrol: (enrolment) =>
        attempt(() => {
          sitting().enrol(enrolment);
          return nothing;
        }),
      enrolment: () => attempt(() => sitting().enrolment()),
      begin: () =>
        command(() =>
          whileBusy(async () => {
            const form = await sitting().form();
            if (sitting().state().stage === 'released') sitting().append({ kind: 'exam-started', body: { form: digest(form) } });
            return nothing;
          }),
        ),
      form: () => attempt(() => sitting().form()),
      show: ({ item }) =>
        attempt(() => {
          sitting().show(item);
          return nothing;
        }),
      advance: () =>
        command(() => {
          sitting().advance();
          return nothing;
        }),
      answer: (body) => attempt(() => ({ seq: sitting().append({ kind: 'answered', body }) })),
      comment: (body) => note({ kind: 'commented', body }),
      mark: (body) => note({ kind: 'marked', body }),
      askHelp: (body) => note({ kind: 'help-asked', body }, command),
      submit: () =>
        command(() => {
          sitting().handIn();
          return nothing;
        }),
      quit: () =>
        command(() => {
          if (!mayQuit())
            throw new ProblemFailure({
              code: 'conflict',
              message: 'The exam is under way. Submit it first, or ask the proctor for help.',
            });
          quit();
          return nothing;
        }),
    },
    signal(body) {
      const sitting = current?.sitting;
      if (sitting?.state().stage !== 'running') return;
      sitting.tryAppend({ kind: 'signal', body });
      moment({ signal: body.signal, from: body.from, to: body.to });
    },
    moment,
    onMoment(listener) {
      momentListeners.add(listener);
      return () => momentListeners.delete(listener);
    },
    mayQuit,
    async stop() {
      current?.sitting.stop();
      current = null;
      for (const sitting of draining) sitting.stop();
      draining.clear();
    },
  };

  function moment(seen: Moment): void {
    if (current?.sitting.state().stage !== 'running') return;
    for (const listener of momentListeners) listener(seen);
  }
  function mayQuit(): boolean {
    const stage = current?.sitting.state().stage;
    return stage !== 'running' && stage !== 'paused';
  }
}
