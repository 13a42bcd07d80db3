import { CircleCheck, CirclePause, CircleX } from 'lucide-react';
import type { RuleReport } from '../../../shared/contract/console.ts';
import { useTold } from '../app/said.ts';
import { useText } from '../app/text.tsx';
import s from './RuleTree.module.css';
import { Tag } from './Tag.tsx';

const looks = {
  met: { icon: CircleCheck, tone: 'green' },
  unmet: { icon: CircleX, tone: 'plain' },
  held: { icon: CirclePause, tone: 'amber' },
} as const;

function Rule({ report }: { report: RuleReport }) {
  const t = useText();
  const { icon, tone } = looks[report.status];
  return (
    <li>
      <div className={s.rule}>
        <Tag icon={icon} tone={tone}>
          {t(`rule.${report.status}`)}
        </Tag>
        <span>
          <b dir="auto">{report.rule}</b>
          <span className={s.reason} dir="auto">
            {report.reason}
          </span>
        </span>
      </div>
      {report.children.length > 0 && (
        <ul>
          {report.children.map((child, i) => (
            // Two rules may have one title; their places tell them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: a stored report never changes
            <Rule key={i} report={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** The requirement tree as it was evaluated: every rule met, not met or held, and why, in the reader's language. */
export function RuleTree({ report }: { report: RuleReport }) {
  const told = useTold();
  return (
    <ul className={s.tree}>
      <Rule report={told(report)} />
    </ul>
  );
}
