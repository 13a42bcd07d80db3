/**
 * Key combinations that would leave, print, inspect or reload the client. Typing, editing and assistive technology stay
 * untouched. Combinations that the system takes first never come here: task-switching.ts.
 */
import type { Input, WebContents } from 'electron';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'shortcuts', states: everywhere('enforced') };

type Combination = Pick<Input, 'key' | 'control' | 'alt' | 'meta'>;

/** With Control or Command only editing and zooming pass. */
const editing = new Set(['a', 'c', 'v', 'x', 'y', 'z', '0', '+', '-', '=', '_']);
const moving = /^(Arrow(Left|Right|Up|Down)|Home|End|Backspace|Delete|Enter|Insert)$/;
/** The key that only modifies another one. */
const modifier = /^(Control|Alt|AltGraph|Meta|Shift|CapsLock)$/;
/** Help, find, reload, caret browsing, full screen, developer tools. */
const functionKeys = /^F(1|3|5|7|11|12)$/;
const namedKeys = /^(Print|PrintScreen|Browser|Launch|Open|Save|New|Close)/;
/** Page history, closing, the window's menu. */
const withAlt = /^(Arrow(Left|Right)|F4|Home| )$/;

/** Whether a pressed combination is held back from the page. */
export function isHeldBack({ key, control, alt, meta }: Combination): boolean {
  if (modifier.test(key)) return false;
  if (functionKeys.test(key) || namedKeys.test(key)) return true;
  // Control with Alt is how Windows spells AltGr: it types a character.
  const types = control && alt && key.length === 1;
  if ((control || meta) && !types) return !editing.has(key.toLowerCase()) && !moving.test(key);
  return alt && withAlt.test(key);
}

export function holdBackShortcuts(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    if (input.type === 'keyDown' && isHeldBack(input)) event.preventDefault();
  });
}

export const isHolding = (contents: Pick<WebContents, 'listenerCount'>): boolean =>
  contents.listenerCount('before-input-event') > 0;
