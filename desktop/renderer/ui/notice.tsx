/** A framed message inside a screen. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import s from './notice.module.css';

export type Tone = 'blue' | 'amber' | 'green' | 'red' | 'plain';
type Props = { tone: Tone; icon: LucideIcon; title: string; live?: boolean; children?: ReactNode };

/** `live` reads it out politely when it appears. */
export function Notice({ tone, icon: Icon, title, live, children }: Props) {
  return (
    <div className={s.notice} data-tone={tone} {...(live && { role: 'status' })}>
      <Icon aria-hidden className={s.icon} />
      <div className={s.body}>
        <p className={s.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}
