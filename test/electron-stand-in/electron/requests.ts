/** Every request of a page passes here: navigation events, `webRequest`, and custom schemes. */
import type { CdpSession, Protocol } from '../browser/cdp.ts';
import { fromChromium, toChromium } from '../schemes.ts';
import { handlers } from './protocol.ts';
import { webRequest } from './session.ts';

type Paused = Protocol.Fetch.requestPausedPayload;
export type Navigation = { url: string; frameId: string; redirect: boolean };

const kinds: Partial<Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']>> = {
  XHR: 'xhr',
  Fetch: 'xhr',
  Script: 'script',
  Image: 'image',
  Stylesheet: 'stylesheet',
  Font: 'font',
  Media: 'media',
};

const refuse = (cdp: CdpSession, { requestId }: Paused, errorReason: Protocol.Network.ErrorReason): Promise<unknown> =>
  cdp.trySend('Fetch.failRequest', { requestId, errorReason });

function ask(url: string, { request, resourceType }: Paused, pageId: number): Promise<Electron.CallbackResponse> {
  const before = webRequest._before;
  if (!before) return Promise.resolve({});
  const kind = resourceType === 'Document' ? 'mainFrame' : (kinds[resourceType] ?? 'other');
  const about = {
    id: 0,
    url,
    method: request.method,
    resourceType: kind,
    referrer: '',
    timestamp: Date.now(),
    webContentsId: pageId,
    uploadData: [],
  };
  return new Promise((resolve) => before(about, resolve));
}

async function serve(cdp: CdpSession, paused: Paused, url: string): Promise<void> {
  const handler = handlers.get(url.slice(0, url.indexOf(':')));
  const { requestId, request } = paused;
  if (!handler) {
    await cdp.trySend('Fetch.continueRequest', { requestId });
    return;
  }
  try {
    const answer = await handler(new Request(url, { method: request.method, headers: request.headers }));
    await cdp.trySend('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    });
  } catch (error) {
    console.error('Electron stand-in: protocol handler:', error);
    await refuse(cdp, paused, 'Failed');
  }
}

/** Decides one paused request. `mayNavigate` fires the navigation events and says whether the app let it pass. */
export async function decide(
  cdp: CdpSession,
  paused: Paused,
  pageId: number,
  mayNavigate: (navigation: Navigation) => boolean,
): Promise<void> {
  const url = fromChromium(paused.request.url);
  const redirect = paused.redirectedRequestId !== undefined;
  if (paused.resourceType === 'Document' && !mayNavigate({ url, frameId: paused.frameId, redirect })) {
    await refuse(cdp, paused, 'Aborted');
    return;
  }
  const { cancel, redirectURL } = await ask(url, paused, pageId);
  if (cancel) await refuse(cdp, paused, 'BlockedByClient');
  else if (redirectURL) await cdp.trySend('Fetch.continueRequest', { requestId: paused.requestId, url: toChromium(redirectURL) });
  else await serve(cdp, paused, url);
}
