/** Installs every rule, tries what can be tried on this very machine, and reports honestly what holds. */
import {
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
import { everywhere, type MeasureId, type MeasureReport, measureIds, type Observe, platforms, type States } from './measure.ts';
import * as navigation from './navigation.ts';
import * as permissions from './permissions.ts';
import * as power from './power.ts';
import * as printing from './printing.ts';
import * as programs from './programs.ts';
import * as shortcuts from './shortcuts.ts';

export const states: Record<MeasureId, States> = {
  'full-screen': fullScreen.states,
  'task-switching': focus.states,
  'screen-capture': contentProtection.states,
  displays: displays.states,
  power: power.states,
  programs: programs.states,
  'virtual-machine': everywhere('monitored'),
  navigation: navigation.states,
  permissions: permissions.states,
  'developer-tools': developerTools.states,
  printing: printing.states,
  clipboard: clipboardRule.states,
  shortcuts: shortcuts.states,
};

/** What holds on `platform`, given the measures that did not work when tried. On other systems nothing is promised. */
export function reportOf(platform: NodeJS.Platform, failed: ReadonlySet<MeasureId>): MeasureReport[] {
  const known = platforms.find((each) => each === platform);
  return measureIds.map((id) => ({ id, state: known && !failed.has(id) ? states[id][known] : 'unavailable' }));
}

/** Rules of any page, before it shows anything. To be called from `web-contents-created`. */
export function lockContents(contents: WebContents): void {
  navigation.keepNavigation(contents);
  developerTools.keepDeveloperToolsShut(contents);
  shortcuts.holdBackShortcuts(contents);
}

export function lockSession(session: Session): void {
  permissions.keepPermissions(session);
  navigation.keepRequests(session);
}

export type LockdownParts = {
  window: BrowserWindow;
  clipboard: Clipboard;
  screen: Screen;
  powerMonitor: PowerMonitor;
  powerSaveBlocker: PowerSaveBlocker;
  host: Host;
  /** True while an exam is under way. */
  locked: () => boolean;
  observe: Observe;
  log: (line: string) => void;
};

export type Lockdown = {
  measures: readonly MeasureReport[];
  /** The virtual machine this runs in, for the record; null on hardware, or when it cannot be told. */
  machine: string | null;
  /** Puts the computer back as it was. */
  release: () => Promise<void>;
};

/** Locks the window. A rule that fails is reported as unavailable; it never keeps the exam from opening. */
export async function lockWindow(parts: LockdownParts): Promise<Lockdown> {
  const { window, clipboard, screen, powerMonitor, powerSaveBlocker, host, locked, observe, log } = parts;
  const failed = new Set<MeasureId>();
  const undo: (() => void | Promise<void>)[] = [];
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
  await attempt('task-switching', () => focus.watchFocus(window, locked, observe));
  await attempt('screen-capture', () => contentProtection.protectContent(window), Boolean);
  await attempt('displays', () => displays.watchDisplays(screen, observe));
  await attempt('displays', () => displays.countDisplays(screen), Boolean);
  undo.push((await attempt('power', () => power.watchPower(powerMonitor, powerSaveBlocker, log))) ?? (() => {}));
  undo.push((await attempt('clipboard', () => clipboardRule.guardClipboard(window, clipboard))) ?? (() => {}));
  const [machine] = await Promise.all([
    attempt('virtual-machine', () => host.virtualMachine()),
    attempt(
      'programs',
      () => host.programs(),
      (names) => names.length > 0,
    ),
  ]);
  undo.push(programs.watchPrograms(host, observe, log));
  if (!fullScreen.isFullScreen(window)) failed.add('full-screen');
  return {
    measures: reportOf(host.platform, failed),
    machine: machine ?? null,
    release: async () => {
      for (const step of undo) await step();
    },
  };
}
