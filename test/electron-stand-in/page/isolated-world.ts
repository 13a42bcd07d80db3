/**
 * The preload's world: `require('electron')` for a sandboxed preload, and the wire to the main process.
 * Sent to Chromium as text: nothing in it may close over this file.
 */
import type { Codec } from './codec.ts';
import type { Peer } from './peer.ts';

/** A key event on its way to `before-input-event`. */
export type Key = Electron.Input & { keyCode: number };
export type Preload = {
  process: object;
  require: (name: string) => unknown;
  fail: (error: unknown) => void;
};

export function isolatedWorld(codec: Codec, peer: Peer, process: object): Preload {
  type Listener = (event: unknown, ...args: unknown[]) => void;
  type Wire = { __electronStandIn: (text: string) => void; __electronStandInReceive: (text: string) => void };
  const wire = globalThis as unknown as Wire;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  /** Keys that main let pass and typed again: they are not asked about twice. */
  const allowed = new Map<string, number>();
  let asksForKeys = false;
  let last = 0;

  const toMain = (...message: unknown[]) => wire.__electronStandIn(codec.encode(message));
  const request = (kind: string, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      toMain(kind, id, ...args);
      waiting.set(id, { resolve, reject });
    });
  const receive: Record<string, (...args: unknown[]) => void> = {
    reply: (id, ok, value) => {
      const call = waiting.get(Number(id));
      waiting.delete(Number(id));
      if (ok) call?.resolve(value);
      else call?.reject(value);
    },
    message: (channel, ...args) => {
      for (const listener of [...(listeners.get(String(channel)) ?? [])]) listener({ sender: ipcRenderer, ports: [] }, ...args);
    },
    keys: (wanted) => {
      asksForKeys = wanted === true;
    },
    allow: (key) => void allowed.set(String(key), (allowed.get(String(key)) ?? 0) + 1),
  };
  wire.__electronStandInReceive = (text) => {
    const [kind, ...rest] = codec.decode(text) as [string, ...unknown[]];
    receive[kind]?.(...rest);
  };

  const on = (channel: string, listener: Listener) => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known.add(listener));
    return ipcRenderer;
  };
  const off = (channel: string, listener: Listener) => {
    listeners.get(channel)?.delete(listener);
    return ipcRenderer;
  };
  const invoke = (channel: string, ...args: unknown[]) =>
    request('invoke', channel, args).catch((error: Error) => {
      throw new Error(`Error invoking remote method '${channel}': ${error.name}: ${error.message}`);
    });
  const send = (channel: string, ...args: unknown[]) => toMain('send', 0, channel, args);
  const ipcRenderer = { invoke, send, on, off };
  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => void peer.call('expose', key, api) };

  for (const kind of ['permission', 'window-open', 'context-menu']) {
    peer.handlers.set(kind, (...args) => request(kind, ...args));
  }
  const intercept = (event: KeyboardEvent) => {
    const mark = `${event.type}|${event.code}`;
    const composing = event.isComposing || event.key === 'Dead' || event.key === 'Process';
    if (!asksForKeys || !event.isTrusted || composing) return;
    const passes = allowed.get(mark) ?? 0;
    if (passes > 0) {
      allowed.set(mark, passes - 1);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    toMain('key', 0, {
      type: event.type === 'keydown' ? 'keyDown' : 'keyUp',
      key: event.key,
      code: event.code,
      keyCode: event.keyCode,
      isAutoRepeat: event.repeat,
      isComposing: event.isComposing,
      shift: event.shiftKey,
      control: event.ctrlKey,
      alt: event.altKey,
      meta: event.metaKey,
      location: event.location,
      modifiers: [event.shiftKey && 'shift', event.ctrlKey && 'control', event.altKey && 'alt', event.metaKey && 'meta'].filter(
        Boolean,
      ),
    });
  };
  addEventListener('keydown', intercept, true);
  addEventListener('keyup', intercept, true);
  toMain('hello', 0);

  const modules: Record<string, unknown> = {
    electron: { contextBridge, ipcRenderer },
    'electron/renderer': { contextBridge, ipcRenderer },
  };
  return {
    process,
    require: (name) => {
      if (name in modules) return modules[name];
      throw new Error(`module not found: ${name}`); // What Electron's sandboxed preload says.
    },
    fail: (error) => toMain('preload-error', 0, error instanceof Error ? error : new Error(String(error))),
  };
}
