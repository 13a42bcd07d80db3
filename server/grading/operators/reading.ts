/** Reading variables by their name, those of a test's items included. */
import type { Scope } from '../../exams/index.ts';
import type { State } from '../state.ts';
import type { ItemView, TestView } from '../test-view.ts';
import type { Value } from '../value.ts';

const isDeclared = (id: string, { responses, outcomes, templates }: Scope): boolean =>
  outcomes.has(id) || responses.has(id) || templates.has(id);

/** `Q01.SCORE` and `Q01.2.SCORE` as item, sequence and variable. */
export function itemVariable(id: string): { item: string; sequence: number | null; variable: string } | undefined {
  const parts = /^(.+?)(?:\.(\d+))?\.([^.]+)$/.exec(id);
  if (!parts) return undefined;
  const [, item = '', sequence, variable = ''] = parts;
  return { item, sequence: sequence === undefined ? null : Number(sequence), variable };
}

/** The item that a name of the test's level points into. */
export function itemOf(id: string, test: TestView | null): { view: ItemView; variable: string } | undefined {
  const named = itemVariable(id);
  const view = named && test?.item(named.item, named.sequence);
  return named && view ? { view, variable: named.variable } : undefined;
}

/** Compiles the reading of a variable; at run time undefined means that there is no such variable. */
export function readVariable(id: string, scope: Scope): (state: State) => Value | undefined {
  if (isDeclared(id, scope)) return (state) => state.variables.get(id) ?? null;
  if (scope.level !== 'test') return () => undefined;
  return (state) => {
    const found = itemOf(id, state.test);
    // Of parts and sections there is their duration, `S1.duration` (QTI 3.0, 2.3.2).
    return found ? found.view.variable(found.variable) : state.variables.get(id);
  };
}
