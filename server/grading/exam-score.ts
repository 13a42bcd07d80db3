/**
 * The score of a whole exam by its own outcome processing (QTI 3.0, 5.97). A pure function of the exam, the candidate's
 * items and what was graded of each. An item counts as presented once it was answered: what was only looked at is not
 * part of the answers.
 */
import { type DrawnItem, type Exam, placesOf, type ResponseVariable, testScope } from '../exams/index.ts';
import { compileRules, type Run } from './compile.ts';
import { outcomeAtStart, valueUnder } from './declared.ts';
import { tidy } from './mapping.ts';
import { newState } from './state.ts';
import type { ItemView, TestView } from './test-view.ts';
import { equalValues, float, isNull, numberOf, single, type Value } from './value.ts';

/** `given` are responses under the author's names, empty where they were not to be scored; `outcomes` are lexical. */
export type Graded = {
  item: DrawnItem;
  given: ReadonlyMap<string, Value>;
  score: number;
  outcomes: Readonly<Record<string, string[] | null>>;
  /** The right answers that template processing made, by response. */
  corrects: ReadonlyMap<string, Value>;
  /** Time with it. */
  seconds: number;
};
type Scoring = NonNullable<Exam['scoring']>;

const compiled = new WeakMap<Scoring, Run>();

function viewOf({ item, given, score, outcomes, corrects, seconds }: Graded): ItemView {
  const { marking } = item;
  const isPresented = [...given.values()].some((value) => !isNull(value));
  const outcomeOf = (id: string) => marking.outcomes.find((outcome) => outcome.id === id);
  const own = (id: string): string => (Object.hasOwn(item.mappings ?? {}, id) ? (item.mappings?.[id] ?? id) : id);
  const responseOf = (id: string) => marking.responses.find((response) => response.id === id);
  const correctTo = (response: ResponseVariable): Value => corrects.get(response.id) ?? valueUnder(response, response.correct);
  const isCorrect = marking.responses.every((response) => {
    const value = given.get(response.id) ?? null;
    const right = correctTo(response);
    return value !== null && right !== null && equalValues(value, right);
  });
  return {
    identifier: item.reference,
    sequence: item.instance.sequence,
    variable(name): Value | undefined {
      if (name === 'duration') return single('duration', seconds);
      const id = own(name);
      // The score as it counts, within its bounds.
      if (id === 'SCORE') return float(score);
      const outcome = outcomeOf(id);
      return outcome ? valueUnder(outcome, outcomes[id] ?? null) : responseOf(id) && (given.get(id) ?? null);
    },
    outcome(name) {
      const id = own(name);
      const outcome = outcomeOf(id);
      if (!outcome || outcome.cardinality === 'record' || outcome.baseType === null) return undefined;
      const { cardinality, baseType, normalMaximum, normalMinimum } = outcome;
      const isScore = id === 'SCORE';
      return {
        cardinality,
        baseType,
        normalMaximum: isScore ? marking.max : normalMaximum,
        normalMinimum: isScore ? marking.min : normalMinimum,
      };
    },
    correct: (id) => {
      const response = responseOf(own(id));
      return response && correctTo(response);
    },
    default: (id) => {
      const outcome = outcomeOf(own(id));
      return outcome && outcomeAtStart(outcome);
    },
    weight: (id) => (Object.hasOwn(item.weights, id) ? item.weights[id] : undefined),
    isPresented: () => isPresented,
    isResponded: () => isPresented,
    isCorrect: () => isCorrect,
    isIncorrect: () => isPresented && !isCorrect,
  };
}

/** Runs the exam's outcome processing over what was graded; the score lies within its declared bounds. @param max the best score */
export function examScore(exam: Exam, scoring: Scoring, graded: readonly Graded[], max = scoring.max): number {
  return tidy(Math.min(max, Math.max(scoring.min, rawExamScore(exam, scoring, graded))));
}

/** The score that outcome processing comes to, without its bounds; 0 where that is no number. */
export function rawExamScore(exam: Exam, scoring: Scoring, graded: readonly Graded[]): number {
  const raw = numberOf(examOutcomes(exam, scoring, graded).get('SCORE') ?? null) ?? 0;
  return Number.isFinite(raw) ? raw : 0;
}

/** The test's outcomes after its outcome processing, with the times that it may ask for. */
export function examOutcomes(exam: Exam, scoring: Scoring, graded: readonly Graded[]): ReadonlyMap<string, Value> {
  const views = new Map(graded.map((one) => [one.item, viewOf(one)]));
  const together = handedInTogether(exam);
  const test: TestView = {
    items: ({ section, include, exclude }) =>
      graded.flatMap(({ item }) => {
        const view = views.get(item);
        const isIn = section === null || item.within.includes(section);
        const isAsked = include.length === 0 || item.categories.some((category) => include.includes(category));
        return view && isIn && isAsked && !item.categories.some((category) => exclude.includes(category)) ? [view] : [];
      }),
    item(identifier, sequence) {
      const instances = [...views.values()].filter((view) => view.identifier === identifier);
      if (sequence !== null) return instances.find((view) => view.sequence === sequence);
      // Without its number, an instance is meant that was handed in last, and only where a part is handed in as a whole.
      return instances.length === 1 || together.has(identifier) ? instances.at(-1) : undefined;
    },
  };
  const run = compiled.get(scoring) ?? compileRules(scoring.processing, testScope(scoring.outcomes));
  compiled.set(scoring, run);
  const variables = new Map(scoring.outcomes.map((outcome): [string, Value] => [outcome.id, outcomeAtStart(outcome)]));
  for (const [id, seconds] of durationsOf(exam, graded)) variables.set(id, single('duration', seconds));
  const state = newState({ variables, seed: 'exam', test });
  run(state);
  return state.variables;
}

/** References in parts that are handed in as a whole. */
const handedInTogether = ({ test }: Exam): ReadonlySet<string> =>
  new Set(
    (test ? placesOf(test) : []).flatMap(({ item, part }) => (part.submission === 'simultaneous' ? [item.identifier] : [])),
  );

/** Seconds in the test (`duration`), its sections and its parts (`S1.duration`), as outcome processing names them. */
function durationsOf({ test }: Exam, graded: readonly Graded[]): Map<string, number> {
  const seconds = new Map<string, number>();
  const partOf = new Map(test && placesOf(test).map(({ item, part }) => [item.identifier, part.identifier]));
  const add = (id: string, more: number) => seconds.set(id, (seconds.get(id) ?? 0) + more);
  add('duration', 0);
  for (const { item, seconds: spent } of graded) {
    const part = partOf.get(item.reference);
    add('duration', spent);
    for (const section of new Set([...item.within, ...(part === undefined ? [] : [part])])) add(`${section}.duration`, spent);
  }
  return seconds;
}
