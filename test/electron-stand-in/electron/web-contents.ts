import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CdpSession, Protocol } from '../browser/cdp.ts';
import { cdp } from '../browser/connection.ts';
import { Emitter, emit } from '../events.ts';
import type { Key } from '../page/isolated-world.ts';
import { documentScripts, type Preload, WORLD } from '../page/scripts.ts';
import { pages, windows } from '../registry.ts';
import { fromChromium, toChromium } from '../schemes.ts';
import { strict } from '../strict.ts';
import { appImpl } from './app.ts';
import { Frames } from './frames.ts';
import { ipc } from './ipc.ts';
import { checkAll, type Permission, request } from './permissions.ts';
import { type OpenHandler, Popups } from './popups.ts';
import { decide, type Navigation } from './requests.ts';
import { session } from './session.ts';
import { type Message, Wire } from './wire.ts';

/** Title of a page that a window starts with, until the app loads one. */
export const BLANK = 'stand-in-';
let lastId = 0;

/** The stand-in only has the locked-down arrangement, so an app that asks for a looser one is told. */
function refuseLoose(preferences: Electron.WebPreferences): void {
  const offered = {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  } as const;
  for (const [key, value] of Object.entries(offered) as [keyof typeof offered, boolean][]) {
    if ((preferences[key] ?? value) !== value)
      throw new Error(`Electron stand-in: webPreferences.${key}: ${!value} is not offered`);
  }
  const { preload } = preferences;
  if (preload && !path.isAbsolute(preload)) throw new Error('preload script must have absolute path');
}

