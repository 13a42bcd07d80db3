import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, CircleX, History, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import type { DecisionSummary } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { decisionsQuery } from '../app/queries.ts';
import { useTold } from '../app/said.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Choice } from '../ui/Field.tsx';
import { Page } from '../ui/Page.tsx';
import { RuleTree } from '../ui/RuleTree.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import s from './DecisionsPage.module.css';

const looks: Record<DecisionSummary['outcome'], { icon: LucideIcon; tone: Tone }> = {
  granted: { icon: CircleCheck, tone: 'green' },
  refused: { icon: CircleX, tone: 'plain' },
  'on-hold': { icon: CirclePause, tone: 'amber' },
};
const shownOf = {
  current: (decision: DecisionSummary) => !decision.superseded,
  'on-hold': (decision: DecisionSummary) => !decision.superseded && decision.outcome === 'on-hold',
  all: () => true,
} as const;
type Shown = keyof typeof shownOf;

/** Every decision with its rules: met, not met, or held, and the reason of each. */
export function DecisionsPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(decisionsQuery);
  const [shown, setShown] = useState<Shown>('current');
  const options = (['current', 'on-hold', 'all'] as const).map((value) => ({ value, label: t(`decisions.${value}`) }));
  return (
    <Page title={t('nav.decisions')} lead={t('decisions.lead')}>
      <Loaded query={query}>
        {(decisions) => {
          const list = decisions.filter(shownOf[shown]).toSorted((a, b) => b.decidedAt - a.decidedAt);
          if (decisions.length === 0) return <Empty title={t('decisions.none')}>{t('decisions.noneText')}</Empty>;
          return (
            <>
              <Choice label={t('decisions.show')} value={shown} onChange={setShown} options={options} />
              {list.length === 0 && <p role="status">{t('decisions.noneSuch')}</p>}
              <ol className={s.list}>
                {list.map((decision) => (
                  <li key={decision.id}>
                    <Decision decision={decision} />
                  </li>
                ))}
              </ol>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

function Decision({ decision }: { decision: DecisionSummary }) {
  const t = useText();
  const told = useTold();
  const when = useWhen();
  const { icon, tone } = looks[decision.outcome];
  return (
    <article className={s.decision} data-superseded={decision.superseded || undefined}>
      <header>
        <div>
          <h2>
            <bdi>{decision.name}</bdi>
          </h2>
          <p>
            {decision.programme} · {t('decisions.policy', { policy: decision.policy })} · {when.moment(decision.decidedAt)}
          </p>
        </div>
        <p className={s.tags}>
          {decision.superseded && <Tag icon={History}>{t('decisions.superseded')}</Tag>}
          <Tag icon={icon} tone={tone}>
            {t(`decision.${decision.outcome}`)}
          </Tag>
        </p>
      </header>
      <p className={s.reason}>{told(decision.report).reason}</p>
      <details>
        <summary>{t('decisions.rules')}</summary>
        <RuleTree report={decision.report} />
      </details>
      {decision.credential && (
        <Link to="/c/$id" params={{ id: decision.credential }}>
          {t('decisions.credential')}
        </Link>
      )}
    </article>
  );
}
