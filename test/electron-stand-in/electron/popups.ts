/** New windows that a page asks for: by `window.open`, a link with a target, or a click with a key or another button. */
import type { CdpSession } from '../browser/cdp.ts';
import { fromChromium } from '../schemes.ts';

export type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type Asked = { url: string; name: string; disposition: Electron.HandlerDetails['disposition'] };

export class Popups {
  handler: OpenHandler | undefined;
  #asked: Asked | undefined;

  /** A popup's address is empty when it appears; what asked for it is heard just before. */
  follow(cdp: CdpSession): void {
    cdp.on('Page.windowOpen', ({ url, windowName, userGesture }) => {
      this.#asked = { url, name: windowName, disposition: userGesture ? 'foreground-tab' : 'new-window' };
    });
    cdp.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'currentTab') return;
      this.#asked = { url, name: '', disposition: disposition === 'newWindow' ? 'new-window' : 'foreground-tab' };
    });
  }
  /** A page appeared that nobody here made. */
  appeared(): void {
    const { url = '', name = '', disposition = 'new-window' } = this.#asked ?? {};
    this.#asked = undefined;
    this.ask(url, name, disposition);
  }
  ask(url: string, frameName: string, disposition: Asked['disposition']): void {
    const referrer: Electron.Referrer = { url: '', policy: 'default' };
    const answer = this.handler?.({ url: fromChromium(url), frameName, features: '', disposition, referrer });
    if (answer?.action !== 'deny') console.error('Electron stand-in: a second window is not offered; it was denied');
  }
}
