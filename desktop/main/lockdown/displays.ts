/** Further displays can be seen but not switched off: one that is connected during the exam is told. */
import type { Screen } from 'electron';
import { everywhere, type Measure, type Observe, observed } from './measure.ts';

export const measure: Measure = { id: 'displays', states: everywhere('monitored') };

export function watchDisplays(screen: Screen, observe: Observe): void {
  screen.on('display-added', (_event, display) => {
    const now = Date.now();
    observe(observed('display-added', 'displays', now, now, `${screen.getAllDisplays().length} displays; ${display.label}`));
  });
}

/** How many displays there are; none means that they cannot be told. */
export const countDisplays = (screen: Screen): number => screen.getAllDisplays().length;
