/** While the exam runs: stills on the policy's schedule, and word of a camera that stops. */
import { useEffect } from 'react';
import { useClient } from '../client/client.tsx';
import { useLasting } from '../monitors/lasting.ts';
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

  useLasting('camera-lost', detector, state.kind === 'starting' || state.kind === 'off' ? null : state.kind !== 'live');
  return null;
}
