/** The monitors' worker: owns the nets, so that the exam screen never waits for one. Its files come from the app's own scheme. */
import { lightOf, pictureState } from './detectors/light.ts';
import { countedFaces } from './detectors/presence.ts';
import { SPEECH_STEPS, speech } from './detectors/speech.ts';
import { type Eyes, type Face, openEyes } from './eyes.ts';
import type { Frame } from './frame.ts';
import { framesOf } from './frames.ts';
import { SAMPLE_RATE, STEP_SAMPLES } from './nets/sound.ts';
import { openEar } from './nets/speech.ts';
import type { FaceSeen, FromWorker, Seen, ToWorker, Wanted } from './protocol.ts';
import { createWatch, type Signal, type Watch } from './watch.ts';
import { checkedWeights, type ReadWeights, weightsFiles } from './weights/list.ts';

// The dedicated worker's global; the project's types are those of a page, which lack it.
const here = self as unknown as { postMessage(message: FromWorker): void; onmessage: (event: MessageEvent<ToWorker>) => void };
const say = (message: FromWorker): void => here.postMessage(message);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** ms of sound in one step. */
const STEP_MS = (STEP_SAMPLES / SAMPLE_RATE) * 1000;

let eyes: Promise<Eyes> | null = null;
let read: ReadWeights | null = null;
let watch: Watch | null = null;
let stream: AbortController | null = null;

async function open(weights: string): Promise<Eyes> {
  const start = performance.now();
  const checked = checkedWeights(async (file) => {
    const answer = await fetch(new URL(file, weights));
    if (!answer.ok) throw new Error(`The weights "${file}" are missing. Install Invigil again.`);
    return new Uint8Array(await answer.arrayBuffer());
  });
  read = checked;
  // The runtime fetches its own program; that it is the shipped one is checked beforehand.
  for (const { file } of weightsFiles.filter(({ file }) => file.startsWith('tfjs-'))) await checked(file);
  const opened = await openEyes(checked, weights);
  say({ type: 'ready', ms: Math.round(performance.now() - start) });
  return opened;
}
const opened = (): Promise<Eyes> => eyes ?? Promise.reject(new Error('The monitors are not open yet.'));

function see(nets: Eyes, frame: Frame, wanted: Wanted, at: number): Seen {
  const start = performance.now();
  const counted = countedFaces(nets.faces(frame));
  const [face] = counted;
  const light = face ? { light: lightOf(frame, face.box), height: face.box[3] } : null;
  const faces = counted.map((one) => plain(nets, frame, one, wanted));
  const picture = pictureState(lightOf(frame), light, frame.height);
  return { at, width: frame.width, height: frame.height, faces, picture, cost: performance.now() - start };
}

function plain(nets: Eyes, frame: Frame, face: Face, wanted: Wanted): FaceSeen {
  const { points: _points, rough: _rough, ...rest } = face;
  return {
    ...rest,
    gaze: wanted.gaze ? nets.gaze(frame, face) : null,
    descriptor: wanted.descriptor ? nets.descriptor(frame, face) : null,
  };
}

/** Decoded on a canvas: one picture now and then, so that what a canvas leaves behind does not add up. */
async function decoded(picture: Blob): Promise<Frame> {
  const bitmap = await createImageBitmap(picture);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height);
  if (!pixels) throw new Error('This picture could not be read.');
  return pixels;
}

/** Ends the stream before, and reads the next one until it ends or another comes. */
function streamed(frames: ReadableStream<VideoFrame>, every: () => number, onFrame: (frame: Frame, at: number) => void): void {
  stream?.abort();
  const own = new AbortController();
  stream = own;
  framesOf(frames, every, onFrame, own.signal).catch((error: unknown) => say({ type: 'failed', message: wordsOf(error) }));
}

const tell = (signals: readonly Signal[]): void => {
  for (const signal of signals) say({ type: 'signal', signal });
};

async function listen(sound: MessagePort): Promise<void> {
  if (!read) throw new Error('The monitors are not open yet.');
  const ear = await openEar(await read('speech.onnx'), await read('ort-wasm-simd-threaded.wasm'));
  let steps: number[] = [];
  let spent = 0;
  let turn: Promise<void> = Promise.resolve();
  sound.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    const at = Date.now();
    turn = turn
      .then(async () => {
        const start = performance.now();
        steps.push(await ear.hear(data));
        spent += performance.now() - start;
        if (steps.length < SPEECH_STEPS) return;
        // The net runs within this one turn of the thread: nothing else is counted.
        watch?.hears(spent / (SPEECH_STEPS * STEP_MS));
        spent = 0;
        tell(watch?.take(speech(steps), at) ?? []);
        steps = [];
      })
      .catch((error: unknown) => say({ type: 'deaf', message: wordsOf(error) }));
  };
}

async function receive(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'open':
      eyes = open(message.weights);
      await eyes;
      return;
    case 'see': {
      const { id, picture, wanted } = message;
      try {
        const frame = picture instanceof Blob ? await decoded(picture) : picture;
        say({ type: 'seen', id, seen: see(await opened(), frame, wanted, Date.now()) });
      } catch (error) {
        say({ type: 'see-failed', id, message: wordsOf(error) });
      }
      return;
    }
    case 'follow': {
      const nets = await opened();
      const { wanted, every } = message;
      streamed(
        message.frames,
        () => every,
        (frame, at) => say({ type: 'followed', seen: see(nets, frame, wanted, at) }),
      );
      return;
    }
    case 'begin':
      // After a pause the watch goes on with what it knows.
      watch ??= createWatch(await opened(), message.settings);
      return;
    case 'watch': {
      await opened();
      const current = watch;
      if (!current) return;
      streamed(message.frames, current.interval, (frame, at) => {
        const { signals, ...report } = current.look(frame, at);
        tell(signals);
        say({ type: 'report', report, interval: current.interval() });
      });
      return;
    }
    case 'listen':
      await opened();
      await listen(message.sound).catch((error: unknown) => say({ type: 'deaf', message: wordsOf(error) }));
      return;
    case 'observed':
      tell(watch?.take(message.observation, message.at) ?? []);
      return;
    case 'stop':
      stream?.abort();
      tell(watch?.end() ?? []);
      watch = null;
      return;
  }
}

here.onmessage = ({ data }) => {
  receive(data).catch((error: unknown) => say({ type: 'failed', message: wordsOf(error) }));
};
