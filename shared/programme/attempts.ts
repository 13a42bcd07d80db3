/** Which attempts at an exam count, how many are left, and when the next may be. Pure. */
import type { AttemptRule } from './attempt-rule.ts';
import type { Evidence, ExamResult, Payment } from './evidence.ts';
import type { ExamRule, MultiPartExamRule } from './rules.ts';

export const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/** One attempt: one sitting, or the sittings of one go at a multi-part exam. */
export type Attempt = { start: number; end: number; results: ExamResult[] };

/** By time, then by sitting: the same whatever order the results came in. */
export const byTime = (a: ExamResult, b: ExamResult): number =>
  a.takenAt - b.takenAt || (a.sitting < b.sitting ? -1 : a.sitting > b.sitting ? 1 : 0);

/** Every attempt at the rule's exam, oldest first; those given back after a technical fault are none. */
export function attemptsAt(rule: ExamRule | MultiPartExamRule, results: readonly ExamResult[]): Attempt[] {
  const own = new Set(rule.kind === 'exam' ? [rule.exam] : rule.parts.map(({ exam }) => exam));
  const span = rule.kind === 'exam' ? 0 : rule.withinHours * HOUR_MS;
  const attempts: Attempt[] = [];
  for (const result of results.filter(({ exam, state }) => own.has(exam) && state !== 'restored').toSorted(byTime)) {
    const last = attempts.at(-1);
    const end = result.endedAt ?? result.takenAt;
    const joins =
      rule.kind === 'multi-part-exam' &&
      last !== undefined &&
      end - last.start <= span &&
      !last.results.some(({ exam }) => exam === result.exam);
    if (joins) {
      last.results.push(result);
      last.end = Math.max(last.end, end);
    } else attempts.push({ start: result.takenAt, end, results: [result] });
  }
  return attempts;
}

const counts = (rule: AttemptRule, { results }: Attempt): boolean =>
  rule.noShowCounts || rule.registrationCounts === true || results.some(({ state }) => state !== 'no-show');

export type Attempts = {
  /** Attempts that count as used. */
  used: number;
  /** Null for no limit. With what staff granted. */
  most: number | null;
  /** Bought and unused; null when attempts are not bought. */
  bought: number | null;
  /** ms since 1970; null when no wait is due. */
  notBefore: number | null;
  waitDays: number;
  /** Results of attempts that came after the last that counts. */
  beyond: ReadonlySet<ExamResult>;
};

/**
 * @param fees ids of the fees that are paid for this exam
 * @param at ms since 1970: a wait that is over by then is none
 */
export function attemptsOf(
  rule: ExamRule | MultiPartExamRule,
  evidence: Pick<Evidence, 'exams' | 'payments' | 'extraAttempts'>,
  { fees, at }: { fees: readonly string[]; at: number },
): Attempts {
  const attempts = attemptsAt(rule, evidence.exams);
  const { attempts: limits } = rule;
  if (!limits) return { used: attempts.length, most: null, bought: null, notBefore: null, waitDays: 0, beyond: new Set() };
  const counted = attempts.filter((attempt) => counts(limits, attempt));
  const granted = Math.min((evidence.extraAttempts ?? []).filter(({ exam }) => exam === rule.exam).length, limits.discretionary);
  const most = limits.most === null ? null : limits.most + granted;
  const beyond = new Set(most === null ? [] : counted.slice(most).flatMap(({ results }) => results));
  const last = counted.at(-1);
  const waitDays = limits.waitDays[Math.min(counted.length, limits.waitDays.length) - 1] ?? 0;
  const until = last && waitDays > 0 ? last.end + waitDays * DAY_MS : null;
  return {
    used: counted.length,
    most,
    bought: boughtLeft(limits, counted, granted, settledPayments(evidence.payments ?? [], fees)),
    notBefore: until !== null && until > at ? until : null,
    waitDays,
    beyond,
  };
}

/** Each payment once, in its newest state; only those of these fees that stand. */
export function settledPayments(payments: readonly Payment[], fees: readonly string[]): Payment[] {
  return newest(payments.filter(({ fee }) => fees.includes(fee))).filter(({ state }) => state === 'paid' || state === 'waived');
}

/** The newest state of each payment, by its reference. */
export function newest(payments: readonly Payment[]): Payment[] {
  const rank = { paid: 0, waived: 1, refunded: 2, 'charged-back': 3 };
  const sorted = payments.toSorted((a, b) => a.at - b.at || rank[a.state] - rank[b.state]);
  return [...new Map(sorted.map((payment) => [JSON.stringify([payment.fee, payment.reference]), payment])).values()];
}

/** Walks through payments and attempts in time: what a payment buys, what an attempt uses, what is carried over. */
function boughtLeft(
  rule: AttemptRule,
  counted: readonly Attempt[],
  granted: number,
  payments: readonly Payment[],
): number | null {
  if (rule.perPayment === undefined) return null;
  const each = rule.perPayment;
  const carried = { none: () => 0, half: (left: number) => Math.floor(left / 2), all: (left: number) => left };
  const steps = [
    ...payments.map(({ at }) => ({ at, buys: true })),
    ...counted.map(({ start }) => ({ at: start, buys: false })),
  ].toSorted((a, b) => a.at - b.at || Number(b.buys) - Number(a.buys));
  let left = 0;
  for (const { buys } of steps) left = buys ? carried[rule.carryOver ?? 'none'](left) + each : Math.max(0, left - 1);
  return left + granted;
}
