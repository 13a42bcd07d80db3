/** What test-level expressions may ask a session: the items of a part of it, their variables, and how they went. */
import type { ItemFilter, ItemView, TestView } from '../test-view.ts';
import type { Value } from '../value.ts';
import type { ItemProgram } from './item-program.ts';
import { type ItemSession, isCorrect, isPresented, isResponded, reserved } from './item-session.ts';
import type { Route, Stop } from './plan.ts';
import { keyOf } from './route.ts';
import type { TestSession } from './state.ts';

const inFilter = ({ item, sections }: Stop, { section, include, exclude }: ItemFilter): boolean =>
  (section === null || sections.some(({ identifier }) => identifier === section)) &&
  (include.length === 0 || item.categories.some((category) => include.includes(category))) &&
  !item.categories.some((category) => exclude.includes(category));

function viewOf({ item, occurrence }: Stop, program: ItemProgram, session: ItemSession): ItemView {
  const own = (id: string): string => (Object.hasOwn(item.mappings, id) ? (item.mappings[id] ?? id) : id);
  const declared = (id: string) => program.variables.find((variable) => variable.id === own(id));
  const valueIn = (values: Readonly<Record<string, Value>>, id: string): Value | undefined =>
    declared(id) && Object.hasOwn(values, own(id)) ? (values[own(id)] ?? null) : undefined;
  return {
    identifier: item.identifier,
    sequence: occurrence + 1,
    variable: (id) => reserved(session, id) ?? valueIn(session.values, id),
    outcome: (id) => {
      const variable = declared(id);
      if (variable?.kind !== 'outcome' || variable.cardinality === 'record' || variable.baseType === null) return undefined;
      const { cardinality, baseType, normalMaximum, normalMinimum } = variable;
      return { cardinality, baseType, normalMaximum, normalMinimum };
    },
    correct: (id) => valueIn(session.corrects, id),
    default: (id) => valueIn(session.defaults, id),
    weight: (id) => (Object.hasOwn(item.weights, id) ? item.weights[id] : undefined),
    isPresented: () => isPresented(session),
    isResponded: () => isResponded(session, program),
    isCorrect: () => isCorrect(session, program),
    isIncorrect: () => isPresented(session) && !isCorrect(session, program),
  };
}

/** A view of one moment; only items that have a session are seen. */
export function viewSession(route: Route, programs: ReadonlyMap<string, ItemProgram>, session: TestSession): TestView {
  const look = (stop: Stop): ItemView[] => {
    const key = keyOf(stop);
    const program = programs.get(stop.item.identifier);
    const own = Object.hasOwn(session.items, key) ? session.items[key] : undefined;
    return program && own ? [viewOf(stop, program, own)] : [];
  };
  return {
    items: (filter) => route.filter((stop) => inFilter(stop, filter)).flatMap(look),
    // Of several occurrences the one is meant that was handed in last, and only where a part is handed in as a whole.
    item: (identifier, sequence) => {
      const stops = route.filter(({ item }) => item.identifier === identifier);
      const meant =
        sequence ??
        (stops.length === 1 ? 1 : stops[0]?.part.submission === 'simultaneous' ? session.updated[identifier] : undefined);
      const stop = stops.find(({ occurrence }) => occurrence + 1 === meant);
      return stop && look(stop)[0];
    },
  };
}

/** How many items were selected, presented, responded, correct and incorrect. */
export function countItems(view: TestView) {
  const items = view.items({ section: null, include: [], exclude: [] });
  const count = (holds: (item: ItemView) => boolean): number => items.filter(holds).length;
  return {
    selected: items.length,
    presented: count((item) => item.isPresented()),
    responded: count((item) => item.isResponded()),
    correct: count((item) => item.isCorrect()),
    incorrect: count((item) => item.isIncorrect()),
  };
}
