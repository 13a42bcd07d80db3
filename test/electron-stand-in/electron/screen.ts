import { type Size, screenSizes } from '../browser/x-server.ts';
import { Emitter } from '../events.ts';
import { strict } from '../strict.ts';

function display({ width, height }: Size, index: number): Electron.Display {
  const bounds = { x: index * width, y: 0, width, height };
  const known: Partial<Electron.Display> = {
    id: index + 1,
    label: `Xvfb ${index}`,
    bounds,
    workArea: bounds,
    size: { width, height },
    workAreaSize: { width, height },
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    detected: true,
  };
  return strict<Electron.Display>('Display')(known);
}

let sizes: Size[] = [];
/** Read once, when the app becomes ready: Xvfb neither gains nor loses screens. */
export const readScreens = (): void => {
  sizes = screenSizes();
};
export const displays = (): Electron.Display[] => sizes.map(display);

class Screen extends Emitter {
  getAllDisplays = displays;
  getPrimaryDisplay = (): Electron.Display => {
    const [first] = displays();
    if (!first) throw new Error('Electron stand-in: screen before app.whenReady()');
    return first;
  };
}
export const screen = strict<Electron.Screen>('screen')(new Screen());
