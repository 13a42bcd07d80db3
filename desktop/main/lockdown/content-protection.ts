/** Hides the window from screen captures of other programs, and from our own. */
import type { BrowserWindow } from 'electron';
import type { Measure } from './measure.ts';

// macOS: ScreenCaptureKit ignores it since 15, so recorders are only found by name. Linux has no such means.
export const measure: Measure = {
  id: 'screen-capture',
  states: { win32: 'enforced', darwin: 'monitored', linux: 'unavailable' },
};

/** True when the system took it. */
export function protectContent(window: BrowserWindow): boolean {
  window.setContentProtection(true);
  return window.isContentProtected();
}
