/** Installs every rule, tries what can be tried on this very machine, and reports honestly what holds. */
import {
  type App,
  type BrowserWindow,
  type Clipboard,
  Menu,
  type PowerMonitor,
  type PowerSaveBlocker,
  type Screen,
  type Session,
  type WebContents,
} from 'electron';
import type { Host } from '../host/host.ts';
import * as clipboardRule from './clipboard.ts';
import * as contentProtection from './content-protection.ts';
import * as developerTools from './developer-tools.ts';
import * as displays from './displays.ts';
import * as focus from './focus.ts';
import * as fullScreen from './full-screen.ts';
import * as integrity from './integrity.ts';
import { everywhere, type MeasureId, type MeasureReport, measureIds, type Observe, platforms, type States } from './measure.ts';
import * as navigation from './navigation.ts';
import * as newWindows from './new-windows.ts';
import * as permissions from './permissions.ts';
import * as power from './power.ts';
import * as printing from './printing.ts';
import * as programs from './programs.ts';
import { holdBackShortcuts } from './shortcuts.ts';

export const states: Record<MeasureId, States> = {
  'full-screen': fullScreen.states,
  'task-switching': focus.states,
  'screen-capture': contentProtection.states,
  displays: displays.states,
  'lock-and-suspend': power.states,
  programs: programs.states,
  'remote-control': programs.states,
  'virtual-machine': everywhere('monitored'),
  navigation: navigation.states,
  'new-windows': newWindows.states,
  permissions: permissions.states,
  'developer-tools': developerTools.states,
  printing: printing.states,
  clipboard: clipboardRule.states,
  integrity: integrity.states,
};

/** What holds on `platform`, given the measures that did not work when tried. On other systems nothing is promised. */
export function reportOf(platform: NodeJS.Platform, failed: ReadonlySet<MeasureId>): MeasureReport[] {
  const known = platforms.find((each) => each === platform);
  return measureIds.map((id) => ({ id, state: known && !failed.has(id) ? states[id][known] : 'unavailable' }));
}

/** Rules of any page, before it shows anything. To be called from `web-contents-created`. */
export function lockContents(contents: WebContents): void {
  navigation.keepNavigation(contents);
  newWindows.denyWindows(contents);
  developerTools.keepDeveloperToolsShut(contents);
  holdBackShortcuts(contents);
}

export function lockSession(session: Session): void {
  permissions.keepPermissions(session);
  navigation.keepRequests(session);
}

export type LockdownParts = {
  app: App;
  window: BrowserWindow;
  clipboard: Clipboard;
  screen: Screen;
  powerMonitor: PowerMonitor;
  powerSaveBlocker: PowerSaveBlocker;
  host: Host;
  observe: Observe;
  log: (line: string) => void;
};

export type Lockdown = {
  measures: readonly MeasureReport[];
  /** The virtual machine this runs in, for the record; null on hardware, or when it cannot be told. */
  machine: string | null;
  /** Told whenever it may have changed whether an exam is under way. */
  follow: (underWay: boolean) => void;
  /** Puts the computer back as it was. */
  release: () => Promise<void>;
};

/** Locks the window. A rule that fails is reported as unavailable; it never keeps the exam from opening. */
export async function lockWindow(parts: LockdownParts): Promise<Lockdown> {
  const { app, window, clipboard, screen, powerMonitor, powerSaveBlocker, host, observe, log } = parts;
  const failed = new Set<MeasureId>();
  let locked = false;
  const attempt = async <T>(id: MeasureId, install: () => T | Promise<T>, holds = (_result: T): boolean => true) => {
    try {
      const result = await install();
      if (!holds(result)) failed.add(id);
      return result;
    } catch (error) {
      failed.add(id);
      log(`lockdown: ${id} does not work here: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  Menu.setApplicationMenu(null);
  await attempt('full-screen', () => fullScreen.keepFullScreen(window));
  await attempt('task-switching', () => focus.watchFocus(window, () => locked, observe));
  await attempt('screen-capture', () => contentProtection.protectContent(window), Boolean);
  await attempt('displays', () => displays.watchDisplays(screen, observe));
  await attempt('displays', () => displays.countDisplays(screen), Boolean);
  await attempt('integrity', () => integrity.isSealed(app), Boolean);
  const letSleep = await attempt('lock-and-suspend', () => power.watchPower(powerMonitor, powerSaveBlocker, log));
  const guard = await attempt('clipboard', () => clipboardRule.guardClipboard(window, clipboard));
  const [machine] = await Promise.all([
    attempt('virtual-machine', () => host.virtualMachine()),
    attempt(
      'programs',
      () => host.programs(),
      (names) => names.length > 0,
    ),
  ]);
  if (failed.has('programs')) failed.add('remote-control');
  const stopLooking = programs.watchPrograms(host, observe, log);
  // Asked last: a window manager takes its time.
  await attempt('full-screen', () => fullScreen.coversDisplay(window, screen), Boolean);
  return {
    measures: reportOf(host.platform, failed),
    machine: machine ?? null,
    follow: (underWay) => {
      locked = underWay;
      const settled = underWay ? guard?.enter() : guard?.leave();
      settled?.catch((error) => log(`lockdown: the clipboard failed: ${String(error)}`));
    },
    release: async () => {
      stopLooking();
      letSleep?.();
      await guard?.leave();
    },
  };
}
