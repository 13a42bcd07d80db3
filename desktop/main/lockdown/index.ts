/** Installs every rule, tries each on this very machine, and reports honestly what holds. */
import {
  type App,
  type BrowserWindow,
  Menu,
  type PowerMonitor,
  type PowerSaveBlocker,
  type Screen,
  type Session,
  type WebContents,
} from 'electron';
import type { ProgramList } from '../../../shared/lockdown/program-list.ts';
import type { Host } from '../host/host.ts';
import type { Changes } from '../undo/changes.ts';
import type { ClipboardText } from '../undo/tools.ts';
import * as alwaysOnTop from './always-on-top.ts';
import * as clipboardRule from './clipboard.ts';
import * as contentProtection from './content-protection.ts';
import * as contextMenu from './context-menu.ts';
import * as developerTools from './developer-tools.ts';
import * as displays from './displays.ts';
import * as focus from './focus.ts';
import * as fullScreen from './full-screen.ts';
import * as integrity from './integrity.ts';
import {
  type Measure,
  type MeasureId,
  type MeasureReport,
  measureIds,
  type Observe,
  type OnBegin,
  platforms,
} from './measure.ts';
import * as navigation from './navigation.ts';
import * as newWindows from './new-windows.ts';
import * as permissions from './permissions.ts';
import * as power from './power.ts';
import * as printing from './printing.ts';
import * as programs from './programs.ts';
import * as remoteControl from './remote-control.ts';
import * as shortcuts from './shortcuts.ts';
import * as taskSwitching from './task-switching.ts';
import { triesOf, tryAll } from './tries.ts';
import * as virtualMachine from './virtual-machine.ts';

const rules = [
  fullScreen,
  alwaysOnTop,
  taskSwitching,
  focus,
  shortcuts,
  contextMenu,
  contentProtection,
  displays,
  power,
  programs,
  remoteControl,
  virtualMachine,
  navigation,
  newWindows,
  permissions,
  developerTools,
  printing,
  clipboardRule,
  integrity,
];
export const measures: ReadonlyMap<MeasureId, Measure> = new Map(rules.map(({ measure }) => [measure.id, measure]));

/** What holds on `platform`, given the measures that did not work when tried. On other systems nothing is promised. */
export function reportOf(platform: NodeJS.Platform, failed: ReadonlySet<MeasureId>): MeasureReport[] {
  const known = platforms.find((each) => each === platform);
  return measureIds.map((id) => {
    const best = known && measures.get(id)?.states[known];
    return { id, state: best && !failed.has(id) ? best : 'unavailable' };
  });
}

/** Rules of any page, before it shows anything. To be called from `web-contents-created`. */
export function lockContents(contents: WebContents): void {
  navigation.keepNavigation(contents);
  newWindows.denyWindows(contents);
  developerTools.keepDeveloperToolsShut(contents);
  shortcuts.holdBackShortcuts(contents);
  contextMenu.denyContextMenu(contents);
}

export function lockSession(session: Session): void {
  permissions.keepPermissions(session);
  navigation.keepRequests(session);
}

export type LockdownParts = {
  app: App;
  window: BrowserWindow;
  clipboard: ClipboardText;
  screen: Screen;
  powerMonitor: PowerMonitor;
  powerSaveBlocker: PowerSaveBlocker;
  host: Host;
  /** The undo journal: whatever outlives this process goes through it. */
  changes: Changes;
  programs: () => ProgramList;
  observe: Observe;
  onBegin: OnBegin;
  log: (line: string) => void;
};
export type Lockdown = {
  measures: () => readonly MeasureReport[];
  /** Tries every measure again; `page` are those that failed when the page tried them itself. */
  retry: (page: readonly MeasureId[]) => Promise<readonly MeasureReport[]>;
  /** For the record: what speaks for a virtual machine; null where nothing does, or where it cannot be told. */
  machine: virtualMachine.Verdict | null;
  /** Told whenever it may have changed whether an exam is under way. */
  follow: (underWay: boolean) => void;
  /** Puts the computer back as it was. */
  release: () => Promise<void>;
};

/** Locks the window. A rule that fails is reported as unavailable; it never keeps the exam from opening. */
export async function lockWindow(parts: LockdownParts): Promise<Lockdown> {
  const { window, clipboard, screen, powerMonitor, powerSaveBlocker, host, changes, observe, onBegin, log } = parts;
  let locked = false;
  const install = async <T>(id: MeasureId, rule: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await rule();
    } catch (error) {
      log(`lockdown: ${id} cannot be put in place: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
  const stops: (() => void)[] = [];
  // The system takes its time to answer; it is asked while the rules are put in place.
  const judged = install('virtual-machine', async () => virtualMachine.virtualMachineOf(await host.machine()));
  Menu.setApplicationMenu(null);
  await install('full-screen', () => fullScreen.keepFullScreen(window));
  await install('always-on-top', () => alwaysOnTop.keepOnTop(window));
  await install('focus', () => focus.watchFocus(window, () => locked, observe, onBegin));
  await install('screen-capture', () => contentProtection.protectContent(window));
  await install('displays', () => displays.watchDisplays(screen, observe));
  const letSleep = await install('lock-and-suspend', () => power.watchPower(powerMonitor, powerSaveBlocker, log));
  if (letSleep) stops.push(letSleep);
  const guard = await install('clipboard', () => clipboardRule.guardClipboard(window, clipboard, changes));
  stops.push(programs.watchPrograms(host, parts.programs, observe, log), remoteControl.watchSession(host, observe, log));
  const tries = triesOf(parts);
  // Asked last: a window manager takes its time.
  const [machine, failed] = await Promise.all([judged, tryAll(tries, log)]);
  let report = reportOf(host.platform, failed);

  const enter = async (): Promise<void> => {
    await guard?.enter();
    await taskSwitching.holdKeys(host, changes, log);
  };
  const leave = async (): Promise<void> => {
    taskSwitching.freeKeys(host);
    guard?.leave();
    await changes.undoAll();
  };
  // One after the other: an exam that begins and ends at once must not be put back before it was locked.
  let settled = Promise.resolve();
  const then = (task: () => Promise<void>): Promise<void> => {
    settled = settled.then(task).catch((error: unknown) => log(`lockdown: ${String(error)}`));
    return settled;
  };

  return {
    measures: () => report,
    retry: async (page) => {
      const now = await tryAll(tries, log);
      for (const id of page) now.add(id);
      report = reportOf(host.platform, now);
      return report;
    },
    machine: machine ?? null,
    follow: (underWay) => {
      if (underWay === locked) return;
      locked = underWay;
      void then(underWay ? enter : leave);
    },
    release: async () => {
      for (const stop of stops) stop();
      await then(leave);
    },
  };
}
