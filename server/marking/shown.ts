/** What each role is shown, from the state. A marker's view is built field by field, so that nothing else slips in. */
import type { MarkingDesk, QueueForMarker, ScriptFile, ScriptRow, ScriptToJudge } from '../../shared/contract/marking.ts';
import { mayJudge } from './acts.ts';
import type { Answer, AnswerFile } from './answer.ts';
import { totalOf } from './scheme.ts';
import { settlementOf } from './settle.ts';
import { practisedInRow, standingOf } from './standing.ts';
import { MODEL, type QueueState, type Script } from './state.ts';
import type { Queue } from './store.ts';

export const queueForMarker = (queue: Queue, state: QueueState, marker: string): QueueForMarker => ({
  queue: queue.id,
  exam: queue.examTitle,
  item: queue.itemTitle,
  standing: standingOf(state, marker),
  marked: state.markers.get(marker)?.marks.length ?? 0,
});

const filesFor = (files: readonly AnswerFile[]): ScriptFile[] => files.map(({ place, type, bytes }) => ({ place, type, bytes }));

/** @param given the script with its answer, which is what the marker reads */
export function deskFor(
  queue: Queue,
  state: QueueState,
  marker: string,
  given: ({ script: Script } & Answer) | null,
): MarkingDesk {
  const needed = state.scheme?.practice.inRow ?? 0;
  return {
    queue: queueForMarker(queue, state, marker),
    question: queue.question,
    scheme: state.scheme,
    practice: { needed, inRow: Math.min(needed, practisedInRow(state, state.markers.get(marker))) },
    script: given && {
      script: given.script.id,
      text: given.text,
      comment: given.comment,
      files: filesFor(given.files),
      flags: [...given.script.flags],
      practice: given.script.use === 'practice',
    },
  };
}

export function rowOf(queue: Queue, state: QueueState, script: Script, account: string): ScriptRow {
  const settlement = state.scheme ? settlementOf(state.scheme, script) : ({ state: 'waiting' } as const);
  return {
    queue: queue.id,
    script: script.id,
    item: queue.itemTitle,
    state: settlement.state,
    flags: [...script.flags],
    total: settlement.state === 'settled' ? settlement.total : null,
    mine: mayJudge(script, account),
  };
}

/** A senior person sees both marks, as exam boards do, and no name of whoever gave them. */
export function toJudge(
  queue: Queue,
  state: QueueState,
  script: Script,
  { text, comment, files }: Answer,
  account: string,
): ScriptToJudge | null {
  const { scheme } = state;
  if (!scheme) return null;
  const settlement = settlementOf(scheme, script);
  const people = script.marks.filter(({ marker, voided }) => marker !== MODEL && !voided);
  return {
    row: rowOf(queue, state, script, account),
    exam: queue.examTitle,
    question: queue.question,
    scheme,
    text,
    comment,
    files: filesFor(files),
    marks: script.marks
      .filter(({ voided }) => !voided)
      .map((mark) => ({
        label: mark.marker === MODEL ? 'model' : mark === people[0] ? 'first' : 'second',
        levels: mark.levels,
        total: totalOf(scheme, mark.levels),
      })),
    settled: settlement.state === 'settled' ? { levels: settlement.levels, total: settlement.total, how: settlement.how } : null,
  };
}
