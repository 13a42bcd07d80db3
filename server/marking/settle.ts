/**
 * When is a response marked? With the last judgement of a senior person; or with as many standing marks as the scheme
 * asks for, the first a person's, that agree: then with their mean. The model is never alone and never judges.
 */
import type { Levels, MarkingScheme, ScriptState } from '../../shared/contract/marking.ts';
import { agree, meanOf, totalOf } from './scheme.ts';
import { type Mark, MODEL, type Script } from './state.ts';

export type Settlement =
  | { state: Exclude<ScriptState, 'settled'> }
  | { state: 'settled'; levels: Levels; total: number; how: string; seq: number };

/** The marks that count, as many as the scheme asks for, people's first. */
export function standingMarks(scheme: MarkingScheme, script: Script): Mark[] {
  const valid = script.marks.filter((mark) => !mark.voided);
  const people = valid.filter((mark) => mark.marker !== MODEL);
  const model = scheme.second === 'model' && scheme.marks === 2 ? valid.filter((mark) => mark.marker === MODEL) : [];
  if (people.length === 0) return [];
  return [...people, ...model.slice(-1)].slice(0, scheme.marks);
}

/** How many marks of people a response needs. */
export const peopleNeeded = (scheme: MarkingScheme): number => (scheme.marks === 2 && scheme.second === 'person' ? 2 : 1);

const words = ['no', 'one', 'two'];

export function settlementOf(scheme: MarkingScheme, script: Script): Settlement {
  const marks = standingMarks(scheme, script);
  const best = totalOf(scheme, Object.fromEntries(scheme.criteria.map(({ id, levels }) => [id, levels.at(-1)?.points ?? 0])));
  const totals = marks.map(({ levels }) => totalOf(scheme, levels));
  const judgement = script.judgements.at(-1);
  if (judgement) {
    const total = totalOf(scheme, judgement.levels);
    const before = totals.length > 0 ? ` after ${totals.join(' and ')} of ${best}` : '';
    return {
      state: 'settled',
      levels: judgement.levels,
      total,
      how: `settled by a senior marker${before}: ${total}`,
      seq: judgement.seq,
    };
  }
  const [first, second] = marks;
  if (!first) return { state: 'waiting' };
  if (marks.length < scheme.marks) return { state: 'one-mark' };
  if (second && !agree(scheme, first.levels, second.levels)) return { state: 'to-adjudicate' };
  const levels = meanOf(
    scheme,
    marks.map((mark) => mark.levels),
  );
  const total = totalOf(scheme, levels);
  const who =
    second?.marker === MODEL ? 'one person and the model' : `${words[marks.length]} ${marks.length === 1 ? 'person' : 'people'}`;
  const mean = marks.length > 1 ? `, mean ${total}` : '';
  return {
    state: 'settled',
    levels,
    total,
    how: `marked by ${who}: ${totals.join(' and ')} of ${best}${mean}`,
    seq: Math.max(...marks.map(({ seq }) => seq)),
  };
}

/** Whether a settled mark may reach results. */
export const isOut = (scheme: MarkingScheme, released: number, settlement: Settlement): boolean =>
  settlement.state === 'settled' && (scheme.release === 'automatic' || settlement.seq <= released);
