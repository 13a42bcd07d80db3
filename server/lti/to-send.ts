/** Which message to a platform follows from what is known. Pure. */
import type { ServerEntry } from '../../shared/journal/entry.ts';

/** A learner's outcome in one window, as grading has it. `at` is when it became so. */
export type Standing = { state: 'provisional' | 'final' | 'invalidated'; score: number; max: number };
/** A score of AGS 2.0 (3.4), without who it is for: that is fixed by the series. */
export type Score = {
  userId: string;
  scoreGiven?: number;
  scoreMaximum?: number;
  activityProgress: 'Completed';
  gradingProgress: 'FullyGraded' | 'PendingManual' | 'Failed';
  timestamp: string;
};
export type Sent = { number: number; body: Score };

/**
 * The score to send, or null when the platform knows it already. Only a final result gives points. One that stopped
 * being final takes back what was sent: a score without points clears the cell (AGS 2.0, 3.4.8).
 * Timestamps of one series always grow, so that a platform that takes the newest alone takes this one.
 */
export function scoreToSend(userId: string, standing: Standing | null, last: Sent | null, now: number): Sent | null {
  const content = contentOf(standing, last);
  if (content === null) return null;
  if (last && sameContent(last.body, content)) return null;
  const at = Math.max(now, last ? Date.parse(last.body.timestamp) + 1 : 0);
  return { number: (last?.number ?? 0) + 1, body: { userId, ...content, timestamp: new Date(at).toISOString() } };
}

type Content = Omit<Score, 'userId' | 'timestamp'>;
function contentOf(standing: Standing | null, last: Sent | null): Content | null {
  if (standing?.state === 'final')
    return {
      scoreGiven: standing.score,
      scoreMaximum: standing.max,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    };
  if (!last || !standing) return null;
  return { activityProgress: 'Completed', gradingProgress: standing.state === 'invalidated' ? 'Failed' : 'PendingManual' };
}
const sameContent = (a: Content, b: Content): boolean =>
  a.scoreGiven === b.scoreGiven && a.scoreMaximum === b.scoreMaximum && a.gradingProgress === b.gradingProgress;

// --- assessment control ---------------------------------------------------------------------------------------

export type ControlAction = 'pause' | 'resume' | 'terminate' | 'update' | 'flag';
export type ControlTarget = { issuer: string; sub: string; resource: string; attempt: number };
/** An Assessment Control Service request (Proctoring Services 1.0, 4.2). `extra_time` is minutes to be added. */
export type Control = {
  user: { iss: string; sub: string };
  resource_link: { id: string };
  attempt_number: number;
  action: ControlAction;
  incident_time: string;
  incident_severity: string;
  extra_time?: number;
  reason_code?: string;
  reason_msg?: string;
};

/** 0 to 1: how grave what happened is. Time and stops are no incidents; a note asks somebody to look. */
const severities: Record<ControlAction, string> = { pause: '0.0', resume: '0.0', update: '0.0', flag: '0.5', terminate: '1.0' };

/**
 * What a proctor's act on a sitting means for the platform whose assessment it watches, or null for acts that are none of
 * its business. A note's words are for staff and stay here.
 */
export function controlOf(entry: ServerEntry, to: ControlTarget): Control | null {
  const what = actionOf(entry);
  if (what === null) return null;
  const { action, ...more } = what;
  return {
    user: { iss: to.issuer, sub: to.sub },
    resource_link: { id: to.resource },
    attempt_number: to.attempt,
    action,
    incident_time: new Date(entry.at.wall).toISOString(),
    incident_severity: severities[action],
    ...more,
  };
}

type Action = Pick<Control, 'action' | 'extra_time' | 'reason_code' | 'reason_msg'>;
function actionOf(entry: ServerEntry): Action | null {
  switch (entry.kind) {
    case 'paused':
      return { action: 'pause', reason_code: entry.body.category, reason_msg: entry.body.reason };
    case 'resumed':
      return { action: 'resume' };
    case 'terminated':
      return { action: 'terminate', reason_code: entry.body.category, reason_msg: entry.body.reason };
    case 'extended':
      return {
        action: 'update',
        // Whole minutes, in the candidate's favour.
        extra_time: Math.ceil(entry.body.ms / 60_000),
        reason_code: entry.body.category,
        reason_msg: entry.body.reason,
      };
    case 'noted':
      return { action: 'flag', reason_code: 'proctor-note', reason_msg: 'A proctor asks for a review of this moment.' };
    default:
      return null;
  }
}

// --- trying again ---------------------------------------------------------------------------------------------

const FIRST_MS = 30_000;
const LONGEST_MS = 6 * 3600_000;

/** How long to wait after the `attempts`-th failure, from 1. @param jitter 0..1, so that platforms are not met by everyone at once */
export const waitAfter = (attempts: number, jitter: number, asked: number | null = null): number =>
  Math.min(LONGEST_MS, Math.max(asked ?? 0, Math.round(FIRST_MS * 2 ** Math.min(attempts - 1, 20) * (0.8 + 0.4 * jitter))));

/** What an answer means: to a score, 409 says that the platform has this one or a newer one. */
export function verdictOf(kind: 'score' | 'control', status: number): 'done' | 'again' | 'refused' {
  if (status === 409 && kind === 'score') return 'done';
  if (status === 0 || status === 401 || status === 408 || status === 425 || status === 429 || status >= 500) return 'again';
  return 'refused';
}
