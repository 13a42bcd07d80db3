import { BadgeCheck, Ban } from 'lucide-react';
import type { CredentialSummary } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import { Tag } from '../ui/Tag.tsx';

export function CredentialStateTag({ state }: { state: CredentialSummary['state'] }) {
  const t = useText();
  return (
    <Tag icon={state === 'valid' ? BadgeCheck : Ban} tone={state === 'valid' ? 'green' : 'amber'}>
      {t(`credential.${state}`)}
    </Tag>
  );
}
