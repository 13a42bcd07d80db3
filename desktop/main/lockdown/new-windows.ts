/** There is one window. No page opens another, and no page holds a page of someone else. */
import type { WebContents } from 'electron';
import { everywhere } from './measure.ts';

export const states = everywhere('enforced');

export function denyWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
