/**
 * The last seconds of the camera, always at hand: short pieces of WebM, each playable alone, each begun a little before the
 * former ends so that nothing is missing between them. (Slices of one long recording are not playable alone.) What no signal
 * asks for is forgotten.
 */

import type { SignalKind } from '../../../shared/journal/entry.ts';

export type Piece = { from: number; to: number; webm: Blob };
/** A stretch of time that a signal asks for. */
type Wanted = { from: number; to: number; why: SignalKind };
export type RingOptions = {
  /** Length of a piece, and by how much it overlaps the next, in ms. */
  pieceMs: number;
  overlapMs: number;
  /** How far before a moment a clip reaches, and how far after it. */
  beforeMs: number;
  afterMs: number;
};
export const ringOptions: RingOptions = { pieceMs: 5_000, overlapMs: 400, beforeMs: 10_000, afterMs: 10_000 };

/** What is kept of finished pieces at `now`, and which of them are asked for. Pure, times in ms. */
export function sorted<P extends { from: number; to: number }>(
  pieces: readonly P[],
  wanted: readonly { from: number; to: number }[],
  now: number,
  beforeMs: number,
): { kept: P[]; asked: P[] } {
  const isAsked = (piece: P) => wanted.some(({ from, to }) => piece.to > from && piece.from < to);
  return {
    asked: pieces.filter(isAsked),
    kept: pieces.filter((piece) => !isAsked(piece) && piece.to > now - beforeMs),
  };
}

/** Small pictures: what happened is to be seen, not what was written. */
const mimeTypes = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
const BITS_PER_SECOND = 120_000;
type Recording = { recorder: MediaRecorder; parts: Blob[]; from: number; stopped: Promise<void> };

/** @param onPiece a piece that a signal asked for, each once, in the order of time, and the first signal that did */
export function startRing(stream: MediaStream, onPiece: (piece: Piece, why: SignalKind) => void, options = ringOptions) {
  const mimeType = mimeTypes.find((type) => MediaRecorder.isTypeSupported(type));
  let pieces: Piece[] = [];
  let wanted: Wanted[] = [];
  let running = true;
  let wake: () => void = () => {};

  const record = (): Recording => {
    const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), videoBitsPerSecond: BITS_PER_SECOND });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => void (data.size > 0 && parts.push(data));
    const stopped = new Promise<void>((resolve) => {
      recorder.onstop = () => resolve();
      recorder.onerror = () => resolve();
    });
    recorder.start();
    return { recorder, parts, from: Date.now(), stopped };
  };
  const hand = (now: number): void => {
    const { asked, kept } = sorted(pieces, wanted, now, options.beforeMs + options.pieceMs);
    pieces = kept;
    for (const piece of asked) {
      const why = wanted.find(({ from, to }) => piece.to > from && piece.from < to)?.why;
      if (why) onPiece(piece, why);
    }
  };
  const finish = async ({ recorder, parts, from, stopped }: Recording): Promise<void> => {
    if (recorder.state !== 'inactive') recorder.stop();
    await stopped;
    const now = Date.now();
    if (parts.length > 0) pieces.push({ from, to: now, webm: new Blob(parts, { type: 'video/webm' }) });
    hand(now);
    wanted = wanted.filter(({ to }) => to > now - options.pieceMs);
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = window.setTimeout(resolve, ms);
      wake = () => {
        window.clearTimeout(timer);
        resolve();
      };
    });

  const turn = async (): Promise<void> => {
    let current = record();
    while (running) {
      await pause(options.pieceMs - options.overlapMs);
      if (!running) break;
      const next = record();
      await pause(options.overlapMs);
      await finish(current);
      current = next;
    }
    await finish(current);
  };
  const ended = turn().catch((error: unknown) => console.warn('Clips are not recorded:', error));
  return {
    /** Asks for the clip around a stretch of time (ms of the wall clock). */
    want(from: number, to: number, why: SignalKind): void {
      wanted.push({ from: from - options.beforeMs, to: to + options.afterMs, why });
      hand(Date.now());
    },
    /** Ends recording; what was asked for and is begun still comes. */
    async stop(): Promise<void> {
      running = false;
      wake();
      await ended;
    },
  };
}
export type Ring = ReturnType<typeof startRing>;
