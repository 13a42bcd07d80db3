import { Link } from '@tanstack/react-router';
import {
  BadgeCheck,
  BookOpen,
  FileCheck2,
  Hammer,
  History,
  Layers,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Scale,
  Sigma,
} from 'lucide-react';
import { innerOf, type Requirement } from '../../../shared/programme/index.ts';
import { useText } from '../app/text.tsx';
import s from './Programmes.module.css';
import { useWords } from './words.ts';

const icons: Record<Requirement['kind'], LucideIcon> = {
  'all-of': Layers,
  'at-least': ListChecks,
  'in-order': ListOrdered,
  cohort: History,
  course: BookOpen,
  exam: FileCheck2,
  'multi-part-exam': FileCheck2,
  combined: Sigma,
  capstone: Hammer,
  programme: BadgeCheck,
};

/** The same rule twice in one list is refused, and so are two with nothing but a title in common. */
const keyOf = (rule: Requirement): string => JSON.stringify(rule);

/** The requirement tree as a drawing that is a list as well: for eyes, paper and screen readers alike. */
export function RuleDrawing({ rule }: { rule: Requirement }) {
  return (
    <ul className={s.tree}>
      <Node rule={rule} />
    </ul>
  );
}

/** `mark`: what its group says of it; `step`: its number in an order. */
function Node({ rule, mark, step }: { rule: Requirement; mark?: string | undefined; step?: number | undefined }) {
  const t = useText();
  const words = useWords();
  const Icon = icons[rule.kind];
  const inner = innerOf(rule);
  const facts = [...(mark ? [mark] : []), ...words.facts(rule)];
  return (
    <li>
      <div className={s.node} data-kind={rule.kind}>
        {step !== undefined && <span className={s.step}>{words.f.number(step)}</span>}
        <Icon size={16} aria-hidden />
        <div>
          <p className={s.kind}>{t(`kind.${rule.kind}`)}</p>
          <p className={s.nodeTitle}>
            {rule.kind === 'programme' ? (
              <Link to="/rules/$id" params={{ id: rule.programme }}>
                <bdi>{rule.title}</bdi>
              </Link>
            ) : (
              <bdi>{rule.title}</bdi>
            )}
          </p>
          {facts.length > 0 && (
            <ul className={s.facts}>
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
        </div>
      </div>
      {rule.kind === 'cohort' ? (
        <ul className={s.inner}>
          <Branch title={t('cohortRule.former')} aside={words.kept(rule)} rule={rule.former} />
          <Branch title={t('cohortRule.present')} aside={[t(`cohortRule.${rule.choice}`)]} rule={rule.present} />
        </ul>
      ) : (
        inner.length > 0 && (
          <ul className={s.inner}>
            {rule.kind === 'combined'
              ? rule.components.map(({ of, weightPercent }) => (
                  <Node key={keyOf(of)} rule={of} mark={t('fact.weight', { weight: words.f.percent(weightPercent) })} />
                ))
              : inner.map((child, i) => (
                  <Node key={keyOf(child)} rule={child} step={rule.kind === 'in-order' ? i + 1 : undefined} />
                ))}
          </ul>
        )
      )}
    </li>
  );
}

function Branch({ title, aside, rule }: { title: string; aside: string[]; rule: Requirement }) {
  return (
    <li>
      <div className={s.branch}>
        <Scale size={14} aria-hidden />
        <p>
          <b>{title}</b> {aside.join(' · ')}
        </p>
      </div>
      <ul className={s.inner}>
        <Node rule={rule} />
      </ul>
    </li>
  );
}
