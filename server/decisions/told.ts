/** A stored decision for readers of any language: its English words, and beside them what pages say. Pure. */
import type { RuleReport } from '../../shared/contract/console.ts';
import type { Said } from '../../shared/contract/said.ts';
import {
  type Evidence,
  holdSaid,
  judge,
  openFees,
  type Programme,
  saidOf,
  toldOf,
  wordsAlone,
  wordsOf,
} from '../programmes/index.ts';
import { bytesOf, type Decision, holdTitles } from './decide.ts';

/**
 * The report of a decision with its reasons as data, worked out again from the same rules and evidence. Where the words
 * would come out otherwise than they are stored, the stored ones stand alone.
 */
export function toldDecision(programme: Programme, evidence: Evidence, { report, outcome }: Decision): RuleReport {
  const [requirement, holds, ...more] = report.children;
  if (!requirement || !holds || more.length > 0) return report;
  const told = toldOf(judge(programme.requirement, evidence, evidence.at));
  const same = bytesOf(wordsAlone(told)) === bytesOf(requirement);
  return {
    ...report,
    said: [{ id: `outcome.${outcome}` }],
    children: [same ? told : requirement, toldHolds(programme, evidence, holds)],
  };
}

function toldHolds(programme: Programme, evidence: Evidence, holds: RuleReport): RuleReport {
  const fees = new Map(
    openFees(programme, evidence).map(({ rule, why }): [string, Said[]] => [
      wordsOf(why),
      [{ id: 'hold.because.fee', values: { title: rule } }, ...saidOf(why)],
    ]),
  );
  const titles = new Map<string, string>(Object.entries(holdTitles).map(([kind, title]) => [title, `hold.kind.${kind}`]));
  const count = holds.children.length;
  return {
    ...holds,
    title: 'hold.nothingOpen',
    said: [count === 0 ? { id: 'hold.none' } : { id: 'hold.count', values: { count } }],
    children: holds.children.map((child) => {
      const known = holdSaid(child.reason);
      const said = fees.get(child.reason) ?? (known ? [known] : null);
      const title = titles.get(child.rule);
      return { ...child, ...(title ? { title } : {}), ...(said ? { said } : {}) };
    }),
  };
}
