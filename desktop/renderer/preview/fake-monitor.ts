/** Detectors that see one face in good light, at once: previews show screens, not nets. */
import type { Monitor } from '../monitors/monitor.ts';
import type { Seen } from '../monitors/protocol.ts';

const seen = (): Seen => ({
  at: Date.now(),
  width: 640,
  height: 480,
  faces: [
    {
      box: [220, 120, 200, 200],
      score: 0.95,
      flag: 1,
      pose: { yaw: 0, pitch: 0, roll: 0 },
      openness: 0.3,
      gaze: { x: 0, y: 0 },
      descriptor: new Float32Array(128),
    },
  ],
  picture: 'good',
  cost: 1,
});

const states = ['too-dark', 'backlit', 'too-far', 'covered'] as const;

/** `state` (`too-dark`, `backlit`, `too-far`, `covered`): what hides the face during the exam. */
export function fakeMonitor(state: string | null): Monitor {
  const notice = states.find((each) => each === state) ?? null;
  return {
    ready: Promise.resolve(1),
    lost: new Promise(() => {}),
    see: () => Promise.resolve(seen()),
    follow: (_track, every, onSeen) => {
      const timer = window.setInterval(() => onSeen(seen()), every);
      return () => window.clearInterval(timer);
    },
    begin: (_settings, { onReport }) => onReport({ at: 0, faces: 1, picture: notice ?? 'good', notice, cost: 1 }),
    watch: () => () => {},
    listen: async () => () => {},
    observed: () => {},
    close: () => {},
  };
}
