/** Walks over requirement trees. Pure. */
import type { ExamRule, Leaf, MultiPartExamRule, Requirement } from './rules.ts';

/** The rules directly inside a group; none for whatever stands alone. */
export function innerOf(rule: Requirement): readonly Requirement[] {
  switch (rule.kind) {
    case 'all-of':
    case 'at-least':
    case 'in-order':
      return rule.of;
    case 'cohort':
      return [rule.former, rule.present];
    case 'combined':
      return rule.components.map(({ of }) => of);
    default:
      return [];
  }
}

/** Everything the tree asks for that stands alone, in the tree's order. */
export const leavesOf = (rule: Requirement): Leaf[] => {
  switch (rule.kind) {
    case 'all-of':
    case 'at-least':
    case 'in-order':
    case 'cohort':
    case 'combined':
      return innerOf(rule).flatMap(leavesOf);
    default:
      return [rule];
  }
};

export const depthOf = (rule: Requirement): number => {
  const inner = innerOf(rule);
  return inner.length > 0 ? 1 + Math.max(...inner.map(depthOf)) : 1;
};

/** An exam as it is sat: a part of a multi-part exam stands for itself, with the whole it belongs to. */
export type SatExam = { exam: string; title: string; rule: ExamRule | MultiPartExamRule };
/** Every exam that can be sat for this tree, each once. */
export function examsOf(rule: Requirement): SatExam[] {
  const all = leavesOf(rule).flatMap((leaf): SatExam[] => {
    if (leaf.kind === 'exam') return [{ exam: leaf.exam, title: leaf.title, rule: leaf }];
    if (leaf.kind !== 'multi-part-exam') return [];
    return leaf.parts.map(({ exam, title }) => ({ exam, title: `${leaf.title}: ${title}`, rule: leaf }));
  });
  return [...new Map(all.toReversed().map((one) => [one.exam, one])).values()].toReversed();
}

/** Every course code whose results matter to the tree, former codes included. */
export const coursesOf = (rule: Requirement): string[] => [
  ...new Set(
    leavesOf(rule).flatMap((leaf) =>
      leaf.kind === 'course' ? [leaf.course, ...(leaf.formerly ?? []).map(({ course }) => course)] : [],
    ),
  ),
];

/** The programmes whose credentials the tree asks for. */
export const nestedIn = (rule: Requirement): string[] => [
  ...new Set(leavesOf(rule).flatMap((leaf) => (leaf.kind === 'programme' ? [leaf.programme] : []))),
];

/**
 * The tree without its exams: what must be met before an exam may be taken.
 * @returns null when nothing but exams is required
 */
export function withoutExams(rule: Requirement): Requirement | null {
  switch (rule.kind) {
    case 'exam':
    case 'multi-part-exam':
      return null;
    case 'all-of':
    case 'in-order': {
      const of = rule.of.map(withoutExams).filter((inner) => inner !== null);
      return of.length > 0 ? { ...rule, of } : null;
    }
    case 'at-least': {
      const of = rule.of.map(withoutExams).filter((inner) => inner !== null);
      // Exams may supply part of the count, so that many fewer are needed of the rest.
      const count = rule.count - (rule.of.length - of.length);
      return of.length > 0 && count > 0 ? { ...rule, count, of } : null;
    }
    case 'cohort': {
      const former = withoutExams(rule.former);
      const present = withoutExams(rule.present);
      return former && present ? { ...rule, former, present } : null;
    }
    case 'combined': {
      const of = rule.components.map((component) => withoutExams(component.of)).filter((inner) => inner !== null);
      return of.length > 0 ? { kind: 'all-of', title: rule.title, of } : null;
    }
    default:
      return rule;
  }
}

/**
 * A circle of programmes that ask for each other's credentials, so that nobody could ever begin.
 * @param nestedOf the programmes that a programme asks for
 * @returns the ids along the circle from `start` back to itself, or null
 */
export function circleFrom(start: string, nestedOf: (programme: string) => readonly string[]): string[] | null {
  const done = new Set<string>();
  const walk = (id: string, trail: readonly string[]): string[] | null => {
    for (const next of nestedOf(id)) {
      if (next === start) return [...trail, next];
      if (done.has(next)) continue;
      done.add(next);
      const found = walk(next, [...trail, next]);
      if (found) return found;
    }
    return null;
  };
  return walk(start, [start]);
}
