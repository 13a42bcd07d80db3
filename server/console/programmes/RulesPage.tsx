import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PublicProgramme } from '../../../shared/contract/programmes.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import { Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { CostTable } from './CostTable.tsx';
import { ExamRules, FailRules, RunRules } from './ExamRules.tsx';
import { PathwayWords } from './PathwayWords.tsx';
import s from './Programmes.module.css';
import { listedQuery, rulesQuery } from './queries.ts';
import { RuleDrawing } from './RuleDrawing.tsx';
import { useFigures } from './words.ts';

/** Every published programme, for anyone. */
export function ListedPage() {
  const t = useText();
  useScheme('light');
  useTitle(t('app.titled', { page: t('rules.list') }));
  const query = useQuery(listedQuery);
  return (
    <PublicFrame>
      <main className={s.wide}>
        <h1>{t('rules.list')}</h1>
        <Loaded query={query}>
          {(all) =>
            all.length === 0 ? (
              <Empty title={t('rules.none')}>{t('rules.noneText')}</Empty>
            ) : (
              <ul className={s.rows}>
                {all.map(({ id, title, description, class: kind }) => (
                  <li key={id}>
                    <Link to="/rules/$id" params={{ id }}>
                      <b dir="auto">{title}</b>
                    </Link>
                    {kind && <span className={s.small}> {t(`class.${kind}`)}</span>}
                    <p dir="auto" className={s.small}>
                      {description}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </main>
    </PublicFrame>
  );
}

/** The rules of one programme, written out from the policy that decides: nothing here is kept anywhere else. */
export function RulesPage({ id, version }: { id: string; version?: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(rulesQuery(id, version));
  useTitle(t('app.titled', { page: query.data?.programme.title ?? t('rules.title') }));
  return (
    <PublicFrame>
      <main className={s.wide}>
        <Loaded query={query}>{(rules) => <Rules rules={rules} />}</Loaded>
      </main>
    </PublicFrame>
  );
}

function Rules({ rules }: { rules: PublicProgramme }) {
  const t = useText();
  const f = useFigures();
  const { programme, issuer, related, publishedAt, versions, hash } = rules;
  const { id, title, description, fees, pathways = [], standing, assumptions = [], sources = [], letters = [] } = programme;
  const isNewest = versions[0] === programme.version;
  return (
    <>
      <div>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p dir="auto">{description}</p>
      </div>
      {!isNewest && (
        <p className={s.warn}>
          {t('rules.older', { version: programme.version })}{' '}
          <Link to="/rules/$id" params={{ id }}>
            {t('rules.newest')}
          </Link>
        </p>
      )}
      <Link to="/rules/$id/what-if" params={{ id }} className={s.act ?? ''}>
        <CircleHelp size={16} aria-hidden />
        {t('rules.whatIf')}
      </Link>
      <Section title={t('rules.needed')}>
        <RuleDrawing rule={programme.requirement} />
      </Section>
      <Text title={t('rules.exam')}>
        <ExamRules programme={programme} />
      </Text>
      <Text title={t('rules.fail')}>
        <FailRules programme={programme} />
      </Text>
      <Text title={t('rules.runs')}>
        <RunRules programme={programme} />
      </Text>
      <Section title={t('rules.cost')}>{fees ? <CostTable fees={fees} /> : <p>{t('cost.none')}</p>}</Section>
      <Text title={t('rules.decision')}>
        <ul>
          <li>{t('decision.all')}</li>
          <li>{t('decision.held')}</li>
          <li>{t('decision.version')}</li>
          <li>{t('decision.best')}</li>
          {programme.appealDays !== undefined && <li>{t('decision.appeal', { days: programme.appealDays })}</li>}
          {programme.sameAccount && <li>{t('decision.account')}</li>}
        </ul>
      </Text>
      <Text title={t('rules.worth')}>
        <ul>
          {programme.class && <li>{t(`worth.${programme.class}`)}</li>}
          <li>{t('worth.issuer', { issuer })}</li>
          <li>{t('worth.noDegree')}</li>
          {standing && <li dir="auto">{standing}</li>}
          {related.map((one) => (
            <li key={one.id}>
              {t('worth.related')}{' '}
              <Link to="/rules/$id" params={{ id: one.id }}>
                <bdi>{one.title}</bdi>
              </Link>
            </li>
          ))}
        </ul>
        <PathwayWords pathways={pathways} />
      </Text>
      {letters.length > 0 && (
        <Text title={t('rules.letters')}>
          <ul>
            {letters.map(({ letter, fromPercent }) => (
              <li key={letter}>{t('rules.letter', { letter, from: f.percent(fromPercent) })}</li>
            ))}
          </ul>
        </Text>
      )}
      {(assumptions.length > 0 || sources.length > 0) && (
        <Text title={t('rules.assumed')}>
          <p>{t('rules.assumedText')}</p>
          <ul>
            {assumptions.map((one) => (
              <li key={one} dir="auto">
                {one}
              </li>
            ))}
          </ul>
          {sources.length > 0 && <h3>{t('rules.sources')}</h3>}
          <ul>
            {sources.map((one) => (
              <li key={one} className={s.small}>
                <a href={one} rel="noreferrer" className={s.source}>
                  <bdi>{one}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </Text>
      )}
      <p className={s.small}>
        {t('rules.version', { version: programme.version, day: f.moment(publishedAt) })}{' '}
        <a href={`/programmes/${id}/${programme.version}/programme.json`}>{t('rules.json')}</a>
        <br />
        SHA-256 <bdi>{hash}</bdi>
      </p>
    </>
  );
}

function Text({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <div className={s.text}>{children}</div>
    </Section>
  );
}
