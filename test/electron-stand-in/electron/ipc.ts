import { Emitter } from '../events.ts';
import { strict } from '../strict.ts';

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown;

class IpcMain extends Emitter {
  readonly _handlers = new Map<string, Handler>();

  handle = (channel: string, handler: Handler): void => {
    if (this._handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this._handlers.set(channel, handler);
  };
  removeHandler = (channel: string): void => void this._handlers.delete(channel);
}

export const ipc = new IpcMain();
export const ipcMain = strict<Electron.IpcMain>('ipcMain')(ipc);
