import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { Languages, LogOut, PlugZap, ShieldHalf } from 'lucide-react';
import { useState } from 'react';
import { consoleRoutes } from '../../../shared/contract/console.ts';
import { Button } from '../ui/Button.tsx';
import { FaultNote } from '../ui/States.tsx';
import { api } from './api.ts';
import s from './Frame.module.css';
import { Navigation } from './Navigation.tsx';
import { asFault, type Fault } from './problem.ts';
import { useAccount, useLink } from './session.tsx';
import { locales, useLocale, useText, useWhen } from './text.tsx';

/** The console around every page of someone signed in: where they may go, who they are, whether it is connected. */
export function Frame() {
  const t = useText();
  const account = useAccount();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [fault, setFault] = useState<Fault | null>(null);
  const signOut = async () => {
    try {
      await api(consoleRoutes.signOut, {});
      client.clear();
      await navigate({ to: '/sign-in' });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <>
      <a className={s.skip} href="#main">
        {t('nav.skip')}
      </a>
      <header className={s.top}>
        <span className={s.mark}>
          <ShieldHalf size={18} aria-hidden />
          <span className={s.word}>{t('app.name')}</span>
        </span>
        <Navigation />
        <div className={s.me}>
          <LanguageLinks />
          <span className={s.name}>
            <bdi>{account.name}</bdi>
          </span>
          <Button icon={LogOut} look="quiet" onPress={signOut}>
            {t('nav.signOut')}
          </Button>
        </div>
      </header>
      {fault && <FaultNote fault={fault} />}
      <LostConnection />
      <Outlet />
    </>
  );
}

/** The other languages, each in its own words. */
export function LanguageLinks() {
  const t = useText();
  const locale = useLocale();
  return locales
    .filter((other) => other !== locale)
    .map((other) => (
      <a key={other} className={s.language} href={`?locale=${other}`} lang={other} hrefLang={other}>
        <Languages size={15} aria-hidden />
        {t(`language.${other}`)}
      </a>
    ));
}

function LostConnection() {
  const t = useText();
  const when = useWhen();
  const link = useLink();
  return (
    <div role="status" className={s.status}>
      {link && link.lostAt !== null && (
        <p className={s.lost}>
          <PlugZap size={16} aria-hidden />
          {t('link.lost', { time: when.minute(link.lostAt) })}
        </p>
      )}
    </div>
  );
}
