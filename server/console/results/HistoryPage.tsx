import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultVersion } from '../../../shared/contract/results.ts';
import { useScheme } from '../app/document.ts';
import { resultQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { versionsQuery } from './queries.ts';
import s from './ResultPage.module.css';
import { ResultStateTag } from './ResultTags.tsx';

/** What a result was under each version of the keys, and why each was made. */
export function HistoryPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const result = useQuery(resultQuery(id));
  const query = useQuery(versionsQuery(id));
  return (
    <Page
      title={t('result.history')}
      lead={
        <Link to="/results/$id" params={{ id }}>
          <bdi>{result.data?.result.name ?? t('result.title')}</bdi>
        </Link>
      }
    >
      <Loaded query={query}>{(versions) => versions.map((version) => <Version key={version.keys} version={version} />)}</Loaded>
    </Page>
  );
}

function Version({ version: { keys, score, max, state, engine, replacedAt, made, changes } }: { version: ResultVersion }) {
  const t = useText();
  const when = useWhen();
  return (
    <Section title={t('result.underKeys', { keys })} aside={t('result.score', { score, max })}>
      <p className={s.tags}>
        <ResultStateTag state={state} />
        <span>{replacedAt === null ? t('result.stands') : t('result.replaced', { time: when.moment(replacedAt) })}</span>
        <span dir="ltr">{engine}</span>
      </p>
      {made ? (
        <p>
          {t('result.made', { proposedBy: made.proposedBy, approvedBy: made.approvedBy })} <q dir="auto">{made.reason}</q>
        </p>
      ) : (
        <p>{t('result.asPublished')}</p>
      )}
      {changes.length > 0 && (
        <table className={s.sections}>
          <thead>
            <tr>
              <th>{t('result.question')}</th>
              <th>{t('result.before')}</th>
              <th>{t('result.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ item, title, before, after }) => (
              <tr key={item}>
                <th scope="row">
                  <bdi>{title}</bdi>
                </th>
                <td className="tnum">{t('result.score', before)}</td>
                <td className="tnum">{t('result.score', after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
