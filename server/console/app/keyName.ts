type Press = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * The name a shortcut goes by: the character as typed, lower case. A keyboard that writes another script (Arabic,
 * Bengali) is taken by the place of the key, so that `J` is where the label J is and `?` where the slash is.
 * @returns null with a modifier held: that press belongs to the browser
 */
export function keyName(press: Press): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const slash = press.shiftKey ? '?' : '/';
  const label = press.code === 'Slash' ? slash : /^Key([A-Z])$/.exec(press.code)?.[1];
  const otherScript = press.key.length === 1 && press.key > '\u007f';
  return (otherScript && label ? label : press.key).toLowerCase();
}
