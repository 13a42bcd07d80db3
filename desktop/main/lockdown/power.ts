/** The display stays on; lock, suspend and resume are logged. They are technical causes and never a signal. */
import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import { everywhere, type Measure } from './measure.ts';

// Linux reports suspend and resume only.
export const measure: Measure = { id: 'lock-and-suspend', states: everywhere('monitored') };

/** Returns what lets the display sleep again. The system itself ends the wish for a display that is on with this process. */
export function watchPower(monitor: PowerMonitor, blocker: PowerSaveBlocker, log: (line: string) => void): () => void {
  monitor.on('suspend', () => log('power: the computer goes to sleep'));
  monitor.on('resume', () => log('power: the computer woke up'));
  monitor.on('lock-screen', () => log('power: the screen was locked'));
  monitor.on('unlock-screen', () => log('power: the screen was unlocked'));
  const id = blocker.start('prevent-display-sleep');
  if (!blocker.isStarted(id)) throw new Error('the system does not keep the display awake');
  return () => void blocker.stop(id);
}
