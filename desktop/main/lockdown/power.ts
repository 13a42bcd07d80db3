/** The display stays on; lock, suspend and resume are logged. They are technical causes and never a signal. */
import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import { everywhere } from './measure.ts';

// Linux reports suspend and resume only.
export const states = everywhere('monitored');

/** Returns what lets the display sleep again. */
export function watchPower(monitor: PowerMonitor, blocker: PowerSaveBlocker, log: (line: string) => void): () => void {
  monitor.on('suspend', () => log('power: the computer goes to sleep'));
  monitor.on('resume', () => log('power: the computer woke up'));
  monitor.on('lock-screen', () => log('power: the screen was locked'));
  monitor.on('unlock-screen', () => log('power: the screen was unlocked'));
  const id = blocker.start('prevent-display-sleep');
  return () => void blocker.stop(id);
}
