/** The window stays above all others, on every workspace. Lost, it is asked for again. */
import type { BrowserWindow } from 'electron';
import type { Measure } from './measure.ts';

// Linux window managers decide for themselves what lies on top; Wayland knows no such request.
export const measure: Measure = { id: 'always-on-top', states: { win32: 'enforced', darwin: 'enforced', linux: 'monitored' } };

export function keepOnTop(window: BrowserWindow): void {
  const enforce = (): void => window.setAlwaysOnTop(true, 'screen-saver');
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.on('always-on-top-changed', (_event, onTop) => {
    if (!onTop) enforce();
  });
  window.on('restore', enforce);
  enforce();
}

/** Whether the window itself believes to be on top. */
export const isOnTop = (window: Pick<BrowserWindow, 'isAlwaysOnTop'>): boolean => window.isAlwaysOnTop();
