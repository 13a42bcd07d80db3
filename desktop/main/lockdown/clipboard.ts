/** The clipboard works inside the exam and is emptied at its border, in both directions. What was in it before comes back. */
import type { BrowserWindow, Clipboard } from 'electron';
import type { States } from './measure.ts';

// A Wayland session lets only the focused window write, so on Linux the emptying may come to nothing.
export const states: States = { win32: 'enforced', darwin: 'enforced', linux: 'monitored' };

/** Returns what puts the candidate's own text back. Rejects when there is no clipboard to be had. */
export async function guardClipboard(window: BrowserWindow, clipboard: Clipboard): Promise<() => Promise<void>> {
  const before = await clipboard.readText();
  const empty = (): void => clipboard.clear();
  window.on('blur', empty);
  window.on('focus', empty);
  empty();
  return async () => {
    empty();
    if (before) await clipboard.writeText(before);
  };
}
