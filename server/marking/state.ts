/** The state of one queue, projected from its events. The same events give the same state. */
import type { Levels, MarkingScheme, ScriptFlag } from '../../shared/contract/marking.ts';
import type { Numbered } from './events.ts';

export type Mark = {
  seq: number;
  script: string;
  /** The account's id, or `model`. */
  marker: string;
  name: string;
  levels: Levels;
  voided: boolean;
};
export type Judgement = { seq: number; by: string; name: string; levels: Levels; reason: string };
export type Script = {
  id: string;
  /** Place in the order of arrival, from 0. */
  place: number;
  use: 'live' | 'seed' | 'practice';
  /** What a known script deserves. */
  definitive: Levels | null;
  flags: ScriptFlag[];
  marks: Mark[];
  judgements: Judgement[];
  /** Marker to when their reservation ends, ms. */
  reserved: Map<string, number>;
};
export type Marker = {
  id: string;
  name: string;
  /** In their order, all uses. */
  marks: Mark[];
  /** The event of the last readmission, 0 without one: practice and seeds count from there. */
  since: number;
  stopped: boolean;
};
export type QueueState = {
  seq: number;
  scheme: MarkingScheme | null;
  scripts: Map<string, Script>;
  markers: Map<string, Marker>;
  /** The event of the last release, 0 without one. */
  released: number;
};

export const emptyQueue = (): QueueState => ({ seq: 0, scheme: null, scripts: new Map(), markers: new Map(), released: 0 });

/** All events from the first. */
export function project(events: readonly Numbered[]): QueueState {
  const state = emptyQueue();
  for (const event of events) advance(state, event);
  return state;
}

const markerOf = (state: QueueState, id: string, name: string): Marker => {
  const known = state.markers.get(id);
  if (known) return known;
  const made: Marker = { id, name, marks: [], since: 0, stopped: false };
  state.markers.set(id, made);
  return made;
};

const scriptOf = (state: QueueState, id: string): Script => {
  const script = state.scripts.get(id);
  if (!script) throw new Error(`The marking events name the script ${id}, which was never added.`);
  return script;
};

function add(state: QueueState, id: string, script: Pick<Script, 'use' | 'definitive' | 'flags'>): void {
  const place = state.scripts.size;
  state.scripts.set(id, { id, place, marks: [], judgements: [], reserved: new Map(), ...script });
}

/** Takes the next event into a state, in place: the state belongs to whoever advances it. */
export function advance(state: QueueState, { seq, event }: Numbered): void {
  if (seq !== state.seq + 1) throw new Error(`Event ${seq} does not follow event ${state.seq}.`);
  state.seq = seq;
  switch (event.kind) {
    case 'scheme-set':
      state.scheme = event.scheme;
      return;
    case 'script-added':
      add(state, event.script, { use: 'live', definitive: null, flags: [...event.flags] });
      return;
    case 'known-added':
      add(state, event.script, { use: event.use, definitive: event.levels, flags: [...event.flags] });
      return;
    case 'flagged': {
      const { flags } = scriptOf(state, event.script);
      if (!flags.includes(event.flag)) flags.push(event.flag);
      return;
    }
    case 'reserved':
      scriptOf(state, event.script).reserved.set(event.marker, event.until);
      return;
    case 'marked': {
      const { script: id, marker, name, levels } = event;
      const script = scriptOf(state, id);
      const mark: Mark = { seq, script: id, marker, name, levels, voided: false };
      script.reserved.delete(marker);
      script.marks.push(mark);
      markerOf(state, marker, name).marks.push(mark);
      return;
    }
    case 'model-marked': {
      const name = `model ${event.version}`;
      const mark: Mark = { seq, script: event.script, marker: MODEL, name, levels: event.levels, voided: false };
      scriptOf(state, event.script).marks.push(mark);
      return;
    }
    case 'stopped': {
      const marker = markerOf(state, event.marker, '');
      marker.stopped = true;
      for (const mark of marker.marks) if (event.voided.includes(mark.script)) mark.voided = true;
      for (const script of state.scripts.values()) script.reserved.delete(event.marker);
      return;
    }
    case 'readmitted': {
      const marker = markerOf(state, event.marker, '');
      marker.stopped = false;
      marker.since = seq;
      return;
    }
    case 'judged': {
      const { by, name, levels, reason } = event;
      scriptOf(state, event.script).judgements.push({ seq, by, name, levels, reason });
      return;
    }
    case 'released':
      state.released = seq;
      return;
  }
}

/** The name under which the model marks. No account has it: accounts' ids are UUIDs. */
export const MODEL = 'model';
