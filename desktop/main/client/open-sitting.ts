/** One sitting on this computer: its journal, its state, its line to the server. Free of Electron. */
import { performance } from 'node:perf_hooks';
import { DeliveryForm, joinForms } from '../../../shared/assessment/delivery.ts';
import { FILE_BYTES } from '../../../shared/assessment/files.ts';
import { Enrolment } from '../../../shared/contract/bridge.ts';
import {
  candidateRoutes,
  type LaunchReply,
  LaunchReply as LaunchReplySchema,
  type Receipt,
  type SignedActs,
} from '../../../shared/contract/candidate.ts';
import type { Problem } from '../../../shared/contract/problem.ts';
import { digest, digestBytes, follow, headMessage, headOf, receiptMessage, type Verify } from '../../../shared/journal/chain.ts';
import type {
  At,
  CandidateNote,
  DocumentReading,
  Entry,
  PicturePurpose,
  ServerEntry,
  SignalKind,
} from '../../../shared/journal/entry.ts';
import { remainingMs } from '../../../shared/sitting/clock.ts';
import { fold, foldAll } from '../../../shared/sitting/fold.ts';
import { isOver, newSitting, type Sitting } from '../../../shared/sitting/state.ts';
import { callServer, ProblemFailure } from './api.ts';
import { evidenceSeal } from './evidence-seal.ts';
import type { JournalStore, QueuedPicture } from './journal-store.ts';
import { type SittingKey, serverVerifier } from './keys.ts';
import { createMoves } from './moves.ts';
import { startPictureQueue } from './picture-queue.ts';
import { type Sync, startSync } from './sync.ts';

/** How often the running clock leaves a trace in the journal: what a crash can cost at most. */
const TICK_MS = 5_000;
/** Between the end of time and sealing, so that the last keystrokes still arrive. */
const SEAL_AFTER_MS = 1_500;

/** Seals secrets for this computer's disk. */
export type Crypt = { encrypt(plain: string): string; decrypt(sealed: string): string };

export type OpenSittingOptions = {
  store: JournalStore;
  crypt: Crypt;
  key: SittingKey;
  server: string;
  launch: LaunchReply;
  /** One run of this program. */
  boot: string;
  /** Redeems the launch code again, when the server no longer knows the token. */
  relaunch: () => Promise<LaunchReply>;
  started: { app: string; os: string; standIn: boolean };
  onChange: () => void;
  onAlarm: (problem: Problem) => void;
};