export class WebContentsImpl extends Emitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly _proxy: Electron.WebContents;
  _targetId = '';
  readonly #attached = Promise.withResolvers<CdpSession>();
  readonly #frames = new Frames(this.id);
  readonly #preload: string | undefined;
  readonly #popups = new Popups();
  readonly #programmatic = new Set<string>();
  #cdp: CdpSession | undefined;
  #wire: Wire | undefined;
  #url = '';
  #loading = false;
  #crashed = false;
  #destroyed = false;
  #keys: Promise<unknown> = Promise.resolve();
  #loaded: PromiseWithResolvers<void> | undefined;

  constructor(preferences: Electron.WebPreferences) {
    super();
    refuseLoose(preferences);
    this.#preload = preferences.preload;
    this._proxy = strict<Electron.WebContents>('webContents')<WebContentsImpl>(this);
    pages.set(this.id, this);
    this.on('newListener', (name) => {
      if (name === 'before-input-event') queueMicrotask(() => this.#updateKeys());
    });
    emit(appImpl, 'web-contents-created', {}, this._proxy);
  }

  async _attach(targetId: string): Promise<void> {
    this._targetId = targetId;
    const { sessionId } = await cdp().root.send('Target.attachToTarget', { targetId, flatten: true });
    const page = cdp().session(sessionId);
    this.#cdp = page;
    this.#frames.follow(page);
    this.#followNavigation(page);
    this.#popups.follow(page);
    page.on('Fetch.requestPaused', (paused) => void decide(page, paused, this.id, this.#mayNavigate));
    page.on('Target.attachedToTarget', (event) => void this.#attachChild(event));
    await page.send('Page.enable');
    this.#wire = await Wire.open(page, (message) => void this.#fromPage(message));
    const scripts = documentScripts(this.#readPreload());
    await Promise.all([
      page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
      page.send('Inspector.enable'),
      this._updateInterception(),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
      page.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: WORLD }),
    ]);
    await page.send('Runtime.enable');
    this.#attached.resolve(page);
  }

  #readPreload(): Preload | undefined {
    const file = this.#preload;
    if (!file) return undefined;
    const { platform, arch, versions } = process;
    const seen = { platform, arch, versions: { ...versions }, type: 'renderer', sandboxed: true, contextIsolated: true, env: {} };
    try {
      return { file: pathToFileURL(file).href, source: fs.readFileSync(file, 'utf8'), process: seen };
    } catch (error) {
      emit(this, 'preload-error', {}, file, error);
      return undefined;
    }
  }

  #followNavigation(page: CdpSession): void {
    page.on('Page.frameStartedNavigating', ({ frameId }) => {
      if (frameId !== this._targetId) return;
      this.#loading = true;
      emit(this, 'did-start-loading');
    });
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return;
      this.#crashed = false;
      this.#url = frame.unreachableUrl ? fromChromium(frame.unreachableUrl) : this.#frames.urlOf(frame.id);
      if (!frame.unreachableUrl && !frame.url.includes(BLANK)) emit(this, 'did-navigate', {}, this.#url, 200, 'OK');
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this._targetId) this.#url = fromChromium(url);
      emit(this, 'did-navigate-in-page', {}, fromChromium(url), frameId === this._targetId);
    });
    page.on('Page.loadEventFired', () => {
      if (!this.#loaded && !this.#loading) return;
      this.#loading = false;
      emit(this, 'did-finish-load');
      this.#loaded?.resolve();
      this.#loaded = undefined;
    });
    page.on('Inspector.targetCrashed', () => {
      this.#crashed = true;
      const details: Electron.RenderProcessGoneDetails = { reason: 'crashed', exitCode: 5 };
      emit(this, 'render-process-gone', {}, details);
      emit(appImpl, 'render-process-gone', {}, this._proxy, details);
    });
  }

  /** An out-of-process frame or a worker: its requests are governed too. */
  async #attachChild({ sessionId, targetInfo }: Protocol.Target.attachedToTargetPayload): Promise<void> {
    const child = cdp().session(sessionId);
    child.on('Fetch.requestPaused', (paused) => void decide(child, paused, this.id, this.#mayNavigate));
    if (targetInfo.type === 'iframe') await child.trySend('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await child.trySend('Runtime.runIfWaitingForDebugger');
  }

  async _updateInterception(): Promise<void> {
    await this.#cdp?.trySend('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] });
  }

  #mayNavigate = ({ url, frameId, redirect }: Navigation): boolean => {
    const isMainFrame = frameId === this._targetId;
    if (this.#programmatic.delete(toChromium(url))) return true;
    const about = { url, isSameDocument: false, isMainFrame, frame: this.#frames.electronFrame(frameId), initiator: null };
    if (redirect) return !emit(this, 'will-redirect', about, url, false, isMainFrame, 0, 0);
    const kept = isMainFrame && emit(this, 'will-navigate', about, url, false, isMainFrame, 0, 0);
    return !kept && !emit(this, 'will-frame-navigate', about);
  };

  async #fromPage({ kind, rest, world, answer }: Message): Promise<void> {
    const senderFrame = this.#frames.electronFrame(this.#frames.frameOfWorld(world) ?? this._targetId);
    const event = { sender: this._proxy, senderFrame, frameId: 1, processId: this.id, type: 'frame' as const };
    const channel = String(rest[0]);
    const args = Array.isArray(rest[1]) ? rest[1] : [];
    if (kind === 'hello') this.#updateKeys();
    else if (kind === 'send') ipc.emit(channel, event, ...args);
    else if (kind === 'preload-error') emit(this, 'preload-error', {}, this.#preload, rest[0]);
    else if (kind === 'invoke')
      await this.#invoke(channel, { ...event, preventDefault() {}, defaultPrevented: false }, args, answer);
    else if (kind === 'permission') {
      await request(this._proxy, rest[0] as Permission, senderFrame, rest[1] ?? {});
      await answer(true);
    } else if (kind === 'window-open') {
      this.#popups.ask(String(rest[0]), String(rest[1]), 'new-window');
      await answer(true);
    } else if (kind === 'context-menu') {
      emit(this, 'context-menu', {}, { x: rest[0], y: rest[1] });
      await answer(true);
    } else if (kind === 'key') this.#keys = this.#keys.then(() => this.#key(rest[0] as Key, world));
  }

  async #invoke(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[], answer: Message['answer']): Promise<void> {
    const handler = ipc._handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      await answer(true, await handler(event, ...args));
    } catch (error) {
      await answer(false, error instanceof Error ? error : new Error(String(error)));
    }
  }

  #updateKeys(): void {
    const wanted = this.listenerCount('before-input-event') > 0;
    for (const world of this.#frames.worlds()) void this.#wire?.send(world, ['keys', wanted]);
  }

  /** Keys come here first, held back from the page, and are typed again when nobody prevents them. */
  async #key({ keyCode, ...input }: Key, world: number): Promise<void> {
    if (emit(this, 'before-input-event', {}, input)) return;
    const type = input.type === 'keyDown' ? 'keyDown' : 'keyUp';
    await this.#wire?.send(world, ['allow', `${type.toLowerCase()}|${input.code}`]);
    const types = type === 'keyDown' && !input.control && !input.alt && !input.meta;
    const text = input.key === 'Enter' ? '\r' : input.key;
    await this.#cdp?.trySend('Input.dispatchKeyEvent', {
      type,
      key: input.key,
      code: input.code,
      windowsVirtualKeyCode: keyCode,
      autoRepeat: input.isAutoRepeat,
      location: input.location,
      modifiers: (input.alt ? 1 : 0) | (input.control ? 2 : 0) | (input.meta ? 4 : 0) | (input.shift ? 8 : 0),
      ...(types && text.length === 1 && { text }),
    });
  }

  _popup(): void {
    this.#popups.appeared();
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#popups.handler = handler;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#attached.promise;
    await checkAll(this._proxy, url);
    const target = toChromium(url);
    this.#programmatic.add(target.split('#')[0] ?? target);
    this.#url = url;
    this.#loaded = Promise.withResolvers();
    const { promise } = this.#loaded;
    const { errorText } = await page.send('Page.navigate', { url: target });
    if (!errorText) return promise;
    const code = errorText.replace('net::', '');
    this.#loaded = undefined;
    emit(this, 'did-fail-load', {}, -2, code, url, true, 0, 0);
    throw Object.assign(new Error(`${code} loading '${url}'`), { code, url });
  }
  send(channel: string, ...args: unknown[]): void {
    const world = this.#frames.world(this._targetId);
    if (world !== undefined) void this.#wire?.send(world, ['message', channel, ...args]);
  }
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const page = await this.#attached.promise;
    const how = { expression: code, awaitPromise: true, returnByValue: true, userGesture };
    const { result, exceptionDetails } = await page.send('Runtime.evaluate', how);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
  getURL(): string {
    return this.#url;
  }
  getType(): 'window' {
    return 'window';
  }
  isLoading(): boolean {
    return this.#loading;
  }
  isCrashed(): boolean {
    return this.#crashed;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  closeDevTools(): void {}
  setIgnoreMenuShortcuts(): void {}
  setWebRTCIPHandlingPolicy(): void {}
  setBackgroundThrottling(): void {}
  get mainFrame(): Electron.WebFrameMain {
    const frame = this.#frames.electronFrame(this._targetId);
    if (!frame) throw new Error('Electron stand-in: webContents.mainFrame before the first page');
    return frame;
  }
  reload(): void {
    this.#programmatic.add(toChromium(this.#url));
    void this.#cdp?.trySend('Page.reload');
  }
  focus(): void {
    void this.#cdp?.trySend('Page.bringToFront');
  }
  forcefullyCrashRenderer(): void {
    void this.#cdp?.trySend('Page.crash');
  }
  close(): void {
    for (const window of windows) if (window.webContents === this._proxy) window.close();
  }
  _destroy(): void {
    this.#destroyed = true;
    pages.delete(this.id);
    this.emit('destroyed');
  }
}

export const webContents = {
  getAllWebContents: () => [...pages.values()].map((page) => page._proxy),
  fromId: (id: number) => pages.get(id)?._proxy,
  fromDevToolsTargetId: (id: string) => [...pages.values()].find((page) => page._targetId === id)?._proxy,
} satisfies Partial<typeof Electron.WebContents>;
