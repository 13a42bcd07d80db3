/** Every measure is tried once on this very computer. What fails is reported as unavailable; it never keeps the exam from opening. */
import type { App, BrowserWindow, PowerSaveBlocker, Screen } from 'electron';
import type { Host } from '../host/host.ts';
import type { ClipboardText } from '../undo/tools.ts';
import { isOnTop } from './always-on-top.ts';
import { protectContent } from './content-protection.ts';
import { isDenied } from './context-menu.ts';
import { areShut } from './developer-tools.ts';
import { countDisplays } from './displays.ts';
import { coversDisplay } from './full-screen.ts';
import { isSealed } from './integrity.ts';
import type { MeasureId } from './measure.ts';
import { isHolding } from './shortcuts.ts';
import { tryKeys } from './task-switching.ts';

export type TryParts = {
  app: Pick<App, 'isPackaged'>;
  window: BrowserWindow;
  screen: Screen;
  powerSaveBlocker: PowerSaveBlocker;
  clipboard: ClipboardText;
  host: Host;
};
/** Throwing or false: it does not work here. */
type Try = () => unknown;

/** New windows and permissions the page tries itself (renderer/preflight/locks.ts); here only whether the rule is in place. */
export function triesOf({ app, window, screen, powerSaveBlocker, clipboard, host }: TryParts): Record<MeasureId, Try> {
  const programs = async (): Promise<boolean> => (await host.programs()).length > 0;
  return {
    'full-screen': () => coversDisplay(window, screen),
    'always-on-top': () => isOnTop(window),
    // A kiosk on macOS holds process switching itself.
    'task-switching': () => host.platform === 'darwin' || tryKeys(host),
    focus: () => typeof window.isFocused() === 'boolean' && window.listenerCount('blur') > 0,
    shortcuts: () => isHolding(window.webContents),
    'context-menu': () => isDenied(window.webContents),
    'screen-capture': () => protectContent(window),
    displays: () => countDisplays(screen) > 0,
    'lock-and-suspend': () => {
      const id = powerSaveBlocker.start('prevent-display-sleep');
      const started = powerSaveBlocker.isStarted(id);
      powerSaveBlocker.stop(id);
      return started;
    },
    programs,
    'remote-control': async () => {
      await host.remoteSession();
      return await programs();
    },
    'virtual-machine': async () => Object.values(await host.machine()).some((fact) => fact !== '' && fact !== false),
    navigation: () => window.webContents.listenerCount('will-frame-navigate') > 0,
    'new-windows': () => window.webContents.listenerCount('will-attach-webview') > 0,
    // By construction: neither can be asked from here.
    permissions: () => true,
    'developer-tools': () => areShut(window.webContents),
    printing: () => true,
    clipboard: async () => typeof (await clipboard.read()) === 'string',
    integrity: () => isSealed(app),
  };
}

/** Tries all at once. @returns those that do not work here */
export async function tryAll(tries: Record<MeasureId, Try>, log: (line: string) => void): Promise<Set<MeasureId>> {
  const failed = new Set<MeasureId>();
  // The keys of the record are the measures' own names.
  const each = Object.entries(tries) as [MeasureId, Try][];
  await Promise.all(
    each.map(async ([id, attempt]) => {
      try {
        if ((await attempt()) === false) failed.add(id);
      } catch (error) {
        failed.add(id);
        log(`lockdown: ${id} does not work here: ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
  return failed;
}
