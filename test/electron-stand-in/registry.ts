/** The windows and pages that exist. Its own file, so that app, session, page and window need not import each other. */
import type { WebContentsImpl } from './electron/web-contents.ts';
import type { WindowImpl } from './electron/window.ts';

export const windows = new Set<WindowImpl>();
export const pages = new Map<number, WebContentsImpl>();
