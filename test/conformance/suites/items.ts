/** Published items run once over one response, as the corpus describes it: import for scoring, respond, compare outcomes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Marking } from '../../../server/exams/index.ts';
import { Report } from '../../../server/exams/report.ts';
import { readScoring } from '../../../server/exams/scoring.ts';
import { Source } from '../../../server/exams/source.ts';
import { compileItem, type ItemProcess } from '../../../server/grading/process.ts';
import type { State } from '../../../server/grading/state.ts';
import { members, readValue, record, type Single, single, type Value } from '../../../server/grading/value.ts';
import { parseScalar, type QtiBaseType, qtiBaseTypes } from '../../../shared/assessment/value.ts';
import { parse } from './recorded.ts';

export type LoadedItem = { marking: Marking; process: ItemProcess; problems: Report['problems'] };

const loaded = new Map<string, LoadedItem>();

/** Reads an item for scoring, once. @throws Error when it is no XML */
export function load(folder: string, file: string): LoadedItem {
  const known = loaded.get(file);
  if (known) return known;
  const report = new Report();
  const root = parse(readFileSync(path.join(folder, file)));
  const marking = { ...readScoring(new Source(file, new Map(), report), root), max: 0, min: 0 };
  const made = { marking, process: compileItem(marking), problems: report.problems };
  loaded.set(file, made);
  return made;
}

const baseTypeOf = (text: string): QtiBaseType => qtiBaseTypes.find((known) => known === text) ?? 'string';

/** A response as the corpus writes it: a text, a list of texts, an object of fields, or null. */
export function responseValue(given: unknown, declared: Marking['responses'][number]): Value {
  if (given === null || given === undefined) return null;
  if (declared.cardinality === 'record') {
    const fields = Object.entries(given).flatMap(([name, field]): [string, Single][] => {
      const baseType = baseTypeOf(String(field?.baseType ?? 'string'));
      const scalar = parseScalar(baseType, String(field?.value ?? ''));
      return scalar === undefined ? [] : [[name, single(baseType, scalar)]];
    });
    return record(new Map(fields));
  }
  const baseType = declared.baseType ?? 'string';
  const texts = (Array.isArray(given) ? given : [given]).map(String);
  return readValue(declared.cardinality, baseType, texts);
}

/** One attempt at an item. @throws QtiError */
export function respond({ marking, process }: LoadedItem, responses: Record<string, unknown>, seed = 'conformance'): State {
  const state = process.begin(seed);
  const given = new Map(
    marking.responses
      .filter(({ id }) => Object.hasOwn(responses, id))
      .map((declared): [string, Value] => [declared.id, responseValue(responses[declared.id], declared)]),
  );
  process.attempt(state, given);
  return state;
}

/** Whether an outcome is what the corpus expects: numbers up to rounding, an empty container or text like NULL. */
export function agrees(value: Value, expected: unknown): boolean {
  const got = members(value);
  if (expected === null || expected === undefined || (Array.isArray(expected) && expected.length === 0))
    return got.length === 0 || (got.length === 1 && got[0] === '');
  if (value === null) return expected === '';
  if (value.cardinality === 'record') return false;
  const wanted = Array.isArray(expected) ? expected : [expected];
  if (wanted.length !== got.length) return false;
  const { baseType } = value;
  const alike = (a: unknown, b: (typeof got)[number] | undefined): boolean => {
    if (typeof b === 'number') return Math.abs(Number(a) - b) <= 1e-6 * Math.max(1, Math.abs(b)) || String(a) === String(b);
    const read = parseScalar(baseType, Array.isArray(a) ? a.join(' ') : String(a));
    return (
      read !== undefined && b !== undefined && JSON.stringify(sorted(baseType, read)) === JSON.stringify(sorted(baseType, b))
    );
  };
  if (value.cardinality !== 'multiple') return wanted.every((entry, i) => alike(entry, got[i]));
  const rest = [...got];
  return wanted.every((entry) => {
    const at = rest.findIndex((member) => alike(entry, member));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

const sorted = (baseType: QtiBaseType, value: unknown): unknown =>
  baseType === 'pair' && Array.isArray(value) ? value.toSorted() : value;
