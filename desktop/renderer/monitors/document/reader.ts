/** The page's end of the document reader. */
import type { DocumentRead, FromReader, Glance, ToReader, Wish } from './protocol.ts';

// In Chromium since 94, in the DOM's types not at all.
declare class MediaStreamTrackProcessor {
  constructor(options: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

export type Reader = {
  /** Rejects with a reason for people when documents cannot be read here. */
  ready: Promise<void>;
  /** Looks at the camera every `every` ms until the answer is called; what was seen last counts when a picture is read. */
  follow(track: MediaStreamTrack, every: number, onGlance: (glance: Glance) => void): () => void;
  read(picture: Blob, wish: Wish): Promise<DocumentRead>;
  close(): void;
};

/** Starts the worker; loading takes about half a second there. */
export function openReader(): Reader {
  const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module', name: 'reader' });
  const asked = new Map<number, { resolve: (read: DocumentRead) => void; reject: (error: Error) => void }>();
  const loading = Promise.withResolvers<void>();
  let next = 0;
  let onGlance: (glance: Glance) => void = () => {};
  const say = (message: ToReader, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);

  worker.onerror = ({ message }) => loading.reject(new Error(message || 'The document reader could not start.'));
  worker.onmessage = ({ data }: MessageEvent<FromReader>) => {
    switch (data.type) {
      case 'ready':
        loading.resolve();
        return;
      case 'failed':
        loading.reject(new Error(data.message));
        console.warn(`The document reader: ${data.message}`);
        return;
      case 'glanced':
        onGlance(data.glance);
        return;
      case 'read':
        asked.get(data.id)?.resolve(data.read);
        asked.delete(data.id);
        return;
      case 'read-failed':
        asked.get(data.id)?.reject(new Error(data.message));
        asked.delete(data.id);
        return;
    }
  };
  // Whoever waits for nothing else need not handle it.
  loading.promise.catch(() => {});
  say({ type: 'open', weights: new URL('weights/', document.baseURI).href });
  return {
    ready: loading.promise,
    follow(track, every, listen) {
      // Copied: stopping the copy ends the stream and leaves the camera to the screen.
      const copy = track.clone();
      const { readable } = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 1 });
      onGlance = listen;
      say({ type: 'follow', frames: readable, every }, [readable]);
      return () => {
        if (onGlance === listen) onGlance = () => {};
        copy.stop();
      };
    },
    read(picture, wish) {
      const id = next++;
      const answer = Promise.withResolvers<DocumentRead>();
      asked.set(id, answer);
      say({ type: 'read', id, picture, wish });
      return answer.promise;
    },
    close: () => worker.terminate(),
  };
}
