import { Link } from '@tanstack/react-router';
import { ChartBarBig, KeyRound, Layers } from 'lucide-react';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText } from '../app/text.tsx';
import s from './Credentials.module.css';

/** The pages that belong to credentials. */
export function CredentialLinks() {
  const t = useText();
  const administers = isAdministrator(useAccount());
  return (
    <nav className={s.links} aria-label={t('nav.credentials')}>
      {administers && (
        <Link to="/credentials/batches">
          <Layers size={15} aria-hidden />
          {t('nav.batches')}
        </Link>
      )}
      <Link to="/credentials/cohort">
        <ChartBarBig size={15} aria-hidden />
        {t('nav.cohort')}
      </Link>
      {administers && (
        <Link to="/credentials/issuer">
          <KeyRound size={15} aria-hidden />
          {t('nav.issuer')}
        </Link>
      )}
    </nav>
  );
}
