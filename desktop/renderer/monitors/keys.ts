/**
 * Times between keys and lengths of what appears at once, from a document's events. Which key was pressed and what was typed
 * is never read: `event.key` is not looked at, and of an insertion only its length is.
 */
import type { Observation } from './detectors/detector.ts';
import { OWN_INTERVALS, type Pace, paceOf, paste, typing, WINDOW_INTERVALS } from './detectors/typing.ts';

/** What the person copied or cut out of the own answers lately, by length: pasting that back is no news. */
const KEPT_COPIES = 20;

/** Calls `tell` with observations of `typing` and `paste` until the answer is called. */
export function watchKeys(target: Document, tell: (observation: Observation) => void): () => void {
  let last: number | null = null;
  let learned: number[] = [];
  let window: number[] = [];
  let own: Pace | null = null;
  let copies: number[] = [];

  const onKey = ({ timeStamp, repeat, target: into }: KeyboardEvent) => {
    // Moving about the page by keys is not typing.
    if (repeat || !isField(into)) return;
    if (last !== null) {
      const interval = timeStamp - last;
      if (own) window.push(interval);
      else {
        learned = [...learned, interval].slice(-OWN_INTERVALS * 2);
        own = paceOf(learned);
        window.push(interval);
      }
      if (window.length >= WINDOW_INTERVALS) {
        const observation = typing(window, own);
        if (observation) {
          tell(observation);
          window = [];
        }
      }
      window = window.slice(-WINDOW_INTERVALS * 2);
    }
    last = timeStamp;
  };
  const onCopy = () => {
    copies = [...copies, target.getSelection()?.toString().length ?? 0, selectedIn(target.activeElement)].slice(-KEPT_COPIES);
  };
  const onInput = (event: Event) => {
    if (!(event instanceof InputEvent)) return;
    const length = event.data?.length ?? event.dataTransfer?.getData('text/plain').length ?? 0;
    const atOnce = event.inputType === 'insertFromPaste' || event.inputType === 'insertFromDrop';
    if (atOnce) tell(paste(length || lengthIn(event.target), copies.includes(length)));
  };
  target.addEventListener('keydown', onKey);
  target.addEventListener('copy', onCopy);
  target.addEventListener('cut', onCopy);
  target.addEventListener('beforeinput', onInput);
  return () => {
    target.removeEventListener('keydown', onKey);
    target.removeEventListener('copy', onCopy);
    target.removeEventListener('cut', onCopy);
    target.removeEventListener('beforeinput', onInput);
  };
}

const isField = (element: unknown): element is HTMLInputElement | HTMLTextAreaElement =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
const selectedIn = (element: Element | null): number =>
  isField(element) ? Math.abs((element.selectionEnd ?? 0) - (element.selectionStart ?? 0)) : 0;
const lengthIn = (element: EventTarget | null): number => (isField(element) ? element.value.length : 0);
