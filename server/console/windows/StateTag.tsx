import { CalendarX, CircleCheck, CircleX, Hourglass, type LucideIcon, Play, Undo2 } from 'lucide-react';
import type { AuthorisationState } from '../../../shared/contract/registration.ts';
import { useText } from '../app/text.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';

const looks: Record<AuthorisationState, { icon: LucideIcon; tone: Tone }> = {
  granted: { icon: CircleCheck, tone: 'green' },
  used: { icon: Play, tone: 'blue' },
  expired: { icon: Hourglass, tone: 'plain' },
  cancelled: { icon: CircleX, tone: 'plain' },
  'no-show': { icon: CalendarX, tone: 'amber' },
  restored: { icon: Undo2, tone: 'violet' },
};

export function StateTag({ state }: { state: AuthorisationState }) {
  const t = useText();
  return <Tag {...looks[state]}>{t(`windows.state.${state}`)}</Tag>;
}
