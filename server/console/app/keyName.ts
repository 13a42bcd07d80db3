type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/**
 * The name a shortcut goes by: the character as typed, lower case. A keyboard that writes another script (Arabic,
 * Bengali) is taken by the place of the key, so that `J` is where the label J is.
 * @returns null with a modifier held: that press belongs to the browser
 */
export function keyName(press: Press): string | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const otherScript = press.key.length === 1 && press.key > '\u007f';
  return (otherScript && letter ? letter : press.key).toLowerCase();
}
