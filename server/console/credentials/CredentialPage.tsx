import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import type { CredentialPage as Shown } from '../../../shared/contract/credentials.ts';
import { useScheme } from '../app/document.ts';
import { credentialQuery } from '../app/queries.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { Changes } from './Changes.tsx';
import { CredentialActs } from './CredentialActs.tsx';
import { CredentialStateTag } from './CredentialStateTag.tsx';
import s from './Credentials.module.css';
import { FileLinks } from './FileLinks.tsx';
import { Roll } from './Roll.tsx';

/** One credential: its state, what led to it, its files, what the learner was told, and what can be done. */
export function CredentialPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const administers = isAdministrator(useAccount());
  const query = useQuery(credentialQuery(id));
  const { data } = query;
  return (
    <Page
      title={data?.credential.name ?? t('public.title')}
      lead={data && <bdi>{data.credential.programme}</bdi>}
      acts={data && administers && <CredentialActs credential={data.credential} />}
    >
      <Loaded query={query}>{(page) => <Body page={page} administers={administers} />}</Loaded>
    </Page>
  );
}

function Body({ page, administers }: { page: Shown; administers: boolean }) {
  const t = useText();
  const { credential } = page;
  return (
    <>
      <Facts page={page} />
      <Changes of={(change) => change.credential === credential.id} />
      <Section title={t('credential.files')}>
        <FileLinks id={credential.id} jwt={page.jwt} />
      </Section>
      <div className={s.two}>
        <History page={page} />
        <Notices page={page} />
      </div>
      <Roll page={page} administers={administers} />
    </>
  );
}

function Facts({ page: { credential, issuer, key, successor, predecessors } }: { page: Shown }) {
  const t = useText();
  const when = useWhen();
  const others = [
    ...(successor ? [{ label: t('credential.successor'), id: successor }] : []),
    ...predecessors.map((id) => ({ label: t('credential.predecessor'), id })),
  ];
  return (
    <Section
      title={t('col.state')}
      aside={
        <Link to="/c/$id" params={{ id: credential.id }} className={s.public ?? ''}>
          <ExternalLink size={14} aria-hidden />
          {t('credentials.open')}
        </Link>
      }
    >
      <dl className={s.facts}>
        <div>
          <dt>{t('col.state')}</dt>
          <dd>
            <CredentialStateTag state={credential.state} />
            {credential.changedAt !== null && (
              <span className={s.why}>
                {t('credential.since', { day: when.day(credential.changedAt) })} <span dir="auto">{credential.reason}</span>
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t('col.issued')}</dt>
          <dd>{when.day(credential.issuedAt)}</dd>
        </div>
        <div>
          <dt>{t('credential.number')}</dt>
          <dd>
            <bdi>{credential.id}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('credential.signedBy')}</dt>
          <dd>
            <bdi>{issuer}</bdi>
            <span className={s.why}>{t('credential.key', { number: key })}</span>
          </dd>
        </div>
        {others.map(({ label, id }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>
              <Link to="/credentials/$id" params={{ id }}>
                {t('credential.openOther')}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function History({ page: { history } }: { page: Shown }) {
  const t = useText();
  const when = useWhen();
  return (
    <Section title={t('credential.history')}>
      <ol className={s.history}>
        {history.map(({ at, by, event, reason }) => (
          <li key={`${at} ${event}`}>
            <b>{t(`credential.event.${event}`)}</b>
            <span>
              {when.moment(at)}, <bdi>{by}</bdi>
            </span>
            {reason && (
              <p>
                <bdi>{reason}</bdi>
              </p>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Notices({ page: { notices } }: { page: Shown }) {
  const t = useText();
  const when = useWhen();
  return (
    <Section title={t('credential.notices')}>
      {notices.length === 0 && <p className={s.note}>{t('credential.noNotices')}</p>}
      <ol className={s.history}>
        {notices.map(({ at, subject, text, sentAt }) => (
          <li key={`${at} ${subject}`}>
            <details className={s.notice}>
              <summary lang="en">{subject}</summary>
              <pre lang="en" dir="auto">
                {text}
              </pre>
            </details>
            <span>{sentAt === null ? t('credential.waiting') : t('credential.sent', { time: when.moment(sentAt) })}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
