import { BadgeCheck, Ban, CirclePause, KeyRound, type LucideIcon, Replace } from 'lucide-react';
import type { ShownState } from '../../../shared/contract/credentials.ts';
import { useText } from '../app/text.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';

/** A state's sign, the same wherever it shows. */
export const stateLooks: Record<ShownState, { icon: LucideIcon; tone: Tone }> = {
  valid: { icon: BadgeCheck, tone: 'green' },
  suspended: { icon: CirclePause, tone: 'amber' },
  revoked: { icon: Ban, tone: 'red' },
  superseded: { icon: Replace, tone: 'plain' },
  'key-revoked': { icon: KeyRound, tone: 'red' },
};

export function CredentialStateTag({ state }: { state: ShownState }) {
  const t = useText();
  return <Tag {...stateLooks[state]}>{t(`credential.${state}`)}</Tag>;
}
