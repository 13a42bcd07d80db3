import { CircleCheck, CircleX, Hourglass, type LucideIcon, Undo2 } from 'lucide-react';
import type { ProposalState } from '../../../shared/contract/regrade.ts';
import { useText } from '../app/text.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';

const looks: Record<ProposalState, { icon: LucideIcon; tone: Tone }> = {
  proposed: { icon: Hourglass, tone: 'amber' },
  approved: { icon: CircleCheck, tone: 'green' },
  rejected: { icon: CircleX, tone: 'plain' },
  withdrawn: { icon: Undo2, tone: 'plain' },
};

export function ProposalTag({ state }: { state: ProposalState }) {
  const t = useText();
  return (
    <Tag icon={looks[state].icon} tone={looks[state].tone}>
      {t(`regrade.${state}`)}
    </Tag>
  );
}
