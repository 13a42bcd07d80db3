import { useQuery } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SittingPage as Sitting } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { clockText } from '../app/format.ts';
import { sittingQuery } from '../app/queries.ts';
import { mayAct } from '../app/roles.ts';
import { useAccount, useLink } from '../app/session.tsx';
import { sayOr, useText, useWhen } from '../app/text.tsx';
import { Release } from '../checkin/Release.tsx';
import { IncidentTable } from '../incidents/IncidentTable.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Pictures } from '../ui/Pictures.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Acts, useActing } from './Acts.tsx';
import { Entries } from './Entries.tsx';
import { Gates } from './Gates.tsx';
import { reach } from './lanes.ts';
import s from './SittingPage.module.css';
import { Timeline } from './Timeline.tsx';

/** One sitting in full: its facts and clock, its record as lanes and as a table, pictures, incidents, acts. */
export function SittingPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(sittingQuery(id));
  const tile = query.data?.tile;
  return (
    <Page title={tile?.name ?? t('sitting.title')} lead={query.data && `${query.data.exam} · ${query.data.window}`}>
      <Loaded query={query}>{(sitting) => <Body sitting={sitting} />}</Loaded>
    </Page>
  );
}

function Body({ sitting }: { sitting: Sitting }) {
  const t = useText();
  const acting = useActing();
  const live = useLink()?.wall.tiles.get(sitting.tile.sitting);
  return (
    <>
      <Seal sitting={sitting} />
      {sitting.tile.stage !== 'check-in' && (
        <Section title={t('checkin.title')}>
          <Release sitting={sitting} />
        </Section>
      )}
      <div className={s.two}>
        <Section title={t('sitting.facts')}>
          <Facts sitting={sitting} />
        </Section>
        <Section title={t('sitting.clock')}>
          <Clock sitting={sitting} />
        </Section>
      </div>
      {mayAct(useAccount()) && (
        <Section title={t('sitting.acts')}>
          <Acts tile={live ?? sitting.tile} acting={acting} />
        </Section>
      )}
      <Gates tile={live ?? sitting.tile} acting={acting} />
      <Section title={t('sitting.timeline')}>
        {sitting.timeline.length === 0 ? (
          <Empty title={t('sitting.noEntries')}>{t('sitting.noEntriesText')}</Empty>
        ) : (
          <Timeline entries={sitting.timeline} order={sitting.order} range={reach(sitting.timeline)} />
        )}
      </Section>
      <Section title={t('sitting.pictures')}>
        {sitting.pictures.length === 0 ? (
          <p>{t('sitting.noPictures')}</p>
        ) : (
          <Pictures pictures={sitting.pictures} name={sitting.tile.name} />
        )}
      </Section>
      {sitting.incidents.length > 0 ? (
        <IncidentTable incidents={sitting.incidents} />
      ) : (
        <Section title={t('nav.incidents')}>
          <p>{t('sitting.noIncidents')}</p>
        </Section>
      )}
      <Entries entries={sitting.timeline} order={sitting.order} />
    </>
  );
}

function Seal({ sitting }: { sitting: Sitting }) {
  const t = useText();
  const when = useWhen();
  return (
    <p className={s.seal} data-intact={sitting.intact}>
      {sitting.intact ? <ShieldCheck size={18} aria-hidden /> : <ShieldAlert size={18} aria-hidden />}
      <span>
        <b>{t(sitting.intact ? 'seal.intact' : 'seal.broken')}</b>{' '}
        {t(sitting.intact ? 'seal.intactText' : 'seal.brokenText', { count: sitting.entries })}{' '}
        {sitting.receiptAt !== null && t('seal.receipt', { time: when.moment(sitting.receiptAt) })}
      </span>
    </p>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Facts({ sitting }: { sitting: Sitting }) {
  const t = useText();
  const when = useWhen();
  const { tile } = sitting;
  const accommodations = sitting.accommodations.map((kind) => sayOr(t, `accommodation.${kind}`, kind)).join(', ');
  return (
    <dl className={s.facts}>
      <Fact name={t('fact.stage')}>{t(`stage.${tile.stage}`)}</Fact>
      <Fact name={t('fact.country')}>{tile.country}</Fact>
      <Fact name={t('fact.answered')}>{t('wall.question', { question: tile.answered, questions: tile.questions })}</Fact>
      <Fact name={t('fact.accommodations')}>{accommodations || t('fact.noneAgreed')}</Fact>
      <Fact name={t('fact.started')}>{sitting.startedAt === null ? t('fact.notYet') : when.moment(sitting.startedAt)}</Fact>
      <Fact name={t('fact.ended')}>
        {sitting.endedAt === null ? t('fact.notYet') : when.moment(sitting.endedAt)}
        {sitting.submitCause && <> ({sayOr(t, `cause.submitted.${sitting.submitCause}`, sitting.submitCause)})</>}
      </Fact>
      <Fact name={t('fact.tier')}>{sitting.tier ? sayOr(t, `tier.${sitting.tier}`, sitting.tier) : t('fact.notYet')}</Fact>
      {sitting.returned && (
        <Fact name={t('fact.returned')}>
          <span dir="auto">{sitting.returned}</span>
        </Fact>
      )}
    </dl>
  );
}

/** What was allowed, added and given back, what of it is used, and what is left; a bar and the same as numbers. */
function Clock({ sitting }: { sitting: Sitting }) {
  const t = useText();
  const { allowedMs, extendedMs, restoredMs, usedMs, tile } = sitting;
  const total = Math.max(1, allowedMs + extendedMs);
  return (
    <>
      <svg className={s.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100} height={6} className={s.whole} />
        <rect width={Math.min(100, (usedMs / total) * 100)} height={6} className={s.used} />
      </svg>
      <dl className={s.facts}>
        <Fact name={t('clock.used')}>{clockText(usedMs)}</Fact>
        <Fact name={t('clock.left')}>{tile.remainingMs === null ? t('fact.notYet') : clockText(tile.remainingMs)}</Fact>
        <Fact name={t('clock.allowed')}>{clockText(allowedMs)}</Fact>
        <Fact name={t('clock.extended')}>{clockText(extendedMs)}</Fact>
        <Fact name={t('clock.restored')}>{clockText(restoredMs)}</Fact>
      </dl>
    </>
  );
}
