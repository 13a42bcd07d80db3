/** What changed between two versions of a programme, for people to look over. Pure. */

export type Change = { place: string; before: string | null; after: string | null };

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** How an element of a list is recognised in the other version: by what names it, else by its place. */
const names = ['course', 'exam', 'capstone', 'programme', 'id', 'letter'] as const;
function nameOf(value: Value, place: number): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return String(place);
  if (typeof value.of === 'object' && value.of !== null && !Array.isArray(value.of)) return nameOf(value.of, place);
  for (const name of names) if (typeof value[name] === 'string') return value[name];
  return typeof value.title === 'string' ? value.title : String(place);
}

/** Leaves of a value by their place, such as `requirement › SC1x › minimumPercent`. */
function leavesOf(value: Value | undefined, place: string, into: Map<string, string>): Map<string, string> {
  if (value === undefined) return into;
  if (Array.isArray(value)) {
    const seen = new Map<string, number>();
    for (const [i, inner] of value.entries()) {
      const name = nameOf(inner, i);
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      leavesOf(inner, `${place} › ${name}${times > 1 ? ` (${times})` : ''}`, into);
    }
    if (value.length === 0) into.set(place, '[]');
  } else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) leavesOf(inner, place === '' ? key : `${place} › ${key}`, into);
  } else into.set(place, String(value));
  return into;
}

/** Every place that says something else, in the later version's order, then what was left out. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [old, now] = [before, after].map((value) => leavesOf(toValue(value), '', new Map()));
  if (!old || !now) return [];
  const changed = [...now].flatMap(([place, value]): Change[] =>
    old.get(place) === value ? [] : [{ place, before: old.get(place) ?? null, after: value }],
  );
  const gone = [...old].flatMap(([place, value]): Change[] => (now.has(place) ? [] : [{ place, before: value, after: null }]));
  return [...changed, ...gone];
}

/** What JSON keeps of a value. */
const toValue = (value: unknown): Value => JSON.parse(JSON.stringify(value ?? null)) as Value; // JSON gives nothing else
