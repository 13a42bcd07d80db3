/** Plans over the preview's form, and what main would make of moves in them. */
import { itemsOf } from '../../../shared/assessment/delivery.ts';
import type { ClientView } from '../../../shared/contract/bridge.ts';
import type { Plan, PlannedItem, PlannedLimit } from '../../../shared/journal/plan.ts';
import { newClock } from '../../../shared/sitting/clock.ts';
import { beginStretch, type Course, newCourse, type Underway, wayOut } from '../../../shared/sitting/course.ts';
import { viewCourse } from '../../../shared/sitting/course-view.ts';
import { form } from './form.ts';

const MINUTE = 60_000;
const ids = itemsOf(form).map(({ id }) => id);
const item = (id: string, part: number, more: Partial<PlannedItem> = {}): PlannedItem => ({
  id,
  part,
  stretch: 1,
  skip: true,
  validate: false,
  review: true,
  ...more,
});
const limit = (level: PlannedLimit['level'], items: string[], minutes: number, title = ''): PlannedLimit => ({
  id: `limit-${level}`,
  level,
  title,
  items,
  minMs: null,
  maxMs: minutes * MINUTE,
  late: false,
});
const FREE = { linear: false, together: false };
const LINEAR = { linear: true, together: false };
const base: Omit<Plan, 'items'> = { stretch: 1, complete: true, midPart: false, minMs: null, parts: [LINEAR], limits: [] };
const half = 6;
const inTwo = ids.map((id, index) => item(id, index < half ? 0 : 1, { skip: index !== 1 }));

const plans: Record<string, Plan> = {
  linear: { ...base, items: ids.map((id) => item(id, 0, { skip: false })) },
  parts: {
    ...base,
    parts: [FREE, LINEAR],
    items: inTwo,
    limits: [limit('part', ids.slice(0, half), 12), limit('section', ids.slice(0, 3), 4.5, 'Measures of health')],
  },
  rules: { ...base, complete: false, midPart: true, items: ids.slice(0, 3).map((id) => item(id, 0)) },
};

/** A course under a plan, at a question. */
export function courseOf(name: string, current: string | null): Course {
  const plan = plans[name] ?? plans.linear;
  if (!plan) throw new Error('There is no plan.');
  const course = beginStretch(newCourse(plan), 1);
  const at = plan.items.findIndex(({ id }) => id === current);
  return { ...course, at: Math.max(0, at) };
}

type Answers = NonNullable<ClientView['sitting']>['answers'];
const underway = (course: Course, answers: Answers): Underway => ({
  course,
  clock: newClock(90 * MINUTE, 0),
  spent: {},
  answers: Object.fromEntries(Object.entries(answers).map(([id, responses]) => [id, { responses }])),
});

export const courseView = (course: Course, answers: Answers) => viewCourse(underway(course, answers));
export const movedTo = (course: Course, id: string): Course => ({
  ...course,
  at: course.plan.items.findIndex((planned) => planned.id === id),
});
/** Leaves the part; what only the server knows is waited for. */
export function advanced(course: Course, answers: Answers): Course {
  const step = wayOut(underway(course, answers));
  if ('item' in step) return movedTo(course, step.item);
  return step.kind === 'stretch' ? { ...course, ended: course.begun } : course;
}
