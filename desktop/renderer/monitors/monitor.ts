/** The page's side of the monitors: starts the worker, hands it the camera's and the microphone's streams, passes on what it says. */
import type { Observation } from './detectors/detector.ts';
import type { Frame } from './frame.ts';
import hearing from './hearing.worklet.ts?worker&url';
import { SAMPLE_RATE } from './nets/sound.ts';
import type { FromWorker, Report, Seen, Signal, ToWorker, Wanted, WatchSettings } from './protocol.ts';

// In Chromium since 94, in the DOM's types not at all.
declare class MediaStreamTrackProcessor {
  constructor(options: { track: MediaStreamTrack; maxBufferSize?: number });
  readonly readable: ReadableStream<VideoFrame>;
}

export type WatchListener = {
  onSignal: (signal: Signal) => void;
  onReport: (report: Omit<Report, 'signals'>) => void;
};
export type Monitor = {
  /** Resolves with the ms it took to load. Rejects with a reason for people when the detectors cannot run here. */
  ready: Promise<number>;
  /** Resolves with a reason once the detectors could not start, have failed, or no longer say anything. */
  lost: Promise<string>;
  /** One picture: pixels, or a JPEG or PNG such as the photo of a document. */
  see(picture: Frame | Blob, wanted?: Wanted): Promise<Seen>;
  /** A camera at the check-in, every `every` ms, until the answer is called. One stream at a time: a later one ends it. */
  follow(track: MediaStreamTrack, every: number, onSeen: (seen: Seen) => void, wanted?: Wanted): () => void;
  /** Before anything is watched or heard in the exam; after a pause what was learned stays. */
  begin(settings: WatchSettings, listener: WatchListener): void;
  /** A camera during the exam, until the answer is called. */
  watch(track: MediaStreamTrack): () => void;
  /** A microphone during the exam, until the answer is called. Resolves once it is open. */
  listen(track: MediaStreamTrack): Promise<() => void>;
  /** What a detector of the page saw. */
  observed(observation: Observation, at: number): void;
  close(): void;
};

/** Starts the worker; loading takes about half a second there. */
export function openMonitor(): Monitor {
  const worker = new Worker(new URL('./monitor.worker.ts', import.meta.url), { type: 'module', name: 'monitor' });
  const asked = new Map<number, { resolve: (seen: Seen) => void; reject: (error: Error) => void }>();
  const loading = Promise.withResolvers<number>();
  const losing = Promise.withResolvers<string>();
  let next = 0;
  let onSeen: (seen: Seen) => void = () => {};
  let listener: WatchListener | null = null;
  const say = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);

  const fail = (reason: string): void => {
    loading.reject(new Error(reason));
    losing.resolve(reason);
  };
  worker.onerror = ({ message }) => fail(message || 'The detectors could not start.');
  const silence = watchSilence(() => fail('The detectors do not answer any more.'));
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    silence.heard();
    switch (data.type) {
      case 'ready':
        loading.resolve(data.ms);
        return;
      case 'failed':
        fail(data.message);
        console.warn(`The monitors' worker: ${data.message}`);
        return;
      case 'deaf':
        console.warn(`The microphone is not heard: ${data.message}`);
        return;
      case 'seen':
        asked.get(data.id)?.resolve(data.seen);
        asked.delete(data.id);
        return;
      case 'see-failed':
        asked.get(data.id)?.reject(new Error(data.message));
        asked.delete(data.id);
        return;
      case 'followed':
        onSeen(data.seen);
        return;
      case 'report':
        listener?.onReport(data.report);
        return;
      case 'signal':
        listener?.onSignal(data.signal);
        return;
    }
  };
  // Whoever waits for nothing else need not handle it.
  loading.promise.catch(() => {});
  say({ type: 'open', weights: new URL('weights/', document.baseURI).href });

  /** The track is copied: stopping the copy ends the stream and leaves the camera to the screen. */
  const streamOf = (track: MediaStreamTrack) => {
    const copy = track.clone();
    const { readable } = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 1 });
    return { frames: readable, end: () => copy.stop() };
  };
  return {
    ready: loading.promise,
    lost: losing.promise,
    see(picture, wanted = {}) {
      const id = next++;
      const answer = Promise.withResolvers<Seen>();
      asked.set(id, answer);
      say({ type: 'see', id, picture, wanted });
      return answer.promise;
    },
    follow(track, every, listen, wanted = {}) {
      const { frames, end } = streamOf(track);
      onSeen = listen;
      say({ type: 'follow', frames, every, wanted }, [frames]);
      return () => {
        if (onSeen === listen) onSeen = () => {};
        end();
      };
    },
    begin(settings, listen) {
      listener = listen;
      say({ type: 'begin', settings });
    },
    watch(track) {
      const { frames, end } = streamOf(track);
      say({ type: 'watch', frames }, [frames]);
      const listened = silence.listen();
      return () => {
        listened();
        end();
      };
    },
    async listen(track) {
      const context = new AudioContext({ sampleRate: SAMPLE_RATE });
      await context.audioWorklet.addModule(hearing);
      const node = new AudioWorkletNode(context, 'hearing', { numberOfOutputs: 0 });
      const { port1, port2 } = new MessageChannel();
      node.port.postMessage(port1, [port1]);
      say({ type: 'listen', sound: port2 }, [port2]);
      context.createMediaStreamSource(new MediaStream([track])).connect(node);
      await context.resume();
      return () => void context.close();
    },
    observed: (observation, at) => say({ type: 'observed', observation, at }),
    close() {
      say({ type: 'stop' });
      // The worker tells what is still open before it goes.
      window.setTimeout(() => worker.terminate(), 500);
    },
  };
}

/** Watching, the worker says something every three seconds at the slowest (cadence.ts). */
const SILENT_MS = 20_000;
const LOOK_MS = 5_000;

/** Calls `onSilent` once when, while listened to, nothing is heard for long. A computer that slept does not count. */
function watchSilence(onSilent: () => void) {
  let last = 0;
  return {
    heard: (): void => {
      last = Date.now();
    },
    listen(): () => void {
      last = Date.now();
      let looked = last;
      const timer = window.setInterval(() => {
        const now = Date.now();
        if (now - looked > 2 * LOOK_MS) last = now;
        looked = now;
        if (now - last <= SILENT_MS) return;
        window.clearInterval(timer);
        onSilent();
      }, LOOK_MS);
      return () => window.clearInterval(timer);
    },
  };
}
