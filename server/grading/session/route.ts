/** Questions about places on a route, answered without a session. */
import { type Expression, presetsAmong } from '../../exams/index.ts';
import type { BranchRule, TestDefinition, TestPart } from './definition.ts';
import type { Route, Stop } from './plan.ts';

/** One item session's key: the reference and how often it was met before, from 1 as in `Q7.2`. */
export const keyOf = ({ item, occurrence }: Pick<Stop, 'item' | 'occurrence'>): string => `${item.identifier}.${occurrence + 1}`;

export const isLastOfPart = (route: Route, position: number): boolean =>
  route[position + 1]?.part !== route[position]?.part || position + 1 >= route.length;

type Ruled = { preConditions: readonly unknown[]; branchRules: readonly unknown[]; children?: readonly Ruled[] };
const ruled = ({ preConditions, branchRules, children = [] }: Ruled): boolean =>
  preConditions.length > 0 || branchRules.length > 0 || children.some(ruled);

/** Whether rules decide what of this part a candidate meets, so that its items can't be made ready in advance. */
export const decidesLater = (part: TestPart): boolean => ruled(part) || part.sections.some(ruled);

/**
 * What must hold before the item at `to` is entered from `from`: the conditions of everything that is entered with it.
 * Moving freely, only the part's own count.
 */
export function entryConditions(route: Route, from: number | null, to: number): Expression[] {
  const stop = route[to];
  if (!stop) return [];
  const left = from === null ? undefined : route[from];
  const part = left?.part === stop.part ? [] : stop.part.preConditions;
  if (stop.part.navigation === 'nonlinear') return [...part];
  const sections = stop.sections.filter((section) => !left?.sections.includes(section));
  return [...part, ...sections.flatMap(({ preConditions }) => preConditions), ...stop.item.preConditions];
}

/** The rules that are asked when the item at `position` is left: its own, then those of everything that ends with it. */
export function exitRules(route: Route, position: number): BranchRule[] {
  const stop = route[position];
  if (!stop) return [];
  const next = route[position + 1];
  const ended = next?.part === stop.part ? stop.sections.filter((section) => !next.sections.includes(section)) : stop.sections;
  const part = isLastOfPart(route, position) ? stop.part.branchRules : [];
  if (stop.part.navigation === 'nonlinear') return [...part];
  return [...stop.item.branchRules, ...ended.toReversed().flatMap(({ branchRules }) => branchRules), ...part];
}

/** Whether rules decide what comes after a place, so that nothing ahead is known before they are asked. */
export const decidesAfter = (route: Route, position: number): boolean =>
  exitRules(route, position).length > 0 || entryConditions(route, position, position + 1).length > 0;

/** Whether what comes after a place can only be made once what is before is answered: the test presets its templates. */
export function presetsAfter(route: Route, position: number): boolean {
  const next = route[position + 1];
  if (!next) return false;
  const isPreset = ({ item }: Stop): boolean => presetsAmong(item.templateDefaults).length > 0;
  if (next.part.navigation === 'linear') return isPreset(next);
  return route[position]?.part !== next.part && route.some((stop) => stop.part === next.part && isPreset(stop));
}

/**
 * Where a rule's target lies; undefined when it is not ahead. Items and sections are reached within their part only.
 */
export function targetOf(route: Route, position: number, target: string): number | undefined {
  const here = route[position];
  if (!here) return undefined;
  const inside = { EXIT_SECTION: here.sections.at(-1), EXIT_TESTPART: here.part }[target];
  if (inside) {
    const out = route.findIndex(
      ({ sections, part }, index) => index > position && part !== inside && !sections.some((section) => section === inside),
    );
    return out === -1 ? route.length : out;
  }
  const found = route.findIndex((stop, index) => {
    if (index <= position) return false;
    if (stop.part !== here.part) return stop.part.identifier === target;
    return (
      keyOf(stop) === target || stop.item.identifier === target || stop.sections.some(({ identifier }) => identifier === target)
    );
  });
  return found === -1 ? undefined : found;
}

/** Everything whose time runs at a place, the test first. */
export const placesAt = (test: TestDefinition, { part, sections }: Stop) => [
  { level: 'test' as const, node: test },
  { level: 'part' as const, node: part },
  ...sections.map((node) => ({ level: 'section' as const, node })),
];
