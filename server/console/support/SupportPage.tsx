import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useIntl } from 'react-intl';
import { registrationRoutes } from '../../../shared/contract/registration.ts';
import { type SupportPage as Shown, supportRoutes } from '../../../shared/contract/support.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useSaidHold, useTold } from '../app/said.ts';
import { sayOr, useText, useWhen } from '../app/text.tsx';
import { CredentialStateTag } from '../credentials/CredentialStateTag.tsx';
import { Button } from '../ui/Button.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { RuleTree } from '../ui/RuleTree.tsx';
import { FaultNote, Loaded } from '../ui/States.tsx';
import { Events } from '../windows/Events.tsx';
import { StateTag } from '../windows/StateTag.tsx';
import s from './Support.module.css';

export const supportQuery = (id: string) =>
  queryOptions({ queryKey: ['support', id], queryFn: () => api(supportRoutes.support, { params: { id } }) });

/** All of one learner on one page, for whoever answers their question. */
export function SupportPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(supportQuery(id));
  return (
    <Page title={query.data?.name ?? t('support.title')} lead={t('support.lead')} acts={<MakeLink learner={id} />}>
      <Loaded query={query}>{(page) => <Body page={page} />}</Loaded>
    </Page>
  );
}

function MakeLink({ learner }: { learner: string }) {
  const t = useText();
  const when = useWhen();
  const [made, setMade] = useState<{ url: string; until: number } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const ask = async () => {
    setFault(null);
    try {
      setMade(await api(registrationRoutes.makeLink, { params: { id: learner } }));
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  return (
    <div className={s.link} role="status">
      <Button icon={Link2} onPress={() => void ask()}>
        {t('support.makeLink')}
      </Button>
      {made && (
        <p>
          {t('support.link', { until: when.moment(made.until) })} <bdi className={s.url}>{made.url}</bdi>
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}

/** What stands in the way, or that nothing does. */
const openReasons = ({ reason, children }: Shown['gates'][number]['report']): string => {
  const unmet = children.filter(({ status }) => status !== 'met').map((child) => child.reason);
  return unmet.length > 0 ? unmet.join(' ') : reason;
};

/** A list of entries, or the words that there is none. */
function List<T>({
  of,
  keyOf,
  children,
}: {
  of: readonly T[];
  keyOf: (one: T, place: number) => string;
  children: (one: T) => ReactNode;
}) {
  const t = useText();
  if (of.length === 0) return <p className={s.none}>{t('support.none')}</p>;
  return (
    <ul className={s.list}>
      {of.map((one, place) => (
        <li key={keyOf(one, place)}>{children(one)}</li>
      ))}
    </ul>
  );
}

function Body({ page }: { page: Shown }) {
  const t = useText();
  const told = useTold();
  const saidHold = useSaidHold();
  const when = useWhen();
  const intl = useIntl();
  const {
    identity,
    holds,
    courses,
    gates,
    authorisations,
    sittings,
    exams,
    payments,
    decisions,
    credentials,
    platforms,
    imports,
    notices,
  } = page;
  const facts = [
    [t('support.id'), page.learner],
    [t('support.email'), page.email],
    [t('col.country'), page.country],
    [t('support.romanised'), identity?.romanised ?? t('support.unknown')],
    [t('support.idVerified'), identity?.idVerifiedOn ?? t('support.notVerified')],
    [t('support.username'), identity?.username ?? t('support.unknown')],
  ] as const;
  const number = (value: number) => intl.formatNumber(value, { maximumFractionDigits: 2 });
  return (
    <>
      <dl className={s.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {holds.length > 0 && (
        <Section title={t('support.holds')}>
          <List of={holds} keyOf={(one) => one}>
            {(one) => <span dir="auto">{saidHold(one)}</span>}
          </List>
        </Section>
      )}
      <Section title={t('support.gates')}>
        <List of={gates} keyOf={({ window }) => window}>
          {({ title, report }) => (
            <details>
              <summary>
                <bdi>{title}</bdi>: <span dir="auto">{openReasons(told(report))}</span>
              </summary>
              <RuleTree report={report} />
            </details>
          )}
        </List>
      </Section>
      <div className={s.pair}>
        <Section title={t('support.authorisations')}>
          <List of={authorisations} keyOf={({ id }) => id}>
            {({ state, windowTitle, window, events }) => (
              <>
                <StateTag state={state} />{' '}
                <Link to="/windows/$id" params={{ id: window }}>
                  <bdi>{windowTitle}</bdi>
                </Link>
                <Events events={events} />
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.courses')}>
          <List of={courses} keyOf={({ course, run }) => `${course} ${run}`}>
            {({ course, run, grade, verified, completedOn }) =>
              t('support.course', {
                course,
                run,
                grade: number(grade),
                verified: t(verified ? 'support.verified' : 'support.unverified'),
                day: completedOn,
              })
            }
          </List>
        </Section>
        <Section title={t('support.sittings')}>
          <List of={sittings} keyOf={({ id }) => id}>
            {({ id, window, stage, result }) => (
              <>
                <Link to="/sittings/$id" params={{ id }}>
                  <bdi>{window}</bdi>
                </Link>
                , {sayOr(t, `stage.${stage}`, stage)}
                {result &&
                  `, ${t('support.result', { score: number(result.score), max: number(result.max), state: sayOr(t, `result.${result.state}`, result.state) })}`}
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.exams')}>
          <List of={exams} keyOf={({ exam, takenAt }, place) => `${exam} ${takenAt} ${place}`}>
            {({ exam, percent, state, takenAt }) => (
              <>
                <bdi>{exam}</bdi>, {t('support.percent', { percent: number(percent) })},{' '}
                {sayOr(t, `windows.state.${state}`, state)}, {when.day(takenAt)}
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.payments')}>
          <List of={payments} keyOf={({ fee, at }, place) => `${fee} ${at} ${place}`}>
            {({ fee, cents, state, at }) => (
              <>
                <bdi>{fee}</bdi>, {number(cents / 100)}, {state}, {when.day(at)}
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.decisions')}>
          <List of={decisions} keyOf={({ id }) => id}>
            {({ programme, policy, outcome, decidedAt, report }) => (
              <details>
                <summary>
                  <bdi>{programme}</bdi>, {sayOr(t, `outcome.${outcome}`, outcome)}, {when.moment(decidedAt)} (<bdi>{policy}</bdi>
                  )
                </summary>
                <RuleTree report={report} />
              </details>
            )}
          </List>
        </Section>
        <Section title={t('support.credentials')}>
          <List of={credentials} keyOf={({ id }) => id}>
            {({ id, programme, state, issuedAt }) => (
              <>
                <Link to="/credentials/$id" params={{ id }}>
                  <bdi>{programme}</bdi>
                </Link>{' '}
                <CredentialStateTag state={state} /> {when.day(issuedAt)}
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.platforms')}>
          <List of={platforms} keyOf={({ platform, sub }) => `${platform} ${sub}`}>
            {({ platform, sub }) => (
              <bdi>
                {platform}, {sub}
              </bdi>
            )}
          </List>
        </Section>
        <Section title={t('support.imports')}>
          <List of={imports} keyOf={({ at, what }, place) => `${at} ${what} ${place}`}>
            {({ at, by, file, what }) => (
              <>
                <span dir="auto">{what}</span>
                <span className={s.small}>
                  {when.moment(at)}, <bdi>{by}</bdi>, <bdi>{file}</bdi>
                </span>
              </>
            )}
          </List>
        </Section>
        <Section title={t('support.notices')}>
          <List of={notices} keyOf={({ at, subject }, place) => `${at} ${subject} ${place}`}>
            {({ at, subject, text, sentAt }) => (
              <details>
                <summary dir="auto">{subject}</summary>
                <p dir="auto">{text}</p>
                <span className={s.small}>
                  {when.moment(at)},{' '}
                  {sentAt === null ? t('credential.waiting') : t('credential.sent', { time: when.moment(sentAt) })}
                </span>
              </details>
            )}
          </List>
        </Section>
      </div>
    </>
  );
}
