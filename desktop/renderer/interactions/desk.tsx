/** Where the interactions of one question find their values and put their changes. */
import { createContext, useContext } from 'react';
import type { ResponseDeclaration } from '../../../shared/assessment/delivery.ts';

/** `typing` may wait for a pause between keystrokes before it is stored; `now` may not. */
export type Pace = 'now' | 'typing';
export type Desk = {
  item: string;
  /** True while nothing may be changed: paused, or time is over. */
  disabled: boolean;
  declarations: readonly ResponseDeclaration[];
  values: (response: string) => readonly string[];
  change: (response: string, values: string[], pace: Pace) => void;
  /** Keeps a file's bytes on this computer's disk; their hash, or null when that failed. */
  attach: (bytes: Uint8Array<ArrayBuffer>) => Promise<string | null>;
  /** Crossing out: whether its buttons are shown, and which choices are out. */
  crossing: boolean;
  isOut: (choice: string) => boolean;
  toggleOut: (choice: string) => void;
};

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('an interaction stands outside of a question');
  return desk;
}

/** Value and change of one response. */
export function useResponse(response: string) {
  const { values, change, disabled } = useDesk();
  return {
    values: values(response),
    disabled,
    set: (next: string[]) => change(response, next, 'now'),
    type: (next: string[]) => change(response, next, 'typing'),
  };
}
