/** What camera, microphone and detectors found means for an exam: pure, one judgement a check. */
import type { Check } from '../../../shared/preflight/report.ts';
import type { Probe } from './probe.ts';

/** @param brightness mean of the picture's grey values, 0 to 255; null when no picture came */
export function judgeCamera(brightness: number | null, width: number): Check {
  if (brightness === null) return { id: 'camera', outcome: 'failed', values: {} };
  return { id: 'camera', outcome: brightness < 8 ? 'attention' : 'passed', values: { width } };
}

/** @param level the loudest moment, 0 to 1 of full scale; null when there is no microphone */
export function judgeMicrophone(level: number | null): Check {
  if (level === null) return { id: 'microphone', outcome: 'failed', values: {} };
  return { id: 'microphone', outcome: level < 0.02 ? 'attention' : 'passed', values: { level: Math.round(level * 100) } };
}

export const judgePlayback = (heard: boolean): Check => ({ id: 'playback', outcome: heard ? 'passed' : 'attention', values: {} });

/** Light and distance are technical: they never fail anybody. */
export function judgeFace(probe: Probe | null): Check {
  if (!probe) return { id: 'face', outcome: 'not-measured', values: {} };
  const fine = probe.faces === 1 && probe.light === 'fine';
  return { id: 'face', outcome: fine ? 'passed' : 'attention', values: { faces: probe.faces, light: probe.light } };
}

export function judgeDetectors(probe: Probe | null): Check {
  if (!probe) return { id: 'detectors', outcome: 'not-measured', values: {} };
  const values = { ms: Math.round(probe.msPerFrame), seconds: Math.round(probe.everyMs / 100) / 10 };
  return { id: 'detectors', outcome: probe.everyMs <= 5000 ? 'passed' : 'attention', values };
}
