import { randomUUID } from 'node:crypto';
import type { Protocol } from '../browser/cdp.ts';
import { alsoEnd, cdp, createPage } from '../browser/connection.ts';
import { findWindow, watchProperty, xdotool } from '../browser/x-server.ts';
import { Emitter, emit } from '../events.ts';
import { windows } from '../registry.ts';
import { strict } from '../strict.ts';
import { appImpl } from './app.ts';
import { displays } from './screen.ts';
import { BLANK, WebContentsImpl } from './web-contents.ts';

type State = Protocol.Browser.WindowState;
let activeWindow = 0;

/** Follows which X window has the focus; Chromium's own idea of it is overridden by Playwright. */
export function watchFocus(): void {
  alsoEnd(
    watchProperty('root', '_NET_ACTIVE_WINDOW', (line) => {
      activeWindow = Number(/0x[0-9a-f]+/.exec(line)?.[0] ?? 0);
      for (const window of windows) window._focusIs(activeWindow);
    }),
  );
}

export class WindowImpl extends Emitter {
  readonly id: number;
  readonly webContents: Electron.WebContents;
  readonly _contents: WebContentsImpl;
  readonly _created: Promise<void>;
  _proxy: Electron.BrowserWindow;
  #xWindow: number | undefined;
  #windowId: number | undefined;
  #focused = false;
  #fullScreen: boolean;
  #kiosk: boolean;
  #minimized = false;
  #destroyed = false;
  #onTop: boolean;
  #protected = false;
  readonly #bounds: Electron.Rectangle;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!appImpl.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    if (options.show === false) throw new Error('Electron stand-in: hidden windows are not offered');
    this._contents = new WebContentsImpl(options.webPreferences ?? {});
    this.webContents = this._contents._proxy;
    this.id = this._contents.id;
    this._proxy = strict<Electron.BrowserWindow>('BrowserWindow')<WindowImpl>(this);
    this.#kiosk = options.kiosk ?? false;
    this.#fullScreen = this.#kiosk || (options.fullscreen ?? false);
    this.#onTop = options.alwaysOnTop ?? false;
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    windows.add(this);
    this._created = this.#create();
    this._created.catch((error) => {
      console.error('Electron stand-in: the window could not be made:', error);
      appImpl.exit(1);
    });
    emit(appImpl, 'browser-window-created', {}, this._proxy);
  }

  async #create(): Promise<void> {
    const title = `${BLANK}${randomUUID()}`;
    const { x: left, y: top, width, height } = this.#bounds;
    const place = this.#fullScreen ? { windowState: 'fullscreen' as const } : { left, top, width, height };
    const targetId = await createPage({ url: `data:text/html,<title>${title}</title>`, ...place });
    await this._contents._attach(targetId);
    const { root } = cdp();
    ({ windowId: this.#windowId } = await root.send('Browser.getWindowForTarget', { targetId }));
    root.on('Target.targetDestroyed', (gone) => {
      if (gone.targetId === targetId) this._gone();
    });
    await root.send('Target.setDiscoverTargets', { discover: true });
    this.#xWindow = await findWindow(title);
    alsoEnd(watchProperty(this.#xWindow, '_NET_WM_STATE', (line) => this.#stateIs(line)));
    this._focusIs(activeWindow);
    await xdotool('windowactivate', String(this.#xWindow));
    if (this.#onTop) this.moveTop();
  }

  #stateIs(line: string): void {
    const full = line.includes('_NET_WM_STATE_FULLSCREEN');
    const hidden = line.includes('_NET_WM_STATE_HIDDEN');
    if (full !== this.#fullScreen && !hidden) {
      this.#fullScreen = full;
      emit(this, full ? 'enter-full-screen' : 'leave-full-screen');
    }
    if (hidden !== this.#minimized) {
      this.#minimized = hidden;
      emit(this, hidden ? 'minimize' : 'restore');
    }
  }
  _focusIs(active: number): void {
    const focused = active === this.#xWindow;
    if (this.#xWindow === undefined || focused === this.#focused) return;
    this.#focused = focused;
    emit(this, focused ? 'focus' : 'blur');
    emit(appImpl, focused ? 'browser-window-focus' : 'browser-window-blur', {}, this._proxy);
  }
  async #setState(...states: State[]): Promise<void> {
    await this._created;
    for (const windowState of states) {
      await cdp().root.trySend('Browser.setWindowBounds', { windowId: this.#windowId ?? 0, bounds: { windowState } });
    }
  }
  async #x(...command: [string, ...string[]]): Promise<void> {
    await this._created;
    const [name, ...rest] = command;
    await xdotool(name, ...rest, String(this.#xWindow));
  }

  async loadURL(url: string): Promise<void> {
    await this._created;
    await this._contents.loadURL(url);
  }
  show(): void {
    this.focus();
  }
  focus(): void {
    void this.#x('windowactivate');
  }
  moveTop(): void {
    void this.#x('windowraise');
  }
  restore(): void {
    void this.#setState(...(this.#fullScreen ? (['normal', 'fullscreen'] as const) : (['normal'] as const)));
  }
  minimize(): void {
    void this.#setState('minimized');
  }
  setFullScreen(on: boolean): void {
    void this.#setState('normal', ...(on ? (['fullscreen'] as const) : []));
  }
  setKiosk(on: boolean): void {
    this.#kiosk = on;
    this.setFullScreen(on);
  }
  /** Raises once: the window manager here keeps no layers. */
  setAlwaysOnTop(on: boolean): void {
    this.#onTop = on;
    if (on) this.moveTop();
  }
  setContentProtection(on: boolean): void {
    this.#protected = on;
  }
  setVisibleOnAllWorkspaces(): void {}
  removeMenu(): void {}
  isContentProtected(): boolean {
    return this.#protected;
  }
  isFocused(): boolean {
    return this.#focused;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isFullScreen(): boolean {
    return this.#fullScreen;
  }
  isKiosk(): boolean {
    return this.#kiosk;
  }
  isAlwaysOnTop(): boolean {
    return this.#onTop;
  }
  getBounds(): Electron.Rectangle {
    return this.#fullScreen ? (displays()[0]?.bounds ?? this.#bounds) : { ...this.#bounds };
  }
  close(): void {
    this._close();
  }
  /** False when the app prevented it. */
  _close(): boolean {
    if (emit(this, 'close')) return false;
    this.destroy();
    return true;
  }
  destroy(): void {
    if (this.#destroyed) return;
    void this._created.then(() => cdp().root.trySend('Target.closeTarget', { targetId: this._contents._targetId }));
    this._gone();
  }
  _gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this._contents._destroy();
    this.emit('closed');
    appImpl._windowClosed();
  }
}

const all = (): Electron.BrowserWindow[] => [...windows].map((window) => window._proxy);
type Statics = Pick<typeof Electron.BrowserWindow, 'getAllWindows' | 'getFocusedWindow' | 'fromWebContents' | 'fromId'>;
type Constructor = Statics & (new (options?: Electron.BrowserWindowConstructorOptions) => Electron.BrowserWindow);

const statics: Statics = {
  getAllWindows: all,
  getFocusedWindow: () => all().find((window) => window.isFocused()) ?? null,
  fromWebContents: (contents) => all().find((window) => window.webContents === contents) ?? null,
  fromId: (id) => all().find((window) => window.id === id) ?? null,
};
function construct(options?: Electron.BrowserWindowConstructorOptions): Electron.BrowserWindow {
  return new WindowImpl(options)._proxy;
}
// A plain function may answer `new` with another object, which a class may not: here the checked proxy.
export const BrowserWindow: Constructor = Object.assign(construct as unknown as Constructor, statics);
