/** No menu on the right mouse button: it would offer to search, to print, to inspect. */
import type { WebContents } from 'electron';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'context-menu', states: everywhere('enforced') };

export function denyContextMenu(contents: WebContents): void {
  contents.on('context-menu', (event) => event.preventDefault());
}

export const isDenied = (contents: Pick<WebContents, 'listenerCount'>): boolean => contents.listenerCount('context-menu') > 0;
