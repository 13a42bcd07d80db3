import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FormattedNumber } from 'react-intl';
import type { ResultPage as Result } from '../../../shared/contract/console.ts';
import { resultRoutes } from '../../../shared/contract/results.ts';
import { addressOf } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { resultQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { AnswerFiles } from '../ui/AnswerFiles.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { Basis } from './Basis.tsx';
import { bySection, filesIn, type SectionScore } from './model.ts';
import { Recompute } from './Recompute.tsx';
import s from './ResultPage.module.css';
import { PassTag, ResultStateTag } from './ResultTags.tsx';

/** One result: the score by section, and for every item how the grade came about. */
export function ResultPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(resultQuery(id));
  return (
    <Page title={query.data?.result.name ?? t('result.title')} lead={query.data?.result.exam}>
      <Loaded query={query}>{(result) => <Body page={result} />}</Loaded>
    </Page>
  );
}

function Body({ page: { result, items, engine, comments } }: { page: Result }) {
  const t = useText();
  const when = useWhen();
  const sections = bySection(items);
  return (
    <>
      <section className={s.sum} aria-label={t('result.title')}>
        <p className={s.score}>
          <b>
            <FormattedNumber value={result.percent / 100} style="percent" maximumFractionDigits={1} />
          </b>
          <span>{t('result.score', { score: result.score, max: result.max })}</span>
        </p>
        <p className={s.tags}>
          <PassTag passed={result.passed} />
          <ResultStateTag state={result.state} />
        </p>
        <p>
          {t('result.graded', { time: when.moment(result.gradedAt), engine })}{' '}
          {result.openIncidents > 0 && t('result.held', { count: result.openIncidents })}{' '}
          {result.openMarks > 0 && t('marking.resultWaits', { count: result.openMarks })}{' '}
          <Link to="/sittings/$id" params={{ id: result.sitting }}>
            {t('result.sitting')}
          </Link>{' '}
          <Link to="/results/$id/history" params={{ id: result.id }}>
            {t('result.history')}
          </Link>
        </p>
      </section>
      <Recompute id={result.id} />
      <Section title={t('result.sections')}>
        <SectionTable sections={sections} />
      </Section>
      {sections.map((section) => (
        <Section
          key={section.section}
          title={section.section}
          aside={t('result.score', { score: section.score, max: section.max })}
        >
          <ol className={s.items}>
            {section.items.map((item) => (
              <li key={item.item}>
                <div className={s.item}>
                  <b>{item.title}</b>
                  <span className="tnum">{t('result.score', { score: item.score, max: item.max })}</span>
                </div>
                <ul className={s.trace}>
                  {item.trace.map((line, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a step may occur twice, and the list never changes
                    <li key={at} dir="auto">
                      {line}
                    </li>
                  ))}
                </ul>
                {comments[item.item] && (
                  <p className={s.comment}>
                    <b>{t('comment.title')}</b> <span dir="auto">{comments[item.item]}</span>
                  </p>
                )}
                {item.basis && (
                  <>
                    <AnswerFiles
                      files={filesIn(item.basis)}
                      addressOf={(place) =>
                        addressOf(resultRoutes.file, { params: { id: result.id, item: item.item, place: String(place) } })
                      }
                    />
                    <Basis basis={item.basis} />
                  </>
                )}
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

/** The chart and its table in one: a bar a row, the numbers beside it. */
function SectionTable({ sections }: { sections: readonly SectionScore[] }) {
  const t = useText();
  return (
    <table className={s.sections}>
      <thead>
        <tr>
          <th>{t('col.section')}</th>
          <th>{t('col.score')}</th>
          <th>{t('col.share')}</th>
        </tr>
      </thead>
      <tbody>
        {sections.map(({ section, score, max }) => (
          <tr key={section}>
            <th scope="row">{section}</th>
            <td className="tnum">{t('result.score', { score, max })}</td>
            <td>
              <svg className={s.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={100} height={8} className={s.whole} />
                <rect width={max > 0 ? (score / max) * 100 : 0} height={8} className={s.got} />
              </svg>
              <span className="tnum">
                <FormattedNumber value={max > 0 ? score / max : 0} style="percent" />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
