/**
 * The page's own world: receives what the preload exposes, and puts the APIs that Electron guards with a permission
 * behind the main process's answer. Sent to Chromium as text: nothing in it may close over this file.
 */
import type { Peer } from './peer.ts';

export function mainWorld(peer: Peer): void {
  type Method = (...args: unknown[]) => unknown;
  type Guarded = { prototype?: object } | undefined;
  const world = globalThis as unknown as Record<string, Guarded>;
  const freeze = (value: unknown): unknown => {
    if (value && typeof value === 'object' && !ArrayBuffer.isView(value)) {
      Object.values(value).forEach(freeze);
      Object.freeze(value);
    }
    return value;
  };
  peer.handlers.set('expose', (key, api) => {
    if (Object.hasOwn(globalThis, String(key)))
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    Object.defineProperty(globalThis, String(key), {
      value: freeze(api),
      enumerable: true,
      configurable: false,
      writable: false,
    });
  });

  const guard = (owner: object | undefined, name: string, permission: string, details: Method = () => ({})) => {
    const original: unknown = owner && Reflect.get(owner, name);
    if (!owner || typeof original !== 'function') return;
    Reflect.set(owner, name, async function (this: unknown, ...args: unknown[]) {
      await peer.call('permission', permission, details(...args));
      return original.apply(this, args);
    });
  };
  guard(world.MediaDevices?.prototype, 'getUserMedia', 'media', (wanted) => {
    const { video, audio } = (wanted ?? {}) as MediaStreamConstraints;
    return { mediaTypes: [video && 'video', audio && 'audio'].filter(Boolean) };
  });
  // What Electron answers an app that has no `setDisplayMediaRequestHandler`; the stand-in offers none.
  if (globalThis.MediaDevices) {
    MediaDevices.prototype.getDisplayMedia = async () => {
      await peer.call('permission', 'display-capture', { mediaTypes: ['video'] });
      throw new DOMException('Not supported', 'NotSupportedError');
    };
  }
  guard(world.Notification, 'requestPermission', 'notifications');
  guard(world.Clipboard?.prototype, 'readText', 'clipboard-read');
  guard(world.Clipboard?.prototype, 'read', 'clipboard-read');
  guard(world.Geolocation?.prototype, 'getCurrentPosition', 'geolocation');
  guard(world.Element?.prototype, 'requestFullscreen', 'fullscreen');
  guard(world.Element?.prototype, 'requestPointerLock', 'pointerLock');
  guard(world.Keyboard?.prototype, 'lock', 'keyboardLock');
  guard(world.HID?.prototype, 'requestDevice', 'hid');
  guard(world.USB?.prototype, 'requestDevice', 'usb');
  guard(world.Serial?.prototype, 'requestPort', 'serial');

  globalThis.open = (url = 'about:blank', frameName = '', features = '') => {
    peer.call('window-open', String(new URL(url, document.baseURI)), frameName, features);
    return null;
  };
  // Electron draws no context menu unless the app builds one.
  addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    peer.call('context-menu', event.clientX, event.clientY);
  });
}
