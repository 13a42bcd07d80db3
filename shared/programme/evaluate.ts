/** Applies a requirement tree to evidence, with a reason for every rule. Pure. */
import type { RuleReport } from '../contract/console.ts';
import type { Evidence } from './evidence.ts';
import { gradeFor, isGrandfathered, judgeCapstone, judgeCourse, judgeNested, metWithin } from './judge-course.ts';
import { judgeExam, judgeMultiPart } from './judge-exam.ts';
import type { CohortRule, CombinedRule, Graded, Requirement } from './rules.ts';
import { shareToPercent, weighted } from './units.ts';
import { reportOf, type Status, type Verdict } from './verdict.ts';

/**
 * Evaluates one requirement.
 * @param at ms since 1970; ages of results are counted from here
 * @returns the report of the rule with one child per inner rule, in the programme's order
 */
export const evaluate = (requirement: Requirement, evidence: Evidence, at: number): RuleReport =>
  reportOf(judge(requirement, evidence, at));

/** Where two statuses meet, the one that allows less wins, save that a final shortfall needs no waiting. */
export const worst = (statuses: readonly Status[]): Status =>
  statuses.includes('unmet') ? 'unmet' : statuses.includes('held') ? 'held' : 'met';
const best = (statuses: readonly Status[]): Status =>
  statuses.includes('met') ? 'met' : statuses.includes('held') ? 'held' : 'unmet';
const statusesOf = (verdicts: readonly Verdict[]): Status[] => verdicts.map(({ status }) => status);

/** The same as `evaluate`, with the reasons as data. */
export function judge(rule: Requirement, evidence: Evidence, at: number): Verdict {
  switch (rule.kind) {
    case 'all-of': {
      const children = rule.of.map((inner) => judge(inner, evidence, at));
      const met = children.filter((child) => child.status === 'met').length;
      return { rule: rule.title, status: worst(statusesOf(children)), why: { is: 'all', met, of: children.length }, children };
    }
    case 'in-order': {
      const children = rule.of.map((inner) => judge(inner, evidence, at));
      const met = children.filter((child) => child.status === 'met').length;
      const next = children.find((child) => child.status !== 'met')?.rule ?? '';
      const why = { is: 'steps', met, of: children.length, next } as const;
      return { rule: rule.title, status: worst(statusesOf(children)), why, children };
    }
    case 'at-least': {
      const children = rule.of.map((inner) => judge(inner, evidence, at));
      const of = children.length;
      const needed = rule.count;
      if (rule.withinMonths !== undefined) {
        const met = metWithin({ ...rule, withinMonths: rule.withinMonths }, evidence, at);
        const why = { is: 'some-within', met, of, needed, months: rule.withinMonths } as const;
        return { rule: rule.title, status: met >= needed ? 'met' : 'unmet', why, children };
      }
      const met = children.filter((child) => child.status === 'met').length;
      const held = children.filter((child) => child.status === 'held').length;
      const status = met >= needed ? 'met' : met + held >= needed ? 'held' : 'unmet';
      return { rule: rule.title, status, why: { is: 'some', met, of, needed }, children };
    }
    case 'cohort':
      return judgeCohort(rule, evidence, at);
    case 'combined':
      return judgeCombined(rule, evidence, at);
    case 'course':
      return judgeCourse(rule, evidence.courses, at);
    case 'exam':
      return judgeExam(rule, evidence);
    case 'multi-part-exam':
      return judgeMultiPart(rule, evidence);
    case 'capstone':
      return judgeCapstone(rule, evidence, at);
    case 'programme':
      return judgeNested(rule, evidence, at);
  }
}

function judgeCohort(rule: CohortRule, evidence: Evidence, at: number): Verdict {
  const keeps = isGrandfathered(rule, evidence);
  const chosen = branchesFor(rule, evidence);
  const children = chosen.map((inner) => judge(inner, evidence, at));
  const is = !keeps ? 'present-rule' : children.length > 1 ? 'either-rule' : 'former-rule';
  return { rule: rule.title, status: best(statusesOf(children)), why: { is }, children };
}

/** Which of the two rules apply to this learner: one of them, or both to choose from. */
export const branchesFor = (rule: CohortRule, evidence: Evidence): Requirement[] =>
  !isGrandfathered(rule, evidence) ? [rule.present] : rule.choice === 'either' ? [rule.former, rule.present] : [rule.former];

/** The best result of each component counts, from whatever run or attempt. */
function judgeCombined(rule: CombinedRule, evidence: Evidence, at: number): Verdict {
  const { title, minimumPercent: needed } = rule;
  const children = rule.components.map(({ of }) => judge(of, evidence, at));
  const verdict = (status: Status, why: Verdict['why']): Verdict => ({ rule: title, status, why, children });
  const grades = rule.components.map(({ of }) => percentOf(of, evidence, at));
  const held = children.find(({ status }) => status === 'held');
  const short = rule.components.findIndex((_, i) => children[i]?.status === 'unmet');
  if (short < 0 && !held) {
    const earned = total(rule, grades);
    return verdict(earned >= needed ? 'met' : 'unmet', { is: 'combined', title, earned, needed });
  }
  const open = held ?? null;
  if (short < 0 && open) return verdict('held', { is: 'combined-held', title, part: open.rule });
  const part = rule.components[short]?.of;
  const earned = grades[short];
  if (!part || earned === null || earned === undefined)
    return verdict('unmet', { is: 'combined-missing', title, part: part?.title ?? title });
  return verdict('unmet', { is: 'combined-part', title, part: part.title, earned, needed: minimumOf(part) });
}

const total = (rule: CombinedRule, grades: readonly (number | null)[]): number =>
  weighted(rule.components.map(({ weightPercent: weight }, i) => ({ weight, percent: grades[i] ?? 0 })));

const minimumOf = (rule: Graded): number => (rule.kind === 'exam' ? shareToPercent(rule.passMarkShare) : rule.minimumPercent);

/** The grade a component brings, in percent; null when there is none that counts. */
function percentOf(rule: Graded, evidence: Evidence, at: number): number | null {
  if (rule.kind === 'course') return gradeFor(rule, evidence.courses, at);
  const { why } = rule.kind === 'exam' ? judgeExam(rule, evidence) : judgeCapstone(rule, evidence, at);
  return why.is === 'exam-scored' || why.is === 'capstone-scored' ? why.earned : null;
}