export function openSitting(options: OpenSittingOptions) {
  const { store, crypt, key, server, boot, relaunch, started, onChange, onAlarm } = options;
  let launch = options.launch;
  const { sitting } = launch;
  const verifyServer: Verify = serverVerifier(launch.serverKey);
  const entries = store.entries();
  let state: Sitting = foldAll(newSitting(launch.policy), entries);
  const acts: ServerEntry[] = entries.filter((entry) => entry.lane === 'server');
  const storedReceipt = store.meta('receipt');
  let receipt: Receipt | null = storedReceipt ? (JSON.parse(storedReceipt) as Receipt) : null;
  let online = false;
  let stopped = false;
  let overSince: number | null = null;

  const now = (): At => ({ wall: Date.now(), mono: performance.now(), boot });
  const take = (entry: Entry) => {
    state = fold(state, entry);
    if (isOver(state.stage)) store.dropMeta('enrolment');
  };
  /** Durable when it returns. */
  const append = (note: CandidateNote): number => {
    const entry = store.append(sitting, now(), note);
    take(entry);
    sync.kick();
    onChange();
    return entry.seq;
  };

  /** For whatever is no command of the candidate's: a disk that is full must not end the program. */
  const tryAppend = (note: CandidateNote): void => {
    try {
      append(note);
    } catch {
      onAlarm({
        code: 'internal',
        message: 'This computer cannot save any more. Free some space on its disk, or call the proctor. What was saved is safe.',
      });
    }
  };

  const takeActs = ({ entries: received, signature }: SignedActs): void => {
    if (stopped) return;
    const head = store.head(sitting, 'server');
    const fresh = received.filter((entry) => entry.seq > head.seq);
    const [first] = fresh;
    const last = fresh.at(-1);
    if (!first || !last) return;
    if (first.seq > head.seq + 1) {
      // Pushed before the answer to hello came, which brings what is missing.
      sync.again();
      return;
    }
    const next = follow(sitting, head, fresh);
    if ('fault' in next || !verifyServer(headMessage(sitting, 'server', headOf(last)), signature)) {
      onAlarm({
        code: 'bad-chain',
        message:
          'Messages from the exam server do not fit together. Go on with the exam; your work is safe. Tell the proctor if this stays.',
      });
      return;
    }
    try {
      store.putActs(fresh);
    } catch {
      onAlarm({
        code: 'internal',
        message: 'This computer cannot save what the proctor did. Free some space on its disk, or call the proctor.',
      });
      return;
    }
    acts.push(...fresh);
    for (const act of fresh) {
      take(act);
      tryAppend({ kind: 'act-received', body: { seq: act.seq } });
    }
    onChange();
  };

  const takeReceipt = (fresh: Receipt): void => {
    if (stopped) return;
    const message = receiptMessage(sitting, { seq: fresh.seq, hash: fresh.hash }, fresh.storedAt);
    if (!verifyServer(message, fresh.signature)) {
      onAlarm({
        code: 'bad-signature',
        message: "The exam server's receipt is not signed by its key. Go on with the exam; your work is safe on this computer.",
      });
      return;
    }
    if (fresh.seq > 0 && store.hashAt(fresh.seq) !== fresh.hash) {
      onAlarm({
        code: 'fork',
        message:
          'The exam centre holds another record of this sitting than this computer. Go on with the exam and call the proctor.',
      });
      return;
    }
    receipt = fresh;
    store.setMeta('receipt', JSON.stringify(fresh));
    pictures.kick();
    onChange();
  };

  const refused = (problem: Problem): void => {
    if (problem.code !== 'not-signed-in') {
      onAlarm(problem);
      return;
    }
    relaunch().then(
      (fresh) => {
        launch = fresh;
        sync.reconnect();
      },
      (error: unknown) => {
        if (error instanceof ProblemFailure && !error.offline) onAlarm(error.problem);
      },
    );
  };

  const seal = evidenceSeal(store, crypt);
  const pictures = startPictureQueue({
    store,
    server,
    token: () => launch.token,
    isOnline: () => online,
    unseal: seal.unseal,
    onSent: onChange,
  });

  const sync: Sync = startSync({
    server,
    token: () => launch.token,
    sitting,
    store,
    sign: key.sign,
    onOnline: (isOnline) => {
      online = isOnline;
      if (stopped) return;
      pictures.kick();
      onChange();
    },
    onReceipt: takeReceipt,
    onActs: takeActs,
    onRefused: refused,
  });

  const watchClock = setInterval(() => {
    moves.watch();
    if (!state.clock.running || !state.clock.last) return;
    if (remainingMs(state.clock, now()) > 0) {
      overSince = null;
      if (performance.now() - state.clock.last.mono >= TICK_MS) tryAppend({ kind: 'tick', body: {} });
      return;
    }
    if (overSince === null) onChange();
    overSince ??= performance.now();
    if (performance.now() - overSince >= SEAL_AFTER_MS) tryAppend({ kind: 'submitted', body: { cause: 'time-over' } });
  }, 250);

  tryAppend({ kind: 'client-started', body: started });
  // A kill between storing an act and noting its receipt leaves the act without effect; the receipt is made up for here.
  const received = new Set(entries.flatMap((entry) => (entry.kind === 'act-received' ? [entry.body.seq] : [])));
  for (const { seq } of [...acts]) if (!received.has(seq)) tryAppend({ kind: 'act-received', body: { seq } });

  /** The questions of one stretch; those of an exam without a plan are one. @throws ProblemFailure */
  const formOf = async (stretch: number): Promise<DeliveryForm> => {
    const name = stretch === 1 ? 'form' : (`form-${stretch}` as const);
    const stored = store.meta(name);
    if (stored) return DeliveryForm.parse(JSON.parse(crypt.decrypt(stored)));
    const { form, hash } = await callServer(
      server,
      launch.token,
      candidateRoutes.form,
      state.course ? { query: { stretch } } : {},
    );
    if (digest(form) !== hash)
      throw new ProblemFailure({ code: 'bad-chain', message: 'The questions arrived damaged. Try again.' });
    if (!stopped) store.setMeta(name, crypt.encrypt(JSON.stringify(form)));
    return form;
  };

  const moves = createMoves({ state: () => state, now, append, tryAppend, formOf, onChange, isStopped: () => stopped });

  const queue = (purpose: QueuedPicture['purpose'], jpeg: Uint8Array) => {
    const hash = digestBytes(jpeg);
    store.queuePicture({ hash, purpose, takenAt: Date.now(), bytes: seal.seal(jpeg, hash) });
    return { blob: hash, bytes: jpeg.length };
  };

  return {
    append,
    tryAppend,
    /** Entries and pictures that the server does not have yet. */
    isDrained: (): boolean => (receipt?.seq ?? 0) >= store.head(sitting, 'candidate').seq && store.nextPicture() === null,
    /** Queues a check-in picture and notes its hash; both durable before this returns. */
    takePicture(purpose: PicturePurpose, jpeg: Uint8Array, reading?: DocumentReading): void {
      const picture = queue(purpose, jpeg);
      // What was read comes first: a picture without its reading looks as if nobody had tried.
      if (purpose === 'document' && reading) append({ kind: 'document-read', body: { ...reading, blob: picture.blob } });
      append({ kind: 'picture-taken', body: { purpose, ...picture } });
    },
    /** Pictures of the room since the check-in began or was asked for again. */
    roomPictures: (): number => roomPictures(store.entries()),
    /**
     * Queues a file of an answer. The answer itself names it, and so is in the journal.
     * @throws ProblemFailure `too-large`, `conflict` when nothing may be answered now
     */
    keepFile(bytes: Uint8Array): { hash: string; bytes: number } {
      if (bytes.length > FILE_BYTES)
        throw new ProblemFailure({ code: 'too-large', message: `A file may have at most ${FILE_BYTES} bytes.` });
      if (state.stage !== 'running')
        throw new ProblemFailure({ code: 'conflict', message: 'Files can be handed in while the exam runs.' });
      const { blob } = queue('answer', bytes);
      pictures.kick();
      return { hash: blob, bytes: bytes.length };
    },
    takeStill(jpeg: Uint8Array): void {
      append({ kind: 'still-taken', body: queue('still', jpeg) });
    },
    /** Queues a piece of a clip while the exam runs; before and after it none is kept. */
    takeClip(about: { signal: SignalKind; from: number; to: number }, webm: Uint8Array): void {
      if (state.stage === 'running') append({ kind: 'clip-taken', body: { ...about, ...queue('clip', webm) } });
    },
    /** Keeps what is known of the face, sealed, until the sitting is over. */
    enrol(enrolment: Enrolment): void {
      if (!isOver(state.stage)) store.setMeta('enrolment', crypt.encrypt(JSON.stringify(enrolment)));
    },
    enrolment(): Enrolment | null {
      const sealed = isOver(state.stage) ? null : store.meta('enrolment');
      return sealed ? Enrolment.parse(JSON.parse(crypt.decrypt(sealed))) : null;
    },
    /** The questions that are open, from disk, or from the server once released. @throws ProblemFailure */
    async form(): Promise<DeliveryForm> {
      const first = await formOf(1);
      const later = Array.from({ length: Math.max(0, (state.course?.begun ?? 1) - 1) }, (_, index) => formOf(index + 2));
      return joinForms(first, ...(await Promise.all(later)));
    },
    ...moves,
    known: () => ({
      launch,
      state,
      acts,
      entries: store.head(sitting, 'candidate').seq,
      receipt,
      now: now(),
      roomPictures: state.stage === 'check-in' && state.checkIn.policy.room ? roomPictures(store.entries()) : 0,
    }),
    state: () => state,
    isOnline: () => online,
    stop(): void {
      stopped = true;
      clearInterval(watchClock);
      pictures.stop();
      sync.stop();
      store.close();
    },
  };
}
export type OpenSitting = ReturnType<typeof openSitting>;

/** How many pictures of the room were taken since the check-in began, or since a proctor asked for it again. */
function roomPictures(entries: readonly Entry[]): number {
  const since = entries.findLastIndex((entry) => entry.kind === 'check-in-returned');
  return entries.slice(since + 1).filter((entry) => entry.kind === 'picture-taken' && entry.body.purpose === 'room').length;
}

/** Reads what a former run of this program stored of its launch. */
export const storedLaunch = (store: JournalStore, crypt: Crypt): LaunchReply | null => {
  const sealed = store.meta('launch');
  return sealed ? LaunchReplySchema.parse(JSON.parse(crypt.decrypt(sealed))) : null;
};
