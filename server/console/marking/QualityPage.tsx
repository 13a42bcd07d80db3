import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Brain, Send, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { type Agreement, markingRoutes, type QueueFigures } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { isAdministrator } from '../app/roles.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { MarkersTable } from './MarkersTable.tsx';
import { Figure } from './Number.tsx';
import s from './Quality.module.css';
import { overviewQuery } from './queries.ts';
import { SeverityPlot } from './SeverityPlot.tsx';

/** How marking goes, question by question: progress, agreement, and every marker's figures. */
export function QualityPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(overviewQuery);
  return (
    <Page title={t('nav.quality')} lead={t('marking.qualityLead')}>
      <Loaded query={query}>
        {(queues) =>
          queues.length === 0 ? (
            <Empty title={t('marking.noQueues')}>{t('marking.noQueuesText')}</Empty>
          ) : (
            queues.map((figures) => <Queue key={figures.queue} figures={figures} />)
          )
        }
      </Loaded>
    </Page>
  );
}

function Queue({ figures }: { figures: QueueFigures }) {
  const t = useText();
  return (
    <Section title={figures.item} aside={<span dir="auto">{figures.exam}</span>}>
      <div className={s.queue}>
        <Progress figures={figures} />
        <Acts figures={figures} />
        {figures.markers.length > 0 && (
          <div className={s.pair}>
            <figure>
              <figcaption>{t('marking.markersDrawn')}</figcaption>
              <SeverityPlot figures={figures} />
            </figure>
            <AgreementTable figures={figures} />
          </div>
        )}
        {figures.markers.length > 0 && (
          <div>
            <p className={s.help}>{t('marking.severityHelp')}</p>
            <MarkersTable figures={figures} />
          </div>
        )}
      </div>
    </Section>
  );
}

const parts = ['settled', 'toAdjudicate', 'oneMark', 'waiting'] as const;

/** A bar of all responses, and the same as a list of numbers. */
function Progress({ figures: { states, practice, seeds } }: { figures: QueueFigures }) {
  const t = useText();
  const all = Math.max(1, ...[parts.reduce((sum, part) => sum + states[part], 0)]);
  const startOf = (place: number) => parts.slice(0, place).reduce((sum, part) => sum + states[part], 0);
  return (
    <div>
      <svg className={s.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {parts.map((part, place) => (
          <rect key={part} data-part={part} x={(startOf(place) / all) * 100} width={(states[part] / all) * 100} height={10} />
        ))}
      </svg>
      <dl className={s.parts}>
        {parts.map((part) => (
          <div key={part} data-part={part}>
            <dt>
              <i aria-hidden />
              {t(`marking.part.${part}`)}
            </dt>
            <dd className="tnum">{states[part]}</dd>
          </div>
        ))}
        <div>
          <dt>{t('marking.practiceScripts')}</dt>
          <dd className="tnum">{practice}</dd>
        </div>
        <div>
          <dt>{t('marking.seeds')}</dt>
          <dd className="tnum">{seeds}</dd>
        </div>
      </dl>
    </div>
  );
}

/** What an administrator may do: set up, release, train. */
function Acts({ figures }: { figures: QueueFigures }) {
  const t = useText();
  const when = useWhen();
  const client = useQueryClient();
  const account = useAccount();
  const [busy, setBusy] = useState<'release' | 'train' | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const { queue, model, trainable } = figures;
  async function act(what: 'release' | 'train') {
    setBusy(what);
    setFault(null);
    try {
      await (what === 'release'
        ? api(markingRoutes.release, { params: { queue } })
        : api(markingRoutes.train, { params: { queue } }));
      await client.invalidateQueries({ queryKey: ['marking'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(null);
    }
  }
  return (
    <div className={s.acts}>
      {!figures.hasScheme && <p className={s.missing}>{t('marking.why.no-scheme.text')}</p>}
      {figures.held > 0 && <p>{t('marking.held', { count: figures.held })}</p>}
      <p>
        {model
          ? t('marking.model', { version: model.version, count: model.trainedOn, day: when.day(model.trainedAt) })
          : t('marking.noModel', trainable)}{' '}
        {model && (
          <>
            {t('marking.modelKappa', { folds: model.folds })} <Figure value={model.kappa} />
          </>
        )}
      </p>
      {isAdministrator(account) && (
        <p className={s.buttons}>
          <Link to="/marking-quality/$queue" params={{ queue }} className={s.setUp ?? ''}>
            <Settings2 size={15} aria-hidden />
            {t('marking.setUp')}
          </Link>
          {figures.release === 'held' && (
            <Button
              icon={Send}
              isPending={busy === 'release'}
              isDisabled={figures.held === 0}
              onPress={() => void act('release')}
            >
              {t('marking.release')}
            </Button>
          )}
          <Button
            icon={Brain}
            isPending={busy === 'train'}
            isDisabled={trainable.scripts < trainable.needed}
            onPress={() => void act('train')}
          >
            {t('marking.train')}
          </Button>
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}

function AgreementTable({ figures: { total, criteria } }: { figures: QueueFigures }) {
  const t = useText();
  const rows: { id: string; title: string; agreement: Agreement }[] = [
    { id: '', title: t('marking.all'), agreement: total },
    ...criteria,
  ];
  const share = (value: number | null) => (value === null ? '–' : <FormattedNumber value={value} style="percent" />);
  return (
    <div>
      <h3 className={s.caption}>{t('marking.agreement', { count: total.pairs })}</h3>
      <table className={s.agreement}>
        <thead>
          <tr>
            <th>{t('marking.criterion')}</th>
            <th>{t('marking.exact')}</th>
            <th>{t('marking.adjacent')}</th>
            <th>{t('marking.kappa')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, agreement }) => (
            <tr key={id}>
              <th scope="row" dir="auto">
                {title}
              </th>
              <td className="tnum">{share(agreement.exact)}</td>
              <td className="tnum">{share(agreement.adjacent)}</td>
              <td className="tnum">
                <Figure value={agreement.kappa} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
