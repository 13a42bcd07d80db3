import { type Monitor, monitors } from '../browser/x-server.ts';
import { Emitter, emit } from '../events.ts';
import { strict } from '../strict.ts';

const LOOK_MS = 1000;
/** A monitor keeps its number while the app runs, also when it goes and comes back. */
const ids = new Map<string, number>();

function display({ name, ...bounds }: Monitor): Electron.Display {
  const id = ids.get(name) ?? ids.size + 1;
  ids.set(name, id);
  const size = { width: bounds.width, height: bounds.height };
  const known: Partial<Electron.Display> = {
    id,
    label: name,
    bounds,
    workArea: bounds,
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    detected: true,
  };
  return strict<Electron.Display>('Display')(known);
}

let present: Monitor[] = [];
export const displays = (): Electron.Display[] => present.map(display);

class Screen extends Emitter {
  getAllDisplays = displays;
  getPrimaryDisplay = (): Electron.Display => {
    const [first] = displays();
    if (!first) throw new Error('Electron stand-in: screen before app.whenReady()');
    return first;
  };
}
const screenImpl = new Screen();
export const screen = strict<Electron.Screen>('screen')(screenImpl);

/** Reads the X server's monitors when the app becomes ready. */
export async function readScreens(): Promise<void> {
  present = await monitors();
}

/** Looks at the X server's monitors again and again: no tool tells when RandR's monitors change. */
export function watchScreens(): void {
  const look = async (): Promise<void> => {
    const now = await monitors();
    const before = present;
    present = now;
    const missing = (from: readonly Monitor[], among: readonly Monitor[]) =>
      from.filter(({ name }) => among.every((other) => other.name !== name));
    for (const monitor of missing(now, before)) emit(screenImpl, 'display-added', {}, display(monitor));
    for (const monitor of missing(before, now)) emit(screenImpl, 'display-removed', {}, display(monitor));
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => console.error(`Electron stand-in: the monitors could not be read: ${error}`));
  }, LOOK_MS);
  timer.unref();
}
