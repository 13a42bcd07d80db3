/**
 * Chromium refuses schemes it does not know, so `invigil-app://bundle/x` travels as
 * `https://bundle.invigil-app.stand-in.invalid/x`. Main-side URLs are mapped back; `location` in the page is not.
 */

const HOST = 'stand-in.invalid';
const schemes = new Set<string>();
const travelling = new RegExp(`^https://([^/?#]*)\\.([a-z0-9+-]+)\\.${HOST.replaceAll('.', '\\.')}`);
const schemed = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i;

export const addScheme = (scheme: string): void => void schemes.add(scheme);

export function toChromium(url: string): string {
  const [, scheme = '', host = '', rest = ''] = schemed.exec(url) ?? [];
  return schemes.has(scheme) ? `https://${host || 'root'}.${scheme}.${HOST}${rest || '/'}` : url;
}

export const fromChromium = (url: string): string =>
  url.replace(travelling, (_all, host: string, scheme: string) => `${scheme}://${host}`);

/** `scheme://host` of a URL; `'null'` where it has none, as Electron writes it. */
export const originOf = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(url)?.[0] ?? 'null';

/** The web origin under which Chromium knows `url`, for its permission settings. */
export const webOrigin = (url: string): string | undefined => /^https?:\/\/[^/]+/.exec(toChromium(url))?.[0];
