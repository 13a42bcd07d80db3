/**
 * Electron has no switch against `window.print()`. A page sandbox without `allow-modals` is one: print, alert and confirm do
 * nothing. It also leaves out downloads, popups and navigation of the top frame.
 */
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'printing', states: everywhere('enforced') };

/** Part of every page's content security policy. Forms stay usable; `form-action 'none'` keeps them from going anywhere. */
export const sandboxDirective = 'sandbox allow-scripts allow-same-origin allow-forms';
