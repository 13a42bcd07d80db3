/** A kiosk window that covers a whole display. Left by whatever means, it is entered again. */
import type { BrowserWindow, Screen } from 'electron';
import type { Measure } from './measure.ts';

// Windows and Linux: full screen only. macOS: a real kiosk, without Dock, menu, process switching and force quit.
export const measure: Measure = { id: 'full-screen', states: { win32: 'enforced', darwin: 'enforced', linux: 'monitored' } };

export function keepFullScreen(window: BrowserWindow): void {
  const enforce = (): void => {
    if (!window.isKiosk() || !window.isFullScreen()) window.setKiosk(true);
  };
  window.removeMenu();
  window.on('leave-full-screen', enforce);
  window.on('minimize', () => window.restore());
  window.on('restore', enforce);
  enforce();
}

/** Whether the window covers a whole display, to the pixel or two that scaling may cost. */
export function coversDisplay(window: Pick<BrowserWindow, 'getBounds'>, screen: Pick<Screen, 'getAllDisplays'>): boolean {
  const { x, y, width, height } = window.getBounds();
  return screen.getAllDisplays().some(({ bounds }) => {
    const gaps = [x - bounds.x, y - bounds.y, bounds.x + bounds.width - (x + width), bounds.y + bounds.height - (y + height)];
    return gaps.every((gap) => gap <= 2);
  });
}
