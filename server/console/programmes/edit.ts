/** Changes to a programme as JSON, faulty or not, by path. Pure: nothing is changed in place. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; undefined when nothing does. */
export function at(value: Json | undefined, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) {
    if (Array.isArray(found) && typeof step === 'number') found = found[step];
    else if (isObject(found) && Object.hasOwn(found, step)) found = found[step];
    else return undefined;
  }
  return found;
}

/** The same with another value at a path; `undefined` takes the key away. Missing objects on the way are made. */
export function put(value: Json | undefined, path: Path, next: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next ?? null;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? value : [];
    if (rest.length === 0 && next === undefined) return list.filter((_, i) => i !== step);
    return list.map((inner, i) => (i === step ? put(inner, rest, next) : inner));
  }
  const object = isObject(value) ? value : {};
  if (rest.length === 0 && next === undefined) {
    const { [step]: _, ...others } = object;
    return others;
  }
  return { ...object, [step]: put(object[step], rest, next) };
}

export const add = (value: Json, path: Path, item: Json): Json => {
  const list = at(value, path);
  return put(value, path, [...(Array.isArray(list) ? list : []), item]);
};

/** Moves an element of a list by one, where there is room. */
export function move(value: Json, path: Path, by: -1 | 1): Json {
  const place = path.at(-1);
  const list = at(value, path.slice(0, -1));
  if (typeof place !== 'number' || !Array.isArray(list)) return value;
  const other = place + by;
  const [one, two] = [list[place], list[other]];
  if (one === undefined || two === undefined) return value;
  return put(value, path.slice(0, -1), list.with(place, two).with(other, one));
}

export const kinds = [
  'all-of',
  'in-order',
  'at-least',
  'course',
  'exam',
  'multi-part-exam',
  'combined',
  'capstone',
  'programme',
  'cohort',
] as const;
export type Kind = (typeof kinds)[number];
export const isKind = (value: unknown): value is Kind => kinds.some((kind) => kind === value);

const course: { [key: string]: Json } = {
  kind: 'course',
  course: '',
  title: '',
  minimumPercent: 60,
  verifiedOnly: true,
  maximumAgeYears: null,
};
const exam: { [key: string]: Json } = { kind: 'exam', exam: '', title: '', passMarkShare: 0.6 };
export const attempts: Json = { most: 2, waitDays: [], noShowCounts: true, againAfterPass: false, discretionary: 0 };

/** A new rule of a kind, to be filled in; what a group holds already is kept. */
export function ruleOf(kind: Kind, before?: Json): Json {
  const title = at(before, ['title']) ?? '';
  const of = at(before, ['of']) ?? [];
  switch (kind) {
    case 'all-of':
    case 'in-order':
      return { kind, title, of };
    case 'at-least':
      return { kind, title, count: 1, of };
    case 'course':
      return { ...course, title };
    case 'exam':
      return { ...exam, title };
    case 'multi-part-exam':
      return {
        kind,
        exam: '',
        title,
        parts: [
          { exam: '', title: '', weightPercent: 50 },
          { exam: '', title: '', weightPercent: 50 },
        ],
        withinHours: 12,
        passMarkShare: 0.6,
      };
    case 'combined':
      return {
        kind,
        title,
        components: [
          { weightPercent: 30, of: { ...course, minimumPercent: 0 } },
          { weightPercent: 70, of: { ...exam, passMarkShare: 0 } },
        ],
        minimumPercent: 50,
      };
    case 'capstone':
      return { kind, capstone: '', title, minimumPercent: 60, people: 2, maximumAgeYears: null };
    case 'programme':
      return { kind, programme: '', title, maximumAgeYears: null };
    case 'cohort':
      return {
        kind,
        title,
        grandfathered: { startedBefore: '' },
        choice: 'either',
        former: { kind: 'all-of', title: '', of: [] },
        present: before ?? { kind: 'all-of', title: '', of: [] },
      };
  }
}

export const blankProgramme = (id: string): Json => ({
  id,
  version: '1',
  title: '',
  description: '',
  criteria: '',
  requirement: { kind: 'all-of', title: '', of: [] },
});

/** What was typed as a number, or the text itself, which the check then refuses with its place. */
export function numberOr(text: string): Json {
  const typed = text.trim().replace(',', '.');
  return typed !== '' && Number.isFinite(Number(typed)) ? Number(typed) : text;
}
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
export const placeOf = (path: Path): string => path.join('.');

/** An amount as it is typed, such as `150.00`, in cents; what is no number stays as it is, for the check to refuse. */
export function centsOr(text: string): Json {
  const amount = numberOr(text);
  return typeof amount === 'number' ? Number((amount * 100).toFixed(6)) : amount;
}
/** Cents as an amount to be typed again. */
export const shownCents = (value: Json): string =>
  typeof value === 'number' ? (value / 100).toFixed(Number.isInteger(value) ? 2 : 4) : String(value);

/** What a fee may be paid for. */
export type Payable = { for: Json; kind: 'course' | 'exam' | 'capstone' | 'identity' | 'programme'; id: string; title: string };

/** Everything that the rules of a programme, faulty or not, ask for and that may be paid for, each once. */
export function payablesIn(programme: Json): Payable[] {
  const found = new Map<string, Payable>();
  const walk = (rule: Json | undefined): void => {
    const kind = at(rule, ['kind']);
    const key = kind === 'multi-part-exam' ? 'exam' : kind;
    if (key === 'course' || key === 'exam' || key === 'capstone') {
      const id = at(rule, [key]);
      const title = at(rule, ['title']);
      if (typeof id === 'string' && id !== '')
        found.set(`${key} ${id}`, { for: { kind: key, [key]: id }, kind: key, id, title: String(title ?? '') || id });
    }
    const inner = [at(rule, ['former']), at(rule, ['present'])];
    for (const one of [...listAt(rule, ['of']), ...inner]) if (one !== undefined) walk(one);
    for (const one of listAt(rule, ['components'])) walk(at(one, ['of']));
  };
  walk(at(programme, ['requirement']));
  const others = (['identity', 'programme'] as const).map((kind) => ({ for: { kind }, kind, id: kind, title: '' }));
  return [...found.values(), ...others];
}

export const listAt = (value: Json | undefined, path: Path): Json[] => {
  const list = at(value, path);
  return Array.isArray(list) ? list : [];
};

/** The wish, or the first of `wish-2`, `wish-3` … that no element of the list has for its id. */
export function freeId(list: readonly Json[], wish: string): string {
  const plain = wish.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60) || 'new';
  const taken = new Set(list.map((one) => at(one, ['id'])));
  for (let i = 1; ; i++) {
    const id = i === 1 ? plain : `${plain}-${i}`;
    if (!taken.has(id)) return id;
  }
}

/** The first place of a fault that is on the form: itself, else the nearest one around it. */
export const aroundOf = (place: string): string[] => {
  const steps = place.split('.');
  return steps.map((_, i) => steps.slice(0, steps.length - i).join('.'));
};
