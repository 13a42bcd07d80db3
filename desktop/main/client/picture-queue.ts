/** Sends queued pictures one by one, check-in pictures before stills. One that is refused for good is dropped. */
import { candidateRoutes } from '../../../shared/contract/candidate.ts';
import { callServer, ProblemFailure } from './api.ts';
import type { JournalStore } from './journal-store.ts';

const RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;
const forGood: readonly string[] = ['bad-input', 'too-large'];

export type PictureQueueOptions = {
  store: JournalStore;
  server: string;
  token: () => string;
  isOnline: () => boolean;
  onSent: () => void;
};
export type PictureQueue = { kick: () => void; stop: () => void };

export function startPictureQueue({ store, server, token, isOnline, onSent }: PictureQueueOptions): PictureQueue {
  let stopped = false;
  let sending = false;
  let retry: NodeJS.Timeout | null = null;
  let wait = RETRY_MS;

  const sendOne = async ({
    hash,
    purpose,
    takenAt,
    bytes,
  }: NonNullable<ReturnType<JournalStore['nextPicture']>>): Promise<void> => {
    const input = { params: { hash }, query: { purpose, takenAt }, body: bytes };
    await callServer(server, token(), candidateRoutes.picture, input).catch((error: unknown) => {
      if (!(error instanceof ProblemFailure && forGood.includes(error.problem.code))) throw error;
    });
    if (!stopped) store.dropPicture(hash);
  };

  const send = async (): Promise<void> => {
    sending = true;
    try {
      for (let next = store.nextPicture(); next && isOnline() && !stopped; next = stopped ? null : store.nextPicture()) {
        await sendOne(next);
        wait = RETRY_MS;
      }
      if (!stopped) onSent();
    } catch {
      // Offline, too many, or the server's own trouble: the picture waits, and so do we, longer every time.
      retry = setTimeout(() => {
        retry = null;
        kick();
      }, wait);
      wait = Math.min(LONGEST_RETRY_MS, wait * 2);
    } finally {
      sending = false;
    }
  };
  const kick = (): void => {
    if (!sending && !retry && !stopped && isOnline()) void send();
  };
  return {
    kick,
    stop: () => {
      stopped = true;
      if (retry) clearTimeout(retry);
    },
  };
}
