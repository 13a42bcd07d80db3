import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import type { Cohort } from '../../../shared/contract/credentials.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { cohortQuery } from '../app/queries.ts';
import { useLocale, useText } from '../app/text.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import s from './CohortPage.module.css';
import { PublicFrame } from './PublicFrame.tsx';

/** The cohort for everyone: how many, from where, in what, and who asked to be named. No sign-in. */
export function PublicCohortPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(cohortQuery);
  useTitle(t('app.titled', { page: t('cohort.title') }));
  return (
    <PublicFrame>
      <main className={s.main}>
        <h1>{t('cohort.title')}</h1>
        <Loaded query={query}>{(cohort) => <Figures cohort={cohort} />}</Loaded>
      </main>
    </PublicFrame>
  );
}

/** The same inside of the console: staff see no more than everyone does. */
export function CohortPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(cohortQuery);
  return (
    <Page
      title={t('cohort.title')}
      acts={
        <Link to="/cohort" className={s.public ?? ''}>
          <ExternalLink size={14} aria-hidden />
          {t('cohort.public')}
        </Link>
      }
    >
      <Loaded query={query}>{(cohort) => <Figures cohort={cohort} />}</Loaded>
    </Page>
  );
}

function Figures({ cohort }: { cohort: Cohort }) {
  const t = useText();
  const locale = useLocale();
  const countries = useMemo(() => new Intl.DisplayNames([locale], { type: 'region' }), [locale]);
  const countryOf = (code: string): string => {
    try {
      return countries.of(code) ?? code;
    } catch {
      return code;
    }
  };
  return (
    <>
      <p className={s.lead}>{t('cohort.lead', { issuer: cohort.issuer })}</p>
      {cohort.total === null ? (
        <p>{t('cohort.few', { least: cohort.least })}</p>
      ) : (
        <>
          <p className={s.sum}>
            <b>{t('cohort.people', { count: cohort.total })}</b>
            <b>{t('cohort.countries', { count: cohort.countries })}</b>
          </p>
          <div className={s.two}>
            <Bars
              title={t('cohort.byCountry')}
              head={t('col.country')}
              rows={cohort.byCountry.map(({ country, count }) => [country === null ? null : countryOf(country), count])}
            />
            <Bars
              title={t('cohort.byProgramme')}
              head={t('col.programme')}
              rows={cohort.byProgramme.map(({ programme, count }) => [programme, count])}
            />
          </div>
          <p className={s.note}>{t('cohort.least', { least: cohort.least })}</p>
        </>
      )}
      <Section title={t('cohort.names')}>
        {cohort.names.length === 0 && <p className={s.note}>{t('cohort.noNames')}</p>}
        <ul className={s.names}>
          {cohort.names.map(({ name, programme, credential }) => (
            <li key={credential}>
              <Link to="/c/$id" params={{ id: credential }}>
                <bdi>{name}</bdi>
              </Link>
              <span dir="auto">{programme}</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

type Rows = readonly (readonly [string | null, number])[];

/** A table whose figures are drawn as bars beside them. */
function Bars({ title, head, rows }: { title: string; head: string; rows: Rows }) {
  const t = useText();
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <Section title={title}>
      <table className={s.bars} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className={s.count}>
              {t('col.count')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, count]) => (
            <tr key={name ?? ''}>
              <th scope="row" dir="auto">
                {name ?? t('cohort.other')}
              </th>
              <td className={s.count}>{count}</td>
              <td className={s.drawn}>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false" aria-hidden="true">
                  <rect width={(count / most) * 100} height="10" data-other={name === null} />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
