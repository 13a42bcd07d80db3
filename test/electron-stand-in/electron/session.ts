import { Emitter } from '../events.ts';
import { pages } from '../registry.ts';
import { type Implements, strict } from '../strict.ts';
import { protocol } from './protocol.ts';

type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Ask = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type BeforeRequest = (
  details: Electron.OnBeforeRequestListenerDetails,
  answer: (response: Electron.CallbackResponse) => void,
) => void;

class WebRequest implements Implements<Pick<Electron.WebRequest, 'onBeforeRequest'>> {
  _before: BeforeRequest | null = null;

  onBeforeRequest(first: Electron.WebRequestFilter | BeforeRequest | null, second?: BeforeRequest | null): void {
    if (second !== undefined) throw new Error('Electron stand-in: webRequest filters are not offered: filter in the listener');
    this._before = typeof first === 'function' ? first : null;
    for (const page of pages.values()) void page._updateInterception();
  }
}
export const webRequest = new WebRequest();

class Session extends Emitter {
  readonly protocol = protocol;
  readonly webRequest = strict<Electron.WebRequest>('session.webRequest')(webRequest);
  _check: Check = null;
  _ask: Ask = null;

  setPermissionCheckHandler = (handler: Check): void => {
    this._check = handler;
  };
  setPermissionRequestHandler = (handler: Ask): void => {
    this._ask = handler;
  };
  setDevicePermissionHandler = (): void => {};
  setSpellCheckerEnabled = (): void => {};
}

export const sessionImpl = new Session();
const proxy = strict<Electron.Session>('session')(sessionImpl);
export const session = { defaultSession: proxy } satisfies Partial<typeof Electron.Session>;
