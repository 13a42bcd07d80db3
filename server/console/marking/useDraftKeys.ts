import type { MarkingScheme } from '../../../shared/contract/marking.ts';
import { type Keys, useKeys } from '../app/keys.ts';
import { chooseByKey, confirm, type Draft, step, undo } from './draft.ts';

type Options = { scheme: MarkingScheme; draft: Draft; onChange: (draft: Draft) => void; onSend: () => void };

/** Where Enter belongs to what has the focus. */
const takesEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('button, a, summary') !== null;

/** 1 to 9 choose a level, J and K go between criteria, U takes back, Enter confirms and then sends. */
export function useDraftKeys({ scheme, draft, onChange, onSend }: Options): void {
  const numbers = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [String(i + 1), () => onChange(chooseByKey(scheme, draft, i + 1))]),
  );
  const keys: Keys = {
    ...numbers,
    j: () => onChange(step(scheme, draft, 1)),
    k: () => onChange(step(scheme, draft, -1)),
    u: () => onChange(undo(draft)),
    enter(event) {
      if (takesEnter(event.target)) return;
      event.preventDefault();
      if (draft.confirming) onSend();
      else onChange(confirm(scheme, draft));
    },
  };
  useKeys(keys);
}
