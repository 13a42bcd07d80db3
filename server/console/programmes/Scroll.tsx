import type { ReactNode } from 'react';
import s from './Programmes.module.css';

/** A wide table on a narrow screen: it scrolls by itself, also by keyboard. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={s.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
