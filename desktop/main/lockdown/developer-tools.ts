/** No developer tools: `webPreferences.devTools` is off, and should they open by any other way, they close. */
import type { WebContents } from 'electron';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'developer-tools', states: everywhere('enforced') };

export function keepDeveloperToolsShut(contents: WebContents): void {
  contents.on('devtools-opened', () => contents.closeDevTools());
}

/** Nothing that could be tried by opening them: off means that there is nothing to open. */
export const areShut = (contents: Pick<WebContents, 'isDevToolsOpened'>): boolean => !contents.isDevToolsOpened();
