import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, CircleX } from 'lucide-react';
import type { ToldDecision } from '../../../shared/contract/release.ts';
import { useText, useWhen } from '../app/text.tsx';
import cards from '../ui/Cards.module.css';
import { RuleTree } from '../ui/RuleTree.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './My.module.css';
import { Objecting } from './Objecting.tsx';
import type { Objection } from './objection.ts';

const looks = {
  granted: { icon: CircleCheck, tone: 'green' },
  refused: { icon: CircleX, tone: 'plain' },
  'on-hold': { icon: CirclePause, tone: 'amber' },
} as const;

/** What was decided in one programme, with a reason for every rule. */
export function DecisionCard({ decision, onObject }: { decision: ToldDecision; onObject: (objection: Objection) => void }) {
  const t = useText();
  const when = useWhen();
  const { programme, title, outcome, decidedAt, report, credential, ground } = decision;
  const { icon, tone } = looks[outcome];
  return (
    <li className={cards.card}>
      <header className={s.head}>
        <div>
          <h3 dir="auto">{title}</h3>
          <p className={s.subtitle}>{t('my.decidedOn', { day: when.day(decidedAt) })}</p>
        </div>
        <Tag icon={icon} tone={tone}>
          {t(`decision.${outcome}`)}
        </Tag>
      </header>
      {credential && (
        <Link to="/c/$id" params={{ id: credential }}>
          {t('my.credential')}
        </Link>
      )}
      <details className={cards.why} open={outcome !== 'granted'}>
        <summary>{t('my.why')}</summary>
        <RuleTree report={report} />
      </details>
      {(ground.may || ground.appeals.length > 0) && (
        <Objecting
          ground={ground}
          of={title}
          onObject={() => onObject({ about: { kind: 'decision', id: programme }, title: t('my.appealDecision', { title }) })}
        />
      )}
    </li>
  );
}
