import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { IncidentPage, IncidentSummary } from '../../../shared/contract/console.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { incidentQuery, incidentsQuery } from '../app/queries.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Entries } from '../sitting/Entries.tsx';
import { lanesOf } from '../sitting/lanes.ts';
import { Timeline } from '../sitting/Timeline.tsx';
import { Clips } from '../ui/Clips.tsx';
import { causeIcons } from '../ui/cause.ts';
import { Pictures } from '../ui/Pictures.tsx';
import { Loaded } from '../ui/States.tsx';
import { Appeal } from './Appeal.tsx';
import { BeforeYouDecide } from './BeforeYouDecide.tsx';
import { FindingForm } from './FindingForm.tsx';
import { Findings } from './Findings.tsx';
import { StateTag } from './IncidentTable.tsx';
import { isForMe, isUndecided, nextAfter, toDecide } from './model.ts';
import s from './ReviewPage.module.css';

/** How much before and after an incident its timeline shows. */
const AROUND_MS = 90_000;

/** One incident to decide: the list, the evidence, and beside it what to know before the finding. */
export function ReviewPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  useTitle(t('app.titled', { page: t('review.title') }));
  const navigate = useNavigate();
  const query = useQuery(incidentQuery(id));
  const incidents = useQuery(incidentsQuery).data ?? [];
  const [recorded, setRecorded] = useState<number | null>(null);
  const main = useRef<HTMLElement>(null);
  // Every next incident begins at its top, for the eye and for a screen reader.
  useEffect(() => {
    if (id) main.current?.focus();
  }, [id]);
  const goOn = () => {
    const next = nextAfter(incidents, id);
    setRecorded(Math.max(0, toDecide(incidents).length - 1));
    void (next ? navigate({ to: '/incidents/$id', params: { id: next } }) : navigate({ to: '/incidents' }));
  };
  return (
    <div className={s.app}>
      <Inbox incidents={incidents} current={id} />
      <main className={s.main} id="main" tabIndex={-1} ref={main}>
        <p role="status" className={s.recorded}>
          {recorded !== null && t('review.recorded', { count: recorded })}
        </p>
        <Loaded query={query}>{(page) => <Evidence key={id} page={page} />}</Loaded>
      </main>
      {query.data && (
        <section className={s.decide} aria-label={t('review.decision')}>
          <BeforeYouDecide page={query.data} />
          {isForMe(query.data.incident) ? (
            <FindingForm key={id} incident={query.data.incident} onRecorded={goOn} />
          ) : (
            <Findings page={query.data} waiting={isUndecided(query.data.incident)} />
          )}
          {query.data.incident.state === 'upheld' && <Appeal page={query.data} />}
        </section>
      )}
    </div>
  );
}

function Inbox({ incidents, current }: { incidents: readonly IncidentSummary[]; current: string }) {
  const t = useText();
  const when = useWhen();
  const list = toDecide(incidents);
  return (
    <nav className={s.inbox} aria-label={t('review.inbox')}>
      <h2>
        {t('review.inbox')} <span className="tnum">{list.length}</span>
      </h2>
      {list.length === 0 && <p>{t('incidents.noneText')}</p>}
      <ol>
        {list.map((incident) => {
          const Icon = causeIcons[incident.cause];
          return (
            <li key={incident.id}>
              <Link
                to="/incidents/$id"
                params={{ id: incident.id }}
                className={s.item ?? ''}
                aria-current={incident.id === current ? 'page' : undefined}
              >
                <span className={s.icon}>
                  <Icon size={16} aria-hidden />
                </span>
                <span>
                  <b>{t(`cause.${incident.cause}`)}</b>
                  <bdi>{incident.name}</bdi>
                  {incident.state !== 'open' && <StateTag state={incident.state} />}
                </span>
                <span className="tnum">{when.ago(incident.from)}</span>
              </Link>
            </li>
          );
        })}
      </ol>
      <Link to="/incidents">{t('review.all')}</Link>
    </nav>
  );
}

function Evidence({ page }: { page: IncidentPage }) {
  const t = useText();
  const when = useWhen();
  const { incident, order, timeline } = page;
  const span = { from: incident.from, to: incident.to };
  const range = { from: incident.from - AROUND_MS, to: incident.to + AROUND_MS };
  const shown = lanesOf(timeline, order, range.to).questions.findLast((question) => question.from <= incident.from);
  const nearest = page.pictures.toSorted((a, b) => Math.abs(a.takenAt - incident.from) - Math.abs(b.takenAt - incident.from))[0];
  return (
    <>
      <header className={s.head}>
        <div>
          <h1>{t(`cause.${incident.cause}`)}</h1>
          <p className="tnum">
            <Link to="/sittings/$id" params={{ id: incident.sitting }}>
              <bdi>{incident.name}</bdi>
            </Link>{' '}
            · {when.time(incident.from)}–{when.time(incident.to)} · {t('review.signals', { count: incident.signals })}
            {shown?.question != null && ` · ${t('detail.question', { question: shown.question })}`}
          </p>
        </div>
        <StateTag state={incident.state} />
      </header>
      {incident.note && (
        <blockquote className={s.note} dir="auto">
          {incident.note}
        </blockquote>
      )}
      {page.pictures.length > 0 ? (
        <Pictures pictures={page.pictures} name={incident.name} first={nearest?.hash} />
      ) : (
        <p className={s.note}>{t('review.noPictures')}</p>
      )}
      {page.clips.length > 0 && <Clips clips={page.clips} destroyedAt={page.destroyedAt} />}
      <section className={s.timeline} aria-label={t('sitting.timeline')}>
        <Timeline entries={timeline} order={order} range={range} mark={span} />
      </section>
      <details className={s.table}>
        <summary>{t('review.table')}</summary>
        <Entries entries={timeline} order={order} />
      </details>
    </>
  );
}
