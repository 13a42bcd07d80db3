/** Single-key shortcuts: off while someone types or a dialog is open, and switchable for good (WCAG 2.1.4). */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { keyName } from './keyName.ts';

const STORED = 'invigil.single-keys';
const listeners = new Set<() => void>();
const stored = (): boolean => localStorage.getItem(STORED) !== 'off';

export const setSingleKeys = (on: boolean): void => {
  localStorage.setItem(STORED, on ? 'on' : 'off');
  for (const listener of listeners) listener();
};

/** Whether single keys act, as this person chose on this computer. */
export const useSingleKeys = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, stored);

const fields = 'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])';
const typing = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches(fields);

/** True when a key press belongs to a field or an open dialog and not to the page. */
export const isTaken = (event: KeyboardEvent): boolean =>
  event.repeat || event.isComposing || typing(event.target) || document.querySelector('[role*=dialog]') !== null;

export type Keys = Partial<Record<string, (event: KeyboardEvent) => void>>;

/** Binds keys, by their names from `keyName`, to the page while it is shown; nothing when single keys are off. */
export function useKeys(keys: Keys): void {
  const on = useSingleKeys();
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!on) return;
    const press = (event: KeyboardEvent) => {
      const name = keyName(event);
      const bound = name === null ? undefined : latest.current[name];
      if (bound && !isTaken(event)) bound(event);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [on]);
}

/** Ctrl+Enter (Cmd on a Mac) sends a form from wherever the focus is. */
export function useSubmitKey(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.current?.requestSubmit();
    };
    // Captured, because radio buttons keep Enter to themselves.
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [form]);
}
