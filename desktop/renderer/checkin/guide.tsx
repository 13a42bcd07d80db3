/** Advice on the picture: shown large, and said once to a screen reader when it changes. */
import { CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import s from './checkin.module.css';

export function GuideLine({ good, children }: { good: boolean; children: ReactNode }) {
  const Icon = good ? CircleCheck : Info;
  return (
    <div className={s.advice} data-good={good || undefined} data-empty={!children || undefined}>
      {children && <Icon aria-hidden className={s.icon} />}
      <p role="status">{children}</p>
    </div>
  );
}
