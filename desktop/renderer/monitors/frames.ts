/**
 * Frames of a camera as plain pixels. `VideoFrame.copyTo` leaves nothing behind; a canvas keeps about 1.2 MB of shared memory
 * for every frame until the collector runs.
 */
import type { Frame } from './frame.ts';

/**
 * Reads on and hands a frame to `onFrame` when `every()` ms have passed since the last; the others are given back at once, so
 * that the camera never waits. Ends with the stream or with `signal`. `at`: ms of the wall clock.
 */
export async function framesOf(
  frames: ReadableStream<VideoFrame>,
  every: () => number,
  onFrame: (frame: Frame, at: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const reader = frames.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => {}), { once: true });
  let due = 0;
  let pixels = new Uint8ClampedArray(0);
  for (;;) {
    const { value: frame, done } = await reader.read();
    if (done || signal.aborted) {
      frame?.close();
      return;
    }
    const now = performance.now();
    if (now < due) {
      frame.close();
      continue;
    }
    due = Math.max(due + every(), now + every() / 2);
    try {
      const size = frame.allocationSize({ format: 'RGBA' });
      if (pixels.length !== size) pixels = new Uint8ClampedArray(size);
      const width = frame.visibleRect?.width ?? frame.codedWidth;
      await frame.copyTo(pixels, { format: 'RGBA' });
      onFrame({ data: pixels, width, height: size / 4 / width }, Date.now());
    } finally {
      frame.close();
    }
  }
}
