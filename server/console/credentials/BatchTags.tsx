import { CircleAlert, CircleCheck, CircleX, Eye, Hourglass, type LucideIcon } from 'lucide-react';
import type { BatchRow, BatchSummary } from '../../../shared/contract/credentials.ts';
import { useText } from '../app/text.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import s from './Credentials.module.css';

const states: Record<BatchSummary['state'], { icon: LucideIcon; tone: Tone }> = {
  proposed: { icon: Hourglass, tone: 'blue' },
  approved: { icon: CircleCheck, tone: 'green' },
  declined: { icon: CircleX, tone: 'plain' },
};
const outcomes: Record<BatchRow['outcome'], { icon: LucideIcon; tone: Tone }> = {
  ready: { icon: CircleCheck, tone: 'green' },
  check: { icon: Eye, tone: 'amber' },
  problem: { icon: CircleAlert, tone: 'plain' },
};

export function BatchStateTag({ state }: { state: BatchSummary['state'] }) {
  const t = useText();
  return <Tag {...states[state]}>{t(`batch.${state}`)}</Tag>;
}

export function BatchOutcomeTag({ outcome, count }: { outcome: BatchRow['outcome']; count?: number }) {
  const t = useText();
  return (
    <Tag {...outcomes[outcome]}>
      {t(`batch.${outcome}`)}
      {count !== undefined && <b className="tnum">{count}</b>}
    </Tag>
  );
}

/** How many rows came out how. */
export function BatchCounts({ batch }: { batch: BatchSummary }) {
  return (
    <span className={s.counts}>
      <BatchOutcomeTag outcome="ready" count={batch.ready} />
      {batch.check > 0 && <BatchOutcomeTag outcome="check" count={batch.check} />}
      {batch.problems > 0 && <BatchOutcomeTag outcome="problem" count={batch.problems} />}
    </span>
  );
}
