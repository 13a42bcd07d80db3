/** What one tile of the wall shows, as a pure function of the sitting and its surroundings. */
import type { WallLevel, WallReason, WallTile } from '../../shared/contract/console.ts';
import type { SignalKind } from '../../shared/journal/entry.ts';
import { doubtsOf } from '../../shared/sitting/check-in.ts';
import { remainingMs } from '../../shared/sitting/clock.ts';
import { isOver } from '../../shared/sitting/state.ts';
import type { Incident } from '../review/index.ts';
import type { Live } from '../sittings/index.ts';

/** How long an incident keeps a tile standing out after its last signal; then it waits for review only. */
export const FRESH_MS = 180_000;

/** Causes at which a person should look at once; the others are worth an eye. */
const urgent: ReadonlySet<string> = new Set([
  'several-faces',
  'second-person',
  'other-face',
  'phone',
  'program-found',
  'display-added',
]);

export type Surroundings = {
  now: number;
  online: boolean;
  lastSeen: number | null;
  incidents: readonly Incident[];
  /** The newest technical signal. */
  technical: { signal: SignalKind; to: number } | null;
  still: string | null;
  /** Gates of the check-in that are not open. */
  held: readonly string[];
  /** Item id to question number, once the form was made. */
  order: Record<string, number>;
  questions: number;
};

type Attention = { level: WallLevel; reason: WallReason | null; since: number | null; note: string | null };

const rank: Record<WallLevel, number> = { now: 0, watch: 1, technical: 2, 'check-in': 3, quiet: 4, over: 5 };

/** All that calls for attention, the most pressing first. */
function attention({ state, offsets }: Live, { now, online, lastSeen, incidents, technical, held }: Surroundings): Attention {
  if (isOver(state.stage)) return { level: 'over', reason: null, since: state.endedAt, note: null };
  // Signals carry the time of the candidate's computer, which may be wrong by hours.
  const skew = [...offsets.values()].at(-1) ?? 0;
  const isFresh = (to: number) => now - (to + skew) <= FRESH_MS;
  const calls: Attention[] = [];
  if (state.help) calls.push({ level: 'now', reason: 'help', since: state.help.wall + skew, note: state.help.text });
  for (const incident of incidents) {
    if (incident.state !== 'open' || incident.cause === 'proctor-note' || !isFresh(incident.to)) continue;
    const level = urgent.has(incident.cause) ? 'now' : 'watch';
    calls.push({ level, reason: incident.cause, since: incident.from + skew, note: null });
  }
  if (held.length > 0) calls.push({ level: 'check-in', reason: 'gate', since: lastSeen, note: null });
  else if (state.stage === 'waiting') calls.push({ level: 'check-in', reason: 'release', since: lastSeen, note: null });
  if (!online) calls.push({ level: 'technical', reason: 'offline', since: lastSeen, note: null });
  else if (technical && isFresh(technical.to))
    calls.push({ level: 'technical', reason: technical.signal, since: technical.to + skew, note: null });
  const [first] = calls.toSorted((a, b) => rank[a.level] - rank[b.level] || (a.since ?? 0) - (b.since ?? 0));
  return first ?? { level: state.stage === 'check-in' ? 'check-in' : 'quiet', reason: null, since: null, note: null };
}

/** Draws one tile. Times in ms; `remainingMs` is an estimate that counts on from the last entry. */
export function tileOf(live: Live, around: Surroundings): WallTile {
  const { facts, state } = live;
  const left = remainingMs(state.clock);
  const sinceLast = state.clock.running && around.online && live.storedAt !== null ? around.now - live.storedAt : 0;
  return {
    sitting: facts.id,
    place: facts.place,
    name: facts.name,
    country: facts.country,
    stage: state.stage,
    ...attention(live, around),
    question: state.current && Object.hasOwn(around.order, state.current) ? (around.order[state.current] ?? null) : null,
    questions: around.questions,
    answered: Object.keys(state.answers).length,
    remainingMs: state.startedAt === null ? null : Math.max(0, left - sinceLast),
    online: around.online,
    lastSeen: around.lastSeen,
    still: around.still,
    doubts: state.stage === 'check-in' ? [] : doubtsOf(state),
    held: [...around.held],
    openIncidents: around.incidents.filter((incident) => incident.state !== 'dismissed' && incident.state !== 'upheld').length,
  };
}
