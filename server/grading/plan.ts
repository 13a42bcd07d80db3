/**
 * The plan of one sitting (shared/journal/plan.ts), from the exam, the sitting's seed and what was answered so far. Where
 * rules decide what comes next, the session engine walks the candidate's route with the stored answers; the key never
 * leaves the server. The same input gives the same plan, and a newer plan begins with all of the older one.
 */
import { interactionsOf, leastOf, validateResponses } from '../../shared/assessment/validate.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import type { Asked, Plan, PlannedLimit } from '../../shared/journal/plan.ts';
import {
  controlOf,
  deliverItem,
  drawnItems,
  type Exam,
  type ExamItem,
  type Marking,
  mapBack,
  type PresetItem,
  type Presets,
  placesOf,
  presetsAmong,
  type Section,
  type TestDefinition,
  type TestPart,
  type TimeLimits,
} from '../exams/index.ts';
import { drawnValues } from './drawn-values.ts';
import { boundedScore, itemSeed, processOf } from './grade.ts';
import { QtiError } from './qti-error.ts';
import { randomOf } from './random.ts';
import { type ItemProgram, type ItemValues, keyOf, programOf, type Random, type Stop, testEngineOf } from './session/index.ts';
import { decidesAfter, presetsAfter } from './session/route.ts';
import { float, numberOf, type Value, writeValue } from './value.ts';

/** What a sitting has come to. */
export type Progress = {
  /** Stretches that the candidate has left for good. */
  ended: number;
  /** Responses by the form's item id. */
  answers: Readonly<Record<string, Responses>>;
  /** Milliseconds with each item. */
  spent: Readonly<Record<string, number>>;
};
export const notBegun: Progress = { ended: 0, answers: {}, spent: {} };

type Met = Stop & { id: string; stretch: number; presets: Presets; given: PresetItem };

/**
 * @param seed the sitting's secret
 * @param factor extra time; it makes every maximum longer, and leaves a minimum as it is
 * @returns null where the exam needs no plan
 */
export function planSitting(exam: Exam, seed: string, factor: number, progress: Progress = notBegun): Plan | null {
  const { test } = exam;
  if (!test) return null;
  const { met, complete, midPart } = walk(exam, test, seed, progress);
  const parts = [...new Set(met.map(({ part }) => part))];
  return {
    stretch: met.at(-1)?.stretch ?? 0,
    complete,
    midPart,
    minMs: milliseconds(test.limits?.min ?? null, 1),
    parts: parts.map(({ navigation, submission }) => ({
      linear: navigation === 'linear',
      together: submission === 'simultaneous',
    })),
    items: met.map((stop) => {
      const { allowSkipping, validateResponses: validate, allowReview } = controlOf(stop);
      const each = stop.part.submission === 'individual';
      return {
        id: stop.id,
        part: parts.indexOf(stop.part),
        stretch: stop.stretch,
        skip: !each || allowSkipping,
        validate: each && validate,
        ...(each && validate && { asks: askedIn(stop.given, seed) }),
        ...(stop.given.attempts !== undefined && { attempts: { most: stop.given.attempts, ends: endsIn(stop.given, seed) } }),
        review: allowReview,
      };
    }),
    limits: limitsOf(met, factor),
  };
}

/**
 * What the test gave the templates of the items that a candidate has met so far, by the item's id on the form: from the
 * answers before them, and the same whenever it is asked. Empty where no item's values depend on the test.
 */
export function presetsOf(exam: Exam, seed: string, progress: Progress): Readonly<Record<string, Presets>> {
  const { test } = exam;
  if (!test || !placesOf(test).some(({ item }) => presetsAmong(item.templateDefaults).length > 0)) return {};
  const { met } = walk(exam, test, seed, progress);
  return Object.fromEntries(met.map(({ id, presets }) => [id, presets]));
}

/** What a whole answer to an item holds at least, as this candidate has it. */
function askedIn(item: PresetItem, seed: string): Asked[] {
  const { content, responses } = deliverItem(item, seed, drawnValues);
  const types = new Map(responses.map(({ id, baseType }) => [id, baseType]));
  return interactionsOf(content).flatMap((interaction): Asked[] => {
    const type = types.get(interaction.response);
    const number = type === 'integer' || type === 'float' ? type : null;
    return [{ response: interaction.response, min: leastOf(interaction), number }];
  });
}

/** The buttons of an item that end an attempt, in the names of the form. */
const endsIn = (item: PresetItem, seed: string): string[] =>
  interactionsOf(deliverItem(item, seed, drawnValues).content).flatMap(({ interaction, response }) =>
    interaction === 'end-attempt' ? [response] : [],
  );

const milliseconds = (seconds: number | null, factor: number): number | null =>
  seconds === null ? null : Math.round(seconds * 1000 * factor);

/** Limits of what was met, in the order in which they are met, under names that tell nothing. */
function limitsOf(met: readonly Met[], factor: number): PlannedLimit[] {
  const limits = new Map<unknown, PlannedLimit>();
  const span = (
    node: { limits: TimeLimits | null },
    level: PlannedLimit['level'],
    title: string,
    item: string,
    key: unknown = node,
  ): void => {
    if (!node.limits) return;
    const { min, max, allowLate } = node.limits;
    const known = limits.get(key) ?? {
      id: `limit-${limits.size + 1}`,
      level,
      title,
      items: [],
      minMs: milliseconds(min, 1),
      maxMs: milliseconds(max, factor),
      late: allowLate,
    };
    limits.set(key, { ...known, items: [...known.items, item] });
  };
  for (const { part, sections, item, id } of met) {
    span(part, 'part', '', id);
    for (const section of sections) span(section, 'section', section.visible ? section.title : '', id);
    // Each instance has its item's time anew.
    span(item, 'item', '', id, id);
  }
  return [...limits.values()];
}

