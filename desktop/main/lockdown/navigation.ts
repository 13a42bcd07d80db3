/** The page stays within the client: no other address in any frame, and no request outside. */
import type { Session, WebContents } from 'electron';
import { isOwnPage } from '../app-scheme.ts';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'navigation', states: everywhere('enforced') };

export function keepNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

const ownSchemes = ['blob:', 'data:'];
/** What a page may ask for: its own files, and what it holds in memory already. */
export const mayRequest = (url: string): boolean => isOwnPage(url) || ownSchemes.some((scheme) => url.startsWith(scheme));

/** Second line behind the page's policy: the renderer has no network. */
export function keepRequests(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayRequest(url) }));
}
