/**
 * Sends queued pictures and clips one by one: check-in pictures and files of answers, then stills, then clips. A purpose that
 * the server has no room for now waits, the ones before it go on. One that is refused for good is dropped.
 */
import { candidateRoutes } from '../../../shared/contract/candidate.ts';
import { callServer, ProblemFailure } from './api.ts';
import type { JournalStore, QueuedPicture } from './journal-store.ts';

const RETRY_MS = 3_000;
const LONGEST_RETRY_MS = 60_000;
const forGood: readonly string[] = ['bad-input', 'too-large'];

export type PictureQueueOptions = {
  store: JournalStore;
  server: string;
  token: () => string;
  isOnline: () => boolean;
  unseal: (bytes: Uint8Array, hash: string) => Uint8Array;
  onSent: () => void;
};
export type PictureQueue = { kick: () => void; stop: () => void };

/** What waits when the server is busy with a purpose: itself, and what matters less. */
const below = (purpose: QueuedPicture['purpose']): QueuedPicture['purpose'][] =>
  purpose === 'clip' ? ['clip'] : purpose === 'still' ? ['still', 'clip'] : ['portrait', 'document', 'answer', 'still', 'clip'];

export function startPictureQueue({ store, server, token, isOnline, unseal, onSent }: PictureQueueOptions): PictureQueue {
  let stopped = false;
  let sending = false;
  let retry: NodeJS.Timeout | null = null;
  let wait = RETRY_MS;
  let waiting: QueuedPicture['purpose'][] = [];

  /** The bytes, or null where the disk gave others back than it was given. */
  const opened = ({ bytes, hash }: QueuedPicture): Uint8Array | null => {
    try {
      return unseal(bytes, hash);
    } catch {
      return null;
    }
  };
  const sendOne = async (picture: QueuedPicture): Promise<void> => {
    const { hash, purpose, takenAt } = picture;
    const body = opened(picture);
    const input = body && { params: { hash }, query: { purpose, takenAt }, body };
    if (input)
      await callServer(server, token(), candidateRoutes.picture, input).catch((error: unknown) => {
        if (!(error instanceof ProblemFailure && forGood.includes(error.problem.code))) throw error;
      });
    if (!stopped) store.dropPicture(hash);
  };
  const later = (): void => {
    retry ??= setTimeout(() => {
      retry = null;
      waiting = [];
      kick();
    }, wait);
    wait = Math.min(LONGEST_RETRY_MS, wait * 2);
  };

  const send = async (): Promise<void> => {
    sending = true;
    try {
      for (let next = store.nextPicture(waiting); next && isOnline() && !stopped; ) {
        const { purpose } = next;
        try {
          await sendOne(next);
          if (waiting.length === 0) wait = RETRY_MS;
        } catch (error) {
          const isBusy = error instanceof ProblemFailure && error.problem.code === 'busy';
          // Offline, too many, or the server's own trouble: everything waits, longer every time.
          waiting = isBusy ? below(purpose) : below('answer');
          later();
        }
        next = stopped ? null : store.nextPicture(waiting);
      }
      if (!stopped) onSent();
    } finally {
      sending = false;
    }
  };
  const kick = (): void => {
    if (!sending && !stopped && isOnline() && (!retry || waiting.length < 5)) void send();
  };
  return {
    kick,
    stop: () => {
      stopped = true;
      if (retry) clearTimeout(retry);
    },
  };
}
