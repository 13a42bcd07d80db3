import { type FocusEvent, useRef, useState } from 'react';
import { type Row, waiting } from './model.ts';

/**
 * Keeps a list still while the pointer or the focus is in it: what is new waits behind a pill, and nothing shifts
 * under a hand that is about to press.
 */
export function useHold(latest: readonly Row[]) {
  const [held, setHeld] = useState<readonly Row[] | null>(null);
  const pointer = useRef(false);
  const focus = useRef(false);
  const change = (part: typeof pointer, inside: boolean) => {
    part.current = inside;
    setHeld((before) => (pointer.current || focus.current ? (before ?? latest) : null));
  };
  return {
    rows: held ?? latest,
    waiting: held ? waiting(held, latest) : 0,
    /** Takes the new items in, at the person's wish. */
    settle: () => setHeld(latest),
    inside: {
      onPointerEnter: () => change(pointer, true),
      onPointerLeave: () => change(pointer, false),
      onFocus: () => change(focus, true),
      onBlur: (event: FocusEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget)) change(focus, false);
      },
    },
  };
}
export type Hold = ReturnType<typeof useHold>;
