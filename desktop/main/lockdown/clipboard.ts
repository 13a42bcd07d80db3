/** During the exam the clipboard works inside it and is emptied at its border, in both directions. Before it, it is left alone. */
import type { BrowserWindow, Clipboard } from 'electron';
import type { States } from './measure.ts';

// A Wayland session lets only the focused window write, so on Linux the emptying may come to nothing.
export const states: States = { win32: 'enforced', darwin: 'enforced', linux: 'monitored' };

export type ClipboardGuard = {
  /** The exam begins: what the candidate had in the clipboard is kept aside. */
  enter: () => Promise<void>;
  /** The exam is over: the candidate has it back, and nothing of the exam. */
  leave: () => Promise<void>;
};

/** Rejects when there is no clipboard to be had. */
export async function guardClipboard(window: BrowserWindow, clipboard: Clipboard): Promise<ClipboardGuard> {
  let before: string | null = null;
  const empty = (): void => {
    if (before !== null) clipboard.clear();
  };
  await clipboard.readText();
  window.on('blur', empty);
  window.on('focus', empty);
  return {
    enter: async () => {
      if (before !== null) return;
      before = await clipboard.readText();
      empty();
    },
    leave: async () => {
      if (before === null) return;
      empty();
      const own = before;
      before = null;
      if (own) await clipboard.writeText(own);
    },
  };
}
