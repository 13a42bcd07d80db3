import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import s from './Tag.module.css';

export type Tone = 'plain' | 'red' | 'amber' | 'green' | 'blue' | 'violet';

/** A state: an icon and a word, and a colour only where it helps. */
export function Tag({ icon: Icon, tone = 'plain', children }: { icon: LucideIcon; tone?: Tone; children: ReactNode }) {
  return (
    <span className={s.tag} data-tone={tone}>
      <Icon size={13} strokeWidth={2.2} aria-hidden />
      {children}
    </span>
  );
}
