/** No developer tools: `webPreferences.devTools` is off, and should they open by any other way, they close. */
import type { WebContents } from 'electron';
import { everywhere } from './measure.ts';

export const states = everywhere('enforced');

export function keepDeveloperToolsShut(contents: WebContents): void {
  contents.on('devtools-opened', () => contents.closeDevTools());
}
