/** A changed copy of the client does not start: the fuses and the archive's digest of the packed build (build/electron-builder.ts). */
import type { App } from 'electron';
import type { Measure } from './measure.ts';

// Electron checks its archive on Windows and macOS only.
export const measure: Measure = { id: 'integrity', states: { win32: 'enforced', darwin: 'enforced', linux: 'unavailable' } };

/** A run from the sources has neither fuses nor archive. */
export const isSealed = (app: Pick<App, 'isPackaged'>): boolean => app.isPackaged;
