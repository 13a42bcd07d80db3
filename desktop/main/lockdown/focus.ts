/** Switching to another program cannot be prevented by Electron's own means: it is noticed, timed, and reversed. */
import type { BrowserWindow } from 'electron';
import { everywhere, type Measure, type Observe, type OnBegin, observed } from './measure.ts';

export const measure: Measure = { id: 'focus', states: everywhere('monitored') };

/** Two programs that both insist on the focus would otherwise take it from each other without end. */
const ASK_AGAIN_MS = 1000;

/**
 * Signals `focus-lost` from the loss to the return. While `locked()`, the window asks for the focus back; before the exam
 * it does not, because the system's own questions (may Invigil use the camera?) need the candidate then.
 * @param onBegin told at the loss, so that its first moments can be kept
 */
export function watchFocus(window: BrowserWindow, locked: () => boolean, observe: Observe, onBegin: OnBegin = () => {}): void {
  let lostAt: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  window.on('blur', () => {
    if (lostAt === null) onBegin('focus-lost', Date.now());
    lostAt ??= Date.now();
    if (!locked() || performance.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = performance.now();
    window.moveTop();
    window.focus();
  });
  window.on('focus', () => {
    if (lostAt !== null) observe(observed('focus-lost', 'focus', lostAt, Date.now()));
    lostAt = null;
  });
}
