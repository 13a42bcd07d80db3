/** Which incidents a reviewer is asked to decide, in which order, and what the evidence can be tagged with. Pure. */
import type { IncidentState, IncidentSummary } from '../../../shared/contract/console.ts';

const undecided: readonly IncidentState[] = ['open', 'second-review', 'third-review'];
export const isUndecided = (incident: IncidentSummary): boolean => undecided.includes(incident.state);

/** Undecided, and this reviewer has not recorded a finding on it yet. */
export const isForMe = (incident: IncidentSummary): boolean => incident.mine && isUndecided(incident);

/** What waits for this reviewer, the highest priority first, then the oldest. */
export const toDecide = (incidents: readonly IncidentSummary[]): IncidentSummary[] =>
  incidents.filter(isForMe).toSorted((a, b) => b.priority - a.priority || a.from - b.from);

/** All of them: first what waits for this reviewer, then what waits for others, then what is decided. */
export const forList = (incidents: readonly IncidentSummary[]): IncidentSummary[] => {
  const rank = (incident: IncidentSummary) => (isForMe(incident) ? 0 : isUndecided(incident) ? 1 : 2);
  return incidents.toSorted((a, b) => rank(a) - rank(b) || b.priority - a.priority || a.from - b.from);
};

/** The one to decide after `id`: the next in the list, else the first that is left. */
export function nextAfter(incidents: readonly IncidentSummary[], id: string): string | null {
  const list = toDecide(incidents);
  const at = list.findIndex((incident) => incident.id === id);
  const rest = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  return rest[0]?.id ?? null;
}

export type EvidenceTag = (typeof seen)[number] | (typeof byCause)[keyof typeof byCause][number];
const seen = ['as-reported', 'ordinary-behaviour', 'technical-cause', 'explained', 'not-visible'] as const;
const byCause = {
  'no-face': ['left-seat'],
  'several-faces': ['person-entered', 'spoken-words', 'content-discussed'],
  'second-person': ['person-entered', 'spoken-words', 'content-discussed'],
  'other-face': ['different-person'],
  'looking-away': ['reads-elsewhere'],
  phone: ['phone-in-use', 'phone-unused'],
  book: ['reads-from-book'],
  speech: ['spoken-words', 'content-discussed', 'reads-aloud'],
  'camera-covered': ['covered-by-hand'],
  'camera-lost': [],
  'monitor-lost': [],
  'picture-frozen': ['recorded-picture'],
  'virtual-camera': ['recorded-picture'],
  'too-dark': [],
  backlit: [],
  'too-far': [],
  typing: ['other-hands', 'pasted-text'],
  'focus-lost': ['other-window'],
  'display-added': ['other-display'],
  'program-found': ['program-in-use'],
  paste: ['pasted-text'],
  'proctor-note': ['person-entered', 'phone-in-use', 'spoken-words', 'content-discussed'],
} as const satisfies Record<IncidentSummary['cause'], readonly string[]>;

/** The tags that fit a cause: what was seen of it, then what holds for any. */
export const evidenceTags = (cause: IncidentSummary['cause']): EvidenceTag[] => [...byCause[cause], ...seen];