/** One candidate's way through the test as far as it is known: up to the rule that the next stretch waits for. */
function walk(exam: Exam, limited: TestDefinition, seed: string, { ended, answers, spent }: Progress) {
  const test = unlimited(limited);
  const written = new Map(placesOf(limited).map((place) => [place.item.identifier, place]));
  const places = new Map(placesOf(test).map((place) => [place.item.identifier, place]));
  const items = drawnItems(exam, seed);
  const route = items.flatMap((item): Stop[] => {
    const place = places.get(item.reference);
    return place ? [{ ...place, occurrence: item.instance.sequence - 1 }] : [];
  });
  const byKey = new Map(items.map((item) => [`${item.reference}.${item.instance.sequence}`, item]));
  const randoms = new Map<string, Random>();
  const engine = testEngineOf({
    test,
    outcomes: exam.scoring?.outcomes ?? [],
    route,
    programs: new Map(items.map((item) => [item.reference, programIn(item)])),
    // One source for each instance, from which its templates draw what the candidate was given.
    randomFor: (key) => {
      const item = byKey.get(key);
      const random = randoms.get(key) ?? randomOf(item ? itemSeed(item, seed) : `rules ${seed}`);
      randoms.set(key, random);
      return random;
    },
    forgiving: true,
  });

  const met: Met[] = [];
  let { session } = engine.begin(engine.start());
  let stretch = 1;
  let seconds = 0;
  session = engine.tell(session, seconds).session;
  for (let at = engine.standing(session); at; at = engine.standing(session)) {
    const item = byKey.get(keyOf(at.stop));
    const place = written.get(at.stop.item.identifier);
    if (!item || !place) break;
    session = engine.beginAttempt(session, true).session;
    const given = session.items[keyOf(at.stop)]?.presets ?? {};
    const presets = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, writeValue(value)]));
    met.push({ ...place, occurrence: at.stop.occurrence, id: item.id, stretch, presets, given: { ...item, presets } });
    const here = session.position;
    if (here + 1 >= route.length) return { met, complete: true, midPart: false };
    const decides = decidesAfter(route, here) || presetsAfter(route, here);
    if (decides && stretch > ended) {
      return { met, complete: false, midPart: route[here + 1]?.part === at.stop.part };
    }
    seconds += (spent[item.id] ?? 0) / 1000;
    session = engine.tell(session, seconds).session;
    session = engine.endAttempt(session, givenOf(item, seed, answers[item.id] ?? {}), true).session;
    session = engine.moveNext(session).session;
    if (decides) stretch += 1;
  }
  return { met, complete: true, midPart: false };
}

/** Responses as values under the author's names; nothing where the screen could not have produced them. */
function givenOf(item: ExamItem, seed: string, responses: Responses): Record<string, Value> {
  const mapped = mapBack(item, seed, responses);
  if (!mapped.ok || validateResponses({ ...item, stimulus: undefined }, mapped.responses).length > 0) return {};
  return Object.fromEntries(processOf(item).read(mapped.responses));
}

/**
 * Processing as results count it: SCORE lies within the item's bounds, and processing that makes no sense for an answer
 * scores nothing. It never stops an exam.
 */
function asGraded(program: ItemProgram, { max, min }: Pick<Marking, 'max' | 'min'>): ItemProgram {
  const within = (made: ItemValues, raw: number): ItemValues => ({
    ...made,
    values: { ...made.values, SCORE: float(boundedScore(raw, { max, min })) },
  });
  return {
    ...program,
    prepare: (values, random) => unless(() => program.prepare(values, random), values),
    respond(values, random) {
      const made = unless(() => program.respond(values, random), null);
      return made ? within(made, numberOf(made.values.SCORE ?? null) ?? 0) : within(values, 0);
    },
  };
}

function unless<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof QtiError) return otherwise;
    throw error;
  }
}

const programs = new WeakMap<ExamItem['marking'], ItemProgram>();
/** The item's program, made once. */
function programIn({ marking }: ExamItem): ItemProgram {
  const known = programs.get(marking) ?? asGraded(programOf(marking), marking);
  programs.set(marking, known);
  return known;
}

const unlimitedTests = new WeakMap<TestDefinition, TestDefinition>();
/**
 * The same test without time limits, which the journal shows as kept, feedback, which nobody sees before the release, and the
 * template defaults that the items hold.
 */
function unlimited(test: TestDefinition): TestDefinition {
  const known = unlimitedTests.get(test);
  if (known) return known;
  const inside = (section: Section): Section => ({
    ...section,
    limits: null,
    children: section.children.map((child) =>
      child.kind === 'section'
        ? inside(child)
        : { ...child, limits: null, templateDefaults: presetsAmong(child.templateDefaults) },
    ),
  });
  const parts = test.parts.map(
    (part): TestPart => ({ ...part, limits: null, feedback: [], sections: part.sections.map(inside) }),
  );
  const made = { ...test, limits: null, feedback: [], parts };
  unlimitedTests.set(test, made);
  return made;
}
