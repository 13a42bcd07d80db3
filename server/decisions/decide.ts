/** The decision itself: (programme version, evidence) -> outcome with reasons. Pure, and the same bytes every time. */
import canonicalize from 'canonicalize';
import * as z from 'zod';
import { Outcome, RuleReport } from '../../shared/contract/console.ts';
import { digest } from '../../shared/journal/chain.ts';
import {
  coursesOf,
  Evidence,
  evaluate,
  type Hold,
  holdReason,
  openFees,
  type Programme,
  policyOf,
  wordsOf,
} from '../programmes/index.ts';

export const Decision = z.object({
  learner: z.string(),
  /** The programme version whose rules were applied, `id@version`, and the SHA-256 of its canonical JSON. */
  policy: z.string(),
  policyHash: z.string(),
  /** SHA-256 of the evidence's canonical JSON, its lists in a fixed order. */
  evidenceHash: z.string(),
  outcome: Outcome,
  report: RuleReport,
});
export type Decision = z.infer<typeof Decision>;

/**
 * Decides on one learner in one programme version. While anything is open, it is on hold, whatever else is met or not:
 * neither a grant nor a refusal may stand on what can still change.
 */
export function decide(programme: Programme, given: Evidence): Decision {
  const evidence = arrange(given);
  const requirement = evaluate(programme.requirement, evidence, evidence.at);
  const fees = requirement.status === 'unmet' ? [] : unpaid(programme, evidence);
  const holds = reportHolds([...evidence.holds, ...fees, ...accounts(programme, evidence)]);
  const open = isHeldAnywhere(requirement) || holds.status === 'held';
  const outcome = open ? 'on-hold' : requirement.status === 'met' ? 'granted' : 'refused';
  return {
    learner: evidence.learner,
    policy: policyOf(programme),
    policyHash: digest(programme),
    evidenceHash: digest(evidence),
    outcome,
    report: { rule: programme.title, ...verdicts[outcome], children: [requirement, holds] },
  };
}

const verdicts: Record<Decision['outcome'], Pick<RuleReport, 'status' | 'reason'>> = {
  granted: { status: 'met', reason: 'Everything required is met and nothing is open.' },
  refused: { status: 'unmet', reason: 'Not everything required is met.' },
  'on-hold': { status: 'held', reason: 'Something is still open; nothing is decided until it is closed.' },
};

const isHeldAnywhere = (report: RuleReport): boolean => report.status === 'held' || report.children.some(isHeldAnywhere);

function reportHolds(holds: Evidence['holds']): RuleReport {
  const children = holds.map(({ kind, reason }) => ({ rule: holdTitles[kind], status: 'held' as const, reason, children: [] }));
  const open = children.length > 0;
  return {
    rule: 'Nothing open',
    status: open ? 'held' : 'met',
    reason: open ? `${children.length} open` : 'No incident or check is open.',
    children,
  };
}
export const holdTitles: Record<Evidence['holds'][number]['kind'], string> = {
  incident: 'Open incident',
  marking: 'Answer to be marked',
  identity: 'Identity check',
  revocation: 'Revoked credential',
  payment: 'Payment',
  regrade: 'Regrade',
  appeal: 'Appeal',
};

/** A fee that is due, or one that was taken back, where everything else is met: to be settled, and no reason to refuse. */
const unpaid = (programme: Programme, evidence: Evidence): Hold[] =>
  openFees(programme, evidence).map(({ why }) => ({ kind: 'payment', subject: evidence.learner, reason: wordsOf(why) }));

/** Whether they are one person's is for a person to say. */
function accounts({ sameAccount, requirement }: Programme, { courses, learner }: Evidence): Hold[] {
  const asked = new Set(coursesOf(requirement));
  const names = courses.flatMap(({ course, account }) => (account && asked.has(course) ? [account] : []));
  const different = [...new Set(names)].toSorted();
  if (!sameAccount || different.length < 2) return [];
  const reason = holdReason('hold.because.accounts', { accounts: different.join(', ') });
  return [{ kind: 'identity', subject: learner, reason: reason.slice(0, 500) }];
}

/** Keeps what the schema knows, in one order: in which order the database gave its rows must not matter. */
export function arrange(given: Evidence): Evidence {
  const evidence = Evidence.parse(given);
  return {
    ...evidence,
    courses: sorted(evidence.courses),
    exams: sorted(evidence.exams),
    holds: sorted(evidence.holds),
    ...(evidence.capstones ? { capstones: sorted(evidence.capstones) } : {}),
    ...(evidence.credentials ? { credentials: sorted(evidence.credentials) } : {}),
    ...(evidence.payments ? { payments: sorted(evidence.payments) } : {}),
    ...(evidence.extraAttempts ? { extraAttempts: sorted(evidence.extraAttempts) } : {}),
  };
}
const sorted = <T>(list: readonly T[]): T[] =>
  list
    .map((item) => ({ item, key: bytesOf(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);

/** The canonical text (RFC 8785) under which decisions and evidence are stored and compared. */
export function bytesOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('This value has no canonical JSON form.');
  return text;
}
