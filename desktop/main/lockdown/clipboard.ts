/** During the exam the clipboard works inside it and is emptied at its border, in both directions. Before it, it is left alone. */
import type { BrowserWindow } from 'electron';
import type { Changes } from '../undo/changes.ts';
import type { ClipboardText } from '../undo/tools.ts';
import type { Measure } from './measure.ts';

// A Wayland session lets only the focused window write, so on Linux the emptying may come to nothing.
export const measure: Measure = { id: 'clipboard', states: { win32: 'enforced', darwin: 'enforced', linux: 'monitored' } };

export type ClipboardGuard = {
  /** The exam begins: what the candidate had on the clipboard goes into the undo journal, sealed, and then off the clipboard. */
  enter: () => Promise<void>;
  /** The exam is over. The candidate's text comes back with `changes.undoAll`. */
  leave: () => void;
};

/** Rejects when there is no clipboard to be had. */
export async function guardClipboard(window: BrowserWindow, clipboard: ClipboardText, changes: Changes): Promise<ClipboardGuard> {
  let inside = false;
  const empty = (): void => {
    if (inside) void clipboard.clear();
  };
  await clipboard.read();
  window.on('blur', empty);
  window.on('focus', empty);
  return {
    enter: async () => {
      if (inside) return;
      inside = true;
      const former = await clipboard.read();
      await changes.change({ kind: 'clipboard', sealed: changes.seal(former) }, () => clipboard.clear());
    },
    leave: () => {
      inside = false;
    },
  };
}
