import type { ReactNode } from 'react';
import { useTitle } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import s from './Page.module.css';

/** A light page's column: its heading, one line under it, and what can be done here. */
export function Page({
  title,
  lead,
  acts,
  children,
}: {
  title: string;
  lead?: ReactNode;
  acts?: ReactNode;
  children: ReactNode;
}) {
  const t = useText();
  useTitle(t('app.titled', { page: title }));
  return (
    <main className={s.page} id="main" tabIndex={-1}>
      <header className={s.head}>
        <div>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {acts && <div className={s.acts}>{acts}</div>}
      </header>
      {children}
    </main>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={s.section}>
      <header>
        <h2>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
