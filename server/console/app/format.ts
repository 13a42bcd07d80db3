/** Spans of time as digits, the same in every language; words around them come from the catalogue. */

const two = (n: number): string => String(n).padStart(2, '0');

/** A span in ms as `m:ss`, from an hour on `h:mm:ss`. Negative spans count as none. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`;
}
