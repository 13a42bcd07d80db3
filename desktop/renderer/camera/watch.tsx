/** While the exam runs: stills on the policy's schedule, and word of a camera that stops. */
import { useEffect, useRef } from 'react';
import { useClient } from '../client/client.tsx';
import { useCamera } from './camera.tsx';
import { bytesOf, jpegOf } from './jpeg.ts';

const stillSize = { width: 320, height: 240 };
const stillQuality = 0.6;
const detector = 'camera-track@1';

/** Draws nothing. A failed still is not repeated; the next one follows soon enough. */
export function CameraWatch() {
  const { bridge, view } = useClient();
  const { state } = useCamera();
  const stream = state.kind === 'live' ? state.stream : null;
  const seconds = view.exam?.stillSeconds ?? 0;

  useEffect(() => {
    if (!stream || seconds <= 0) return;
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    const take = async () => {
      const jpeg = await jpegOf(video, stillSize, stillQuality);
      if (jpeg) await bridge.still({ jpeg: await bytesOf(jpeg) });
    };
    video.addEventListener('playing', () => void take(), { once: true });
    // Rejects when the camera is let go before it has begun; then there is nothing to play.
    video.play().catch(() => {});
    const timer = window.setInterval(() => void take(), seconds * 1000);
    return () => {
      window.clearInterval(timer);
      video.srcObject = null;
    };
  }, [bridge, stream, seconds]);

  const lostAt = useRef<number | null>(null);
  useEffect(() => {
    const report = (from: number) =>
      bridge.signal({ signal: 'camera-lost', detector, from, to: Math.max(from, Date.now()), confidence: 1 });
    if (state.kind === 'live') {
      // Known now to be over, the signal is repeated with its whole length.
      if (lostAt.current !== null) void report(lostAt.current);
      lostAt.current = null;
    } else if (state.kind !== 'starting' && state.kind !== 'off' && lostAt.current === null) {
      lostAt.current = Date.now();
      void report(lostAt.current);
    }
  }, [bridge, state.kind]);
  return null;
}
