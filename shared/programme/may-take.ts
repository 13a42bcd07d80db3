/**
 * Whether an exam of a programme may be taken now, before anyone pays: what must be met before, attempts, waits, fees.
 * Windows, authorisations and identity checks are the registrations' own matter. Pure.
 */
import { attemptsOf } from './attempts.ts';
import { branchesFor, judge, worst } from './evaluate.ts';
import type { Evidence } from './evidence.ts';
import { judgeFee } from './judge-fees.ts';
import type { Programme } from './programme.ts';
import type { ExamRule, MultiPartExamRule, Requirement } from './rules.ts';
import { innerOf, withoutExams } from './tree.ts';
import type { Verdict, Why } from './verdict.ts';

/**
 * @param exam the exam as it is sat: for a multi-part exam, one of its parts or the whole
 * @param at ms since 1970
 * @returns met when the exam may be taken; the children say why not, each for itself
 */
export function mayTake(programme: Programme, exam: string, evidence: Evidence, at: number): Verdict {
  const resolved = resolve(programme.requirement, evidence);
  const path = resolved.map((tree) => pathTo(tree, exam)).find((found) => found !== null);
  const rule = path?.at(-1);
  if (!path || !rule || (rule.kind !== 'exam' && rule.kind !== 'multi-part-exam')) {
    return { rule: programme.title, status: 'unmet', why: { is: 'not-an-exam', exam }, children: [] };
  }
  const children = [before(path, evidence, at), ...attempts(programme, rule, evidence, at), fees(programme, rule, evidence)];
  const status = worst(children.map((child) => child.status));
  return { rule: rule.title, status, why: { is: status === 'met' ? 'may-take' : 'may-not-take' }, children };
}

/** The tree with every rule that changed replaced by the one that applies; several trees where one may choose. */
function resolve(rule: Requirement, evidence: Evidence): Requirement[] {
  switch (rule.kind) {
    case 'cohort':
      return branchesFor(rule, evidence).flatMap((branch) => resolve(branch, evidence));
    case 'all-of':
    case 'at-least':
    case 'in-order':
      return combinations(rule.of.map((inner) => resolve(inner, evidence))).map((of) => ({ ...rule, of }));
    default:
      return [rule];
  }
}
const combinations = (lists: readonly Requirement[][]): Requirement[][] =>
  lists.reduce<Requirement[][]>((all, list) => all.flatMap((some) => list.map((one) => [...some, one])), [[]]);

/** From the root to the rule of the exam. */
function pathTo(rule: Requirement, exam: string): Requirement[] | null {
  if (rule.kind === 'exam') return rule.exam === exam ? [rule] : null;
  if (rule.kind === 'multi-part-exam') return rule.exam === exam || rule.parts.some((part) => part.exam === exam) ? [rule] : null;
  for (const inner of innerOf(rule)) {
    const found = pathTo(inner, exam);
    if (found) return [rule, ...found];
  }
  return null;
}

/**
 * What comes before: earlier steps where there is an order, the other components of a combined grade; where neither is
 * said, everything of the programme that is no exam.
 */
function before(path: readonly Requirement[], evidence: Evidence, at: number): Verdict {
  const needed: Requirement[] = [];
  let ordered = false;
  for (const [i, rule] of path.entries()) {
    const next = path[i + 1];
    if (next === undefined) break;
    if (rule.kind === 'in-order') {
      ordered = true;
      needed.push(...rule.of.slice(0, rule.of.indexOf(next)));
    }
    if (rule.kind === 'combined') {
      ordered = true;
      needed.push(...rule.components.map(({ of }) => of).filter(({ kind }) => kind !== 'exam'));
    }
  }
  const [root] = path;
  const rest = !ordered && root ? withoutExams(root) : null;
  const all = rest ? [rest] : needed;
  const children = all.map((rule) => judge(rule, evidence, at));
  const met = children.filter(({ status }) => status === 'met').length;
  const why: Why = children.length === 0 ? { is: 'nothing-before' } : { is: 'all', met, of: children.length };
  return { rule: 'What comes before', status: worst(children.map(({ status }) => status)), why, children };
}

function attempts(programme: Programme, rule: ExamRule | MultiPartExamRule, evidence: Evidence, at: number): Verdict[] {
  const verdict = (name: string, status: Verdict['status'], why: Why): Verdict => ({ rule: name, status, why, children: [] });
  const own = attemptsOf(rule, evidence, { fees: feesFor(programme, rule.exam), at });
  const passed = judge(rule, evidence, at).status === 'met';
  if (passed && rule.attempts?.againAfterPass === false) {
    return [verdict('Attempts', 'unmet', { is: 'passed-already', title: rule.title })];
  }
  const { used, most, bought } = own;
  const left: Verdict =
    most !== null && used >= most
      ? verdict('Attempts', 'unmet', { is: 'attempts-used', used, most })
      : bought !== null && bought === 0
        ? verdict('Attempts', 'unmet', { is: 'attempts-unpaid', used })
        : verdict('Attempts', 'met', most === null ? { is: 'attempts-free', used } : { is: 'attempts-left', used, most });
  const wait: Verdict =
    own.notBefore === null || passed
      ? verdict('Wait', 'met', { is: 'no-wait' })
      : verdict('Wait', 'unmet', { is: 'wait', days: own.waitDays, until: own.notBefore });
  return [left, wait];
}

const feesFor = ({ fees }: Programme, exam: string): string[] =>
  (fees?.list ?? []).flatMap((fee) => (fee.for.kind === 'exam' && fee.for.exam === exam ? [fee.id] : []));

/** Fees due before one registers: those for this exam, for the identity check and for the programme. */
function fees(programme: Programme, rule: ExamRule | MultiPartExamRule, evidence: Evidence): Verdict {
  const currency = programme.fees?.currency ?? '';
  const due = (programme.fees?.list ?? []).filter(
    (fee) =>
      fee.due === 'before-registration' &&
      (fee.for.kind === 'identity' || fee.for.kind === 'programme' || (fee.for.kind === 'exam' && fee.for.exam === rule.exam)),
  );
  const children = due.map((fee) => judgeFee(fee, currency, evidence.payments ?? []));
  const met = children.filter(({ status }) => status === 'met').length;
  const why: Why = children.length === 0 ? { is: 'fees-settled' } : { is: 'all', met, of: children.length };
  return { rule: 'Fees', status: worst(children.map(({ status }) => status)), why, children };
}
