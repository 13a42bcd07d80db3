/** Camera and microphone, opened for a few seconds and let go of. Nothing of it is kept or sent. */

/** How long the microphone is listened to. */
export const LISTEN_MS = 3_000;
const LOOK_MS = 5_000;

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Mean grey of what a video shows now, 0 to 255. */
function brightnessOf(video: HTMLVideoElement): number {
  const canvas = new OffscreenCanvas(32, 24);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return 255;
  context.drawImage(video, 0, 0, 32, 24);
  const { data } = context.getImageData(0, 0, 32, 24);
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum += ((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0)) / 3;
  return sum / (data.length / 4);
}

export type Seen<T> = { brightness: number | null; width: number; probe: T | null };

/**
 * Shows the camera in `video` and looks at it; `look` gets the playing video. No camera, no permission and no picture within
 * a few seconds are all the same here: `brightness` is null.
 */
export async function seeCamera<T>(
  video: HTMLVideoElement,
  look: (video: HTMLVideoElement) => Promise<T | null>,
): Promise<Seen<T>> {
  let stream: MediaStream | null = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { width: { ideal: 1280 }, height: { ideal: 720 } },
      audio: false,
    });
    video.srcObject = stream;
    await Promise.race([
      video.play(),
      new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no picture came')), LOOK_MS)),
    ]);
    // The first frames of many cameras are black.
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { brightness: brightnessOf(video), width: video.videoWidth, probe: await look(video) };
  } catch {
    return { brightness: null, width: 0, probe: null };
  } finally {
    if (stream) stop(stream);
    video.srcObject = null;
  }
}

export type Heard = { level: number | null; recording: Blob | null };

/** Listens for a moment. `onLevel` is told the loudness, 0 to 1, several times a second. The recording stays in this page. */
export async function hearMicrophone(onLevel: (level: number) => void): Promise<Heard> {
  let stream: MediaStream | null = null;
  let context: AudioContext | null = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: false });
    context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const recorder = new MediaRecorder(stream);
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
    recorder.start();
    let loudest = 0;
    const samples = new Float32Array(analyser.fftSize);
    for (const until = performance.now() + LISTEN_MS; performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatTimeDomainData(samples);
      const level = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      loudest = Math.max(loudest, level);
      onLevel(level);
    }
    recorder.stop();
    await stopped;
    return { level: loudest, recording: new Blob(parts, { type: recorder.mimeType }) };
  } catch {
    return { level: null, recording: null };
  } finally {
    onLevel(0);
    if (stream) stop(stream);
    await context?.close();
  }
}
