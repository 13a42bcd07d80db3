import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PublicCredential } from '../../../shared/contract/public.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { publicCredentialQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Loaded } from '../ui/States.tsx';
import { stateLooks } from './CredentialStateTag.tsx';
import { FileLinks } from './FileLinks.tsx';
import s from './PublicCredentialPage.module.css';
import { PublicFrame } from './PublicFrame.tsx';

/** What anyone may see of a credential, on screen and on paper. No sign-in. */
export function PublicCredentialPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(publicCredentialQuery(id));
  useTitle(t('app.titled', { page: query.data ? `${query.data.name}, ${query.data.programme}` : t('public.title') }));
  return (
    <PublicFrame>
      <main>
        <Loaded query={query}>{(credential) => <Certificate credential={credential} />}</Loaded>
      </main>
    </PublicFrame>
  );
}

function Certificate({ credential }: { credential: PublicCredential }) {
  const t = useText();
  const when = useWhen();
  const { state, changedAt, successor } = credential;
  const Icon = stateLooks[state].icon;
  return (
    <article className={s.card}>
      <p className={s.state} data-state={state}>
        <Icon size={20} aria-hidden />
        <span>
          <b>{t(`public.${state}`)}</b> {t(`public.${state}Text`, { day: when.day(changedAt ?? credential.issuedAt) })}{' '}
          {successor && (
            <Link to="/c/$id" params={{ id: successor }}>
              {t('public.successor')}
            </Link>
          )}
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
        <div>
          <dt>{t('public.did')}</dt>
          <dd>
            <bdi>{credential.did}</bdi>
          </dd>
        </div>
        {credential.documentUrl && (
          <div>
            <dt>{t('public.keys')}</dt>
            <dd>
              <a href={credential.documentUrl}>
                <bdi>{credential.documentUrl}</bdi>
              </a>
            </dd>
          </div>
        )}
      </dl>
      <section>
        <h2>{t('public.criteria')}</h2>
        <p dir="auto">{credential.criteria}</p>
      </section>
      <section>
        <h2>{t('public.check')}</h2>
        <p>{t('public.offline')}</p>
        <FileLinks id={credential.id} jwt={credential.jwt} />
      </section>
    </article>
  );
}
