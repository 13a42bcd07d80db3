/** Judges exams, in one part or several. Pure. */
import { attemptsAt, attemptsOf, byTime, HOUR_MS } from './attempts.ts';
import type { Evidence, ExamResult } from './evidence.ts';
import type { ExamRule, MultiPartExamRule } from './rules.ts';
import { type Share, shareToPercent, weighted } from './units.ts';
import type { Verdict, Why } from './verdict.ts';

const limits = { fees: [], at: 0 };

/** The results that count: those of attempts beyond the last that does are left out. */
function countingFor(
  rule: ExamRule | MultiPartExamRule,
  evidence: Evidence,
): { own: ExamResult[]; beyond: ReadonlySet<ExamResult> } {
  const names = new Set(rule.kind === 'exam' ? [rule.exam] : rule.parts.map(({ exam }) => exam));
  const { beyond } = attemptsOf(rule, evidence, limits);
  return { own: evidence.exams.filter((result) => names.has(result.exam) && !beyond.has(result)), beyond };
}

export function judgeExam(rule: ExamRule, evidence: Evidence): Verdict {
  const { title, passMarkShare } = rule;
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: title, status, why, children: [] });
  const scored = (score: Share): Why => ({
    is: 'exam-scored',
    title,
    earned: shareToPercent(score),
    needed: shareToPercent(passMarkShare),
  });
  const { own, beyond } = countingFor(rule, evidence);
  const best = own.filter((result) => result.state === 'final').toSorted((a, b) => b.score - a.score)[0];
  if (best && best.score >= passMarkShare) return verdict('met', scored(best.score));
  if (own.some((result) => result.state === 'provisional')) return verdict('held', { is: 'exam-provisional', title });
  const most = attemptsOf(rule, evidence, limits).most;
  if (most !== null && [...beyond].some(({ state, score }) => state === 'final' && score >= passMarkShare)) {
    return verdict('unmet', { is: 'exam-beyond', title, most });
  }
  if (best) return verdict('unmet', scored(best.score));
  if (own.some(({ state }) => state === 'invalidated')) return verdict('unmet', { is: 'exam-invalid', title });
  if (own.some(({ state }) => state === 'no-show')) return verdict('unmet', { is: 'exam-absent', title });
  return verdict('unmet', own.length > 0 ? { is: 'exam-restored', title } : { is: 'exam-none', title });
}

/** One result of each part, close enough together. `start`: when the first of them began. */
type Go = {
  start: number;
  results: ExamResult[];
  percent: number;
  provisional: boolean;
  short: { part: string; earned: number; needed: number } | null;
};

/** Every complete go: for each beginning, the best result of each part that ended in time. */
function goesAt(rule: MultiPartExamRule, results: readonly ExamResult[], usable: (result: ExamResult) => boolean): Go[] {
  const candidates = results.filter(usable).toSorted(byTime);
  return candidates.flatMap((first): Go[] => {
    const until = first.takenAt + rule.withinHours * HOUR_MS;
    const chosen = rule.parts.map(
      ({ exam }) =>
        candidates
          .filter((one) => one.exam === exam && one.takenAt >= first.takenAt && (one.endedAt ?? one.takenAt) <= until)
          .toSorted((a, b) => b.score - a.score || byTime(a, b))[0],
    );
    const all = chosen.filter((one) => one !== undefined);
    if (all.length < rule.parts.length) return [];
    const percent = weighted(
      all.map((one, i) => ({ weight: rule.parts[i]?.weightPercent ?? (0 as never), percent: shareToPercent(one.score) })), // as many as parts
    );
    const fallen = rule.parts.flatMap(({ title, minimumShare }, i) => {
      const score = all[i]?.score ?? (0 as Share); // as many as parts
      return minimumShare !== undefined && score < minimumShare
        ? [{ part: title, earned: shareToPercent(score), needed: shareToPercent(minimumShare) }]
        : [];
    });
    const provisional = all.some(({ state }) => state === 'provisional');
    return [{ start: first.takenAt, results: all, percent, provisional, short: fallen[0] ?? null }];
  });
}

const passes = (rule: MultiPartExamRule, go: Go): boolean =>
  go.short === null && go.percent >= shareToPercent(rule.passMarkShare);

export function judgeMultiPart(rule: MultiPartExamRule, evidence: Evidence): Verdict {
  const { title, withinHours: hours, passMarkShare } = rule;
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: title, status, why, children: [] });
  const scored = (go: Go): Why => ({
    is: 'parts-scored',
    title,
    earned: go.percent,
    needed: shareToPercent(passMarkShare),
    hours,
  });
  const { own } = countingFor(rule, evidence);
  const best = (goes: Go[]) =>
    goes.toSorted((a, b) => Number(passes(rule, b)) - Number(passes(rule, a)) || b.percent - a.percent)[0];
  const final = best(goesAt(rule, own, ({ state }) => state === 'final'));
  if (final && passes(rule, final)) return verdict('met', scored(final));
  if (own.some(({ state }) => state === 'provisional')) return verdict('held', { is: 'exam-provisional', title });
  if (final?.short) return verdict('unmet', { is: 'part-short', title, ...final.short });
  if (final) return verdict('unmet', scored(final));
  const missing = rule.parts.find(({ exam }) => !own.some((result) => result.exam === exam && result.state === 'final'));
  if (!missing) return verdict('unmet', { is: 'parts-apart', title, hours });
  if (own.length === 0) return verdict('unmet', { is: 'exam-none', title });
  const there = own.filter(({ exam }) => exam === missing.exam);
  if (there.some(({ state }) => state === 'invalidated')) return verdict('unmet', { is: 'exam-invalid', title });
  if (there.some(({ state }) => state === 'no-show')) return verdict('unmet', { is: 'exam-absent', title });
  return verdict('unmet', { is: 'parts-missing', title, part: missing.title });
}

/**
 * The sitting that counts for ages: the first one passed, or else the latest; a further attempt at a passed exam must not
 * make anything older.
 * @returns ms since 1970, or null when it was never sat
 */
export function momentOf(rule: ExamRule | MultiPartExamRule, results: readonly ExamResult[]): number | null {
  const attempts = attemptsAt(rule, results);
  const passed =
    rule.kind === 'exam'
      ? attempts.filter(({ results: own }) => own.some(({ state, score }) => state === 'final' && score >= rule.passMarkShare))
      : goesAt(rule, results, ({ state }) => state === 'final').filter((go) => passes(rule, go));
  if (passed.length > 0) return Math.min(...passed.map(({ start }) => start));
  return attempts.length > 0 ? Math.max(...attempts.map(({ start }) => start)) : null;
}
