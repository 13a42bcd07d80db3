import { ShieldHalf } from 'lucide-react';
import type { ReactNode } from 'react';
import { LanguageLinks } from '../app/Frame.tsx';
import { useText } from '../app/text.tsx';
import s from './PublicCredentialPage.module.css';

/** The head of every page that anyone may see without signing in. */
export function PublicFrame({ children }: { children: ReactNode }) {
  const t = useText();
  return (
    <div className={s.page}>
      <header className={s.top}>
        <span>
          <ShieldHalf size={18} aria-hidden />
          {t('app.name')}
        </span>
        <LanguageLinks />
      </header>
      {children}
    </div>
  );
}
