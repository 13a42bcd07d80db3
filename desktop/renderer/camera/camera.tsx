/** The one camera of all screens: opened when a screen needs it, watched while it is open. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';

export type CameraState =
  | { kind: 'off' | 'starting' }
  | { kind: 'live'; stream: MediaStream }
  /** `refused`: permission denied; `missing`: no camera; `taken`: another program holds it; `lost`: it stopped. */
  | { kind: 'refused' | 'missing' | 'taken' | 'lost' };
type Camera = { state: CameraState; retry: () => void };

const CameraContext = createContext<Camera | null>(null);
const wanted: MediaStreamConstraints = {
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' },
  audio: false,
};

/** Holds the camera open while `active`, and lets go of it otherwise. */
export function CameraProvider({ active, children }: { active: boolean; children: ReactNode }) {
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((known) => known + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the camera again
  useEffect(() => {
    if (!active) return;
    let open: MediaStream | null = null;
    let stopped = false;
    setState({ kind: 'starting' });
    navigator.mediaDevices.getUserMedia(wanted).then(
      (stream) => {
        if (stopped) return release(stream);
        open = stream;
        setState({ kind: 'live', stream });
        const [track] = stream.getVideoTracks();
        track?.addEventListener('ended', () => setState({ kind: 'lost' }));
        track?.addEventListener('mute', () => setState({ kind: 'lost' }));
        track?.addEventListener('unmute', () => setState({ kind: 'live', stream }));
      },
      (cause: unknown) => {
        if (!stopped) setState({ kind: reasonOf(cause) });
      },
    );
    return () => {
      stopped = true;
      if (open) release(open);
      setState({ kind: 'off' });
    };
  }, [active, attempt]);

  const failed = state.kind === 'missing' || state.kind === 'lost' || state.kind === 'taken';
  useEffect(() => {
    if (!failed) return;
    navigator.mediaDevices.addEventListener('devicechange', retry);
    return () => navigator.mediaDevices.removeEventListener('devicechange', retry);
  }, [failed, retry]);

  return <CameraContext value={{ state, retry }}>{children}</CameraContext>;
}

/** The camera's state, and a way to try again. */
export function useCamera(): Camera {
  const camera = useContext(CameraContext);
  if (!camera) throw new Error('useCamera stands outside of CameraProvider');
  return camera;
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function reasonOf(cause: unknown): 'refused' | 'missing' | 'taken' {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'taken' : 'missing';
}
