/** This program started once more, without a window: it waits for the client's end and puts the machine back (undo/watchdog.ts). */
import path from 'node:path';
import type { App, Clipboard } from 'electron';
import { openSystemHost } from './host/system.ts';
import type { ClipboardText, Tools } from './undo/tools.ts';
import { keepWatch, startWatchdog, WATCHDOG_SWITCH, type Watchdog } from './undo/watchdog.ts';

/** Where the undo journals of this program lie. */
export const undoFolder = (userData: string): string => path.join(userData, 'undo');

export const clipboardText = (clipboard: Clipboard): ClipboardText => ({
  read: async () => await clipboard.readText(),
  write: async (text) => void (await clipboard.writeText(text)),
  clear: async () => void (await clipboard.clear()),
});

export const isWatchdog = (argv: readonly string[]): boolean => argv.includes(`--${WATCHDOG_SWITCH}`);

/** Starts this same program as a watchdog. Nothing secret is on its command line. */
export function guardBy(app: App, log: (line: string) => void): (journal: string, key: string) => Watchdog {
  return (journal, key) => {
    const entry = app.isPackaged ? [] : [app.getAppPath()];
    return startWatchdog(
      [app.getPath('exe'), ...entry, `--${WATCHDOG_SWITCH}`],
      { journal, key, folder: path.dirname(journal) },
      log,
    );
  };
}

/** The whole life of the watchdog. Ends the program. */
export async function watch(app: App, clipboard: Clipboard, standIn: boolean): Promise<void> {
  const host = openSystemHost(() => {});
  // Nobody is to see a second Invigil in the Dock.
  if (process.platform === 'darwin') app.dock?.hide();
  const tools: Tools = { clipboard: clipboardText(clipboard), settings: host.settings };
  try {
    // Electron's clipboard asks for a program that is ready; the stand-in's would open a browser for it.
    await keepWatch(process.stdin, async () => {
      if (!standIn) await app.whenReady();
      return { tools, boot: host.boot };
    });
  } finally {
    app.exit(0);
  }
}
