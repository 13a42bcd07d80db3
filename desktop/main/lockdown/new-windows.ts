/** There is one window. No page opens another, and no page holds a page of someone else. */
import type { WebContents } from 'electron';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'new-windows', states: everywhere('enforced') };

export function denyWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
