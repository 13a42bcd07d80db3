/** Full screen and on top. Left by whatever means, it is entered again. */
import type { BrowserWindow } from 'electron';
import type { States } from './measure.ts';

// Linux window managers decide for themselves what lies on top.
export const states: States = { win32: 'enforced', darwin: 'enforced', linux: 'monitored' };

export function keepFullScreen(window: BrowserWindow): void {
  const enforce = (): void => {
    if (!window.isKiosk() || !window.isFullScreen()) window.setKiosk(true);
    window.setAlwaysOnTop(true, 'screen-saver');
  };
  window.removeMenu();
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
  window.on('leave-full-screen', enforce);
  window.on('minimize', () => window.restore());
  window.on('restore', enforce);
  enforce();
}

export const isFullScreen = (window: BrowserWindow): boolean => window.isKiosk();
