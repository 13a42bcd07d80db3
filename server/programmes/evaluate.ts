/** Applies a requirement tree to evidence, with a reason for every rule. Pure. */
import type { RuleReport } from '../../shared/contract/console.ts';
import { isOlderThan } from './dates.ts';
import type { CourseResult, Evidence, ExamResult } from './evidence.ts';
import type { CourseRule, ExamRule, Requirement } from './programme.ts';
import { showPercent, showShare } from './units.ts';

type Status = RuleReport['status'];

/** Where two statuses meet, the one that allows less wins, save that a final shortfall needs no waiting. */
const worst = (statuses: readonly Status[]): Status =>
  statuses.includes('unmet') ? 'unmet' : statuses.includes('held') ? 'held' : 'met';

/**
 * Evaluates one requirement.
 * @param at ms since 1970; ages of course results are counted from here
 * @returns the report of the rule with one child per inner rule, in the programme's order
 */
export function evaluate(requirement: Requirement, evidence: Evidence, at: number): RuleReport {
  switch (requirement.kind) {
    case 'all-of': {
      const children = requirement.of.map((inner) => evaluate(inner, evidence, at));
      const met = children.filter((child) => child.status === 'met').length;
      const reason = `${met} of ${children.length} met, all needed`;
      return { rule: requirement.title, status: worst(children.map((child) => child.status)), reason, children };
    }
    case 'at-least': {
      const children = requirement.of.map((inner) => evaluate(inner, evidence, at));
      const met = children.filter((child) => child.status === 'met').length;
      const held = children.filter((child) => child.status === 'held').length;
      const status = met >= requirement.count ? 'met' : met + held >= requirement.count ? 'held' : 'unmet';
      const reason = `${met} of ${children.length} met, ${requirement.count} needed`;
      return { rule: requirement.title, status, reason, children };
    }
    case 'course':
      return evaluateCourse(requirement, evidence.courses, at);
    case 'exam':
      return evaluateExam(requirement, evidence.exams);
  }
}

type Shortfall = { result: CourseResult; faults: string[] };

function evaluateCourse(rule: CourseRule, results: readonly CourseResult[], at: number): RuleReport {
  const report = (status: Status, words: string): RuleReport => ({
    rule: rule.title,
    status,
    reason: `${rule.course}: ${words}`,
    children: [],
  });
  const [nearest] = results
    .filter((result) => result.course === rule.course)
    .map((result): Shortfall => ({ result, faults: faultsOf(rule, result, at) }))
    .toSorted(byNearness);
  if (!nearest) return report('unmet', 'no result');
  if (nearest.faults.length > 0) return report('unmet', nearest.faults.join('; '));
  const { result } = nearest;
  const verified = result.verified ? ', verified' : '';
  return report('met', `${showPercent(result.grade)} earned${verified} (${result.completedOn})`);
}

function faultsOf(rule: CourseRule, result: CourseResult, at: number): string[] {
  const faults: string[] = [];
  if (result.grade < rule.minimumPercent) {
    faults.push(`${showPercent(result.grade)} earned, ${showPercent(rule.minimumPercent)} needed`);
  }
  if (rule.verifiedOnly && !result.verified) faults.push('not verified');
  if (rule.maximumAgeYears !== null && isOlderThan(result.completedOn, rule.maximumAgeYears, at)) {
    faults.push(`result older than ${years(rule.maximumAgeYears)} (${result.completedOn})`);
  }
  return faults;
}

/** The result that speaks best for the learner first: fewest faults, then the best grade, then the newest. */
const byNearness = (a: Shortfall, b: Shortfall): number =>
  a.faults.length - b.faults.length ||
  b.result.grade - a.result.grade ||
  compareText(b.result.completedOn, a.result.completedOn) ||
  compareText(a.result.run, b.result.run);

function evaluateExam(rule: ExamRule, results: readonly ExamResult[]): RuleReport {
  const report = (status: Status, words: string): RuleReport => ({
    rule: rule.title,
    status,
    reason: `${rule.title}: ${words}`,
    children: [],
  });
  const own = results.filter((result) => result.exam === rule.exam);
  const best = own.filter((result) => result.state === 'final').toSorted((a, b) => b.score - a.score)[0];
  if (best && best.score >= rule.passMarkShare) {
    return report('met', `${showShare(best.score)} earned, ${showShare(rule.passMarkShare)} needed`);
  }
  if (own.some((result) => result.state === 'provisional')) return report('held', 'the result is provisional');
  if (best) return report('unmet', `${showShare(best.score)} earned, ${showShare(rule.passMarkShare)} needed`);
  return report('unmet', own.length > 0 ? 'the result was declared invalid' : 'not taken');
}

const small = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const years = (count: number): string => (count === 1 ? 'one year' : `${small[count] ?? count} years`);

/** By code unit, the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Why a tree has this status: the reasons at its ends, along the rules that share the status. */
export function reasonsOf(report: RuleReport, status: Status): string[] {
  if (report.status !== status) return [];
  return report.children.length > 0 ? report.children.flatMap((child) => reasonsOf(child, status)) : [report.reason];
}
