import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endBrowser } from '../browser/connection.ts';
import { Emitter, emit } from '../events.ts';
import { windows } from '../registry.ts';
import { strict } from '../strict.ts';
import { commandLine } from './command-line.ts';
import { type Lock, takeLock } from './single-instance.ts';

type Manifest = { name?: string; productName?: string; version?: string };

class App extends Emitter {
  readonly commandLine = commandLine;
  readonly isPackaged = false;
  readonly _ready = Promise.withResolvers<void>();
  readonly #paths = new Map<string, string>();
  #root = process.cwd();
  #manifest: Manifest = {};
  #isReady = false;
  #lock: Lock | undefined;
  #quitting = false;

  /** The folder of the app, whose package.json names it. */
  _open(root: string): void {
    this.#root = root;
    const file = path.join(root, 'package.json');
    if (fs.existsSync(file)) this.#manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
  }
  _becomeReady(): void {
    this.#isReady = true;
    this._ready.resolve();
    this.emit('ready', {}, {});
  }

  whenReady = (): Promise<void> => {
    this.emit('stand-in:wanted');
    return this._ready.promise;
  };
  isReady = (): boolean => this.#isReady;
  getName = (): string => this.#manifest.productName ?? this.#manifest.name ?? 'Electron';
  getVersion = (): string => this.#manifest.version ?? '0.0.0';
  getAppPath = (): string => this.#root;
  getLocale = (): string => 'en-US';
  getPath = (name: string): string => {
    const config = process.env.XDG_CONFIG_HOME ?? path.join(os.homedir(), '.config');
    const userData = commandLine.getSwitchValue('user-data-dir') || path.join(config, this.getName());
    const defaults: Record<string, string> = {
      home: os.homedir(),
      appData: config,
      userData,
      temp: os.tmpdir(),
      logs: path.join(userData, 'logs'),
      exe: process.argv[0] ?? process.execPath,
    };
    const found = this.#paths.get(name) ?? defaults[name];
    if (!found) throw new Error(`Failed to get '${name}' path`);
    return found;
  };
  setPath = (name: string, value: string): void => void this.#paths.set(name, value);
  enableSandbox = (): void => {};
  setAsDefaultProtocolClient = (): boolean => true;

  requestSingleInstanceLock = (data?: Record<string, unknown>): boolean => {
    const mine = { argv: process.argv, cwd: process.cwd(), data };
    this.#lock ??= takeLock(this.getPath('userData'), mine, (other) => {
      void this._ready.promise.then(() => emit(this, 'second-instance', {}, other.argv, other.cwd, other.data));
    });
    return this.#lock.held;
  };

  quit = (): void => {
    if (this.#quitting || emit(this, 'before-quit')) return;
    this.#quitting = true;
    for (const window of [...windows]) {
      if (window._close()) continue;
      this.#quitting = false;
      return;
    }
    this.#quitting = !emit(this, 'will-quit');
    if (!this.#quitting) return;
    const delivered = this.#lock && !this.#lock.held ? this.#lock.delivered : Promise.resolve();
    void delivered.then(() => this.exit(0));
  };
  exit = (code = 0): void => {
    this.emit('quit', {}, code);
    void endBrowser().then(() => process.exit(code));
  };
  _windowClosed(): void {
    if (windows.size > 0 || this.#quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

export const appImpl = new App();
export const app = strict<Electron.App>('app')(appImpl);
appImpl.on('newListener', (name) => {
  if (name === 'ready') queueMicrotask(() => appImpl.emit('stand-in:wanted'));
});
