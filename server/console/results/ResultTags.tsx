import { CircleCheck, CircleDashed, CircleSlash, CircleX, type LucideIcon, Stamp } from 'lucide-react';
import type { ResultSummary } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';

const states: Record<ResultSummary['state'], { icon: LucideIcon; tone: Tone }> = {
  provisional: { icon: CircleDashed, tone: 'violet' },
  final: { icon: Stamp, tone: 'plain' },
  invalidated: { icon: CircleSlash, tone: 'amber' },
};

export function ResultStateTag({ state }: { state: ResultSummary['state'] }) {
  const t = useText();
  return (
    <Tag icon={states[state].icon} tone={states[state].tone}>
      {t(`result.${state}`)}
    </Tag>
  );
}

export function PassTag({ passed }: { passed: boolean }) {
  const t = useText();
  return (
    <Tag icon={passed ? CircleCheck : CircleX} tone={passed ? 'green' : 'plain'}>
      {t(passed ? 'result.passed' : 'result.failed')}
    </Tag>
  );
}
