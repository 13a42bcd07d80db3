import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, Ban, Download, ShieldHalf } from 'lucide-react';
import type { PublicCredential } from '../../../shared/contract/public.ts';
import { badgeUrl, bundleUrl } from '../app/api.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { LanguageLinks } from '../app/Frame.tsx';
import { publicCredentialQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Loaded } from '../ui/States.tsx';
import s from './PublicCredentialPage.module.css';

/** What anyone may see of a credential, on screen and on paper. No sign-in. */
export function PublicCredentialPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(publicCredentialQuery(id));
  useTitle(t('app.titled', { page: query.data ? `${query.data.name}, ${query.data.programme}` : t('public.title') }));
  return (
    <div className={s.page}>
      <header className={s.top}>
        <span>
          <ShieldHalf size={18} aria-hidden />
          {t('app.name')}
        </span>
        <LanguageLinks />
      </header>
      <main>
        <Loaded query={query}>{(credential) => <Certificate credential={credential} />}</Loaded>
      </main>
    </div>
  );
}

function Certificate({ credential }: { credential: PublicCredential }) {
  const t = useText();
  const when = useWhen();
  const valid = credential.state === 'valid';
  return (
    <article className={s.card}>
      <p className={s.state} data-state={credential.state}>
        {valid ? <BadgeCheck size={20} aria-hidden /> : <Ban size={20} aria-hidden />}
        <span>
          <b>{t(valid ? 'public.valid' : 'public.revoked')}</b>{' '}
          {credential.revokedAt === null
            ? t('public.validText')
            : t('public.revokedText', { day: when.day(credential.revokedAt) })}
        </span>
      </p>
      <p className={s.intro}>{t('public.awarded')}</p>
      <h1 dir="auto">{credential.name}</h1>
      <p className={s.intro}>{t('public.for')}</p>
      <p className={s.programme} dir="auto">
        {credential.programme}
      </p>
      <dl className={s.facts}>
        <div>
          <dt>{t('public.issuer')}</dt>
          <dd dir="auto">{credential.issuer}</dd>
        </div>
        <div>
          <dt>{t('public.issued')}</dt>
          <dd>{when.day(credential.issuedAt)}</dd>
        </div>
        <div>
          <dt>{t('public.number')}</dt>
          <dd>
            <bdi>{credential.id}</bdi>
          </dd>
        </div>
      </dl>
      <section>
        <h2>{t('public.criteria')}</h2>
        <p dir="auto">{credential.criteria}</p>
      </section>
      <section>
        <h2>{t('public.check')}</h2>
        <p>{t('public.offline')}</p>
        <p className={s.links}>
          <a href={badgeUrl(credential.id)} download>
            <Download size={15} aria-hidden />
            {t('public.badge')}
          </a>
          <a href={bundleUrl(credential.id)} download>
            <Download size={15} aria-hidden />
            {t('public.bundle')}
          </a>
        </p>
      </section>
    </article>
  );
}
