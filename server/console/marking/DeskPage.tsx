import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import {
  type MarkingDesk,
  type MarkingScheme,
  type MarkReceipt,
  markingRoutes,
  type ScriptToMark,
} from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { useKeys } from '../app/keys.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import s from './Desk.module.css';
import { bestOf, type Draft, emptyDraft } from './draft.ts';
import { Foot } from './Foot.tsx';
import { deskQuery, queuesQuery } from './queries.ts';
import { Response } from './Response.tsx';
import { Rubric } from './Rubric.tsx';
import { useDraftKeys } from './useDraftKeys.ts';

/** A marker at work: one response and the criteria beside it, again and again. */
export function DeskPage({ queue }: { queue: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(deskQuery(queue));
  const client = useQueryClient();
  useTitle(t('app.titled', { page: query.data?.queue.item ?? t('nav.marking') }));
  const goOn = async () => {
    await client.invalidateQueries({ queryKey: queuesQuery.queryKey });
    await query.refetch();
  };
  return (
    <main className={s.desk} id="main" tabIndex={-1}>
      <Loaded query={query}>
        {(desk) => (
          <>
            <Head desk={desk} />
            {desk.script && desk.scheme ? (
              <Marking key={desk.script.script} desk={desk} scheme={desk.scheme} script={desk.script} onDone={goOn} />
            ) : (
              <Nothing desk={desk} onRetry={goOn} />
            )}
          </>
        )}
      </Loaded>
    </main>
  );
}

function Head({ desk: { queue, practice, script } }: { desk: MarkingDesk }) {
  const t = useText();
  return (
    <header className={s.head}>
      <div>
        <h1 dir="auto">{queue.item}</h1>
        <p dir="auto">{queue.exam}</p>
      </div>
      <p className="tnum">
        {script?.practice && <b>{t('marking.practice', { inRow: practice.inRow, needed: practice.needed })}</b>}{' '}
        {t('marking.done', { count: queue.marked })}
      </p>
    </header>
  );
}

/** Why there is nothing to mark, and what happens next. */
function Nothing({ desk, onRetry }: { desk: MarkingDesk; onRetry: () => Promise<void> }) {
  const t = useText();
  const { standing } = desk.queue;
  const why = standing === 'live' || standing === 'practice' ? 'none' : standing;
  return (
    <div className={s.nothing}>
      <Empty title={t(`marking.why.${why}.title`)}>{t(`marking.why.${why}.text`)}</Empty>
      <p className={s.ways}>
        {why === 'none' && <Button onPress={() => void onRetry()}>{t('marking.again')}</Button>}
        <Link to="/marking">{t('marking.back')}</Link>
      </p>
    </div>
  );
}

type WorkProps = { desk: MarkingDesk; scheme: MarkingScheme; script: ScriptToMark; onDone: () => Promise<void> };

function Marking({ desk, scheme, script, onDone }: WorkProps) {
  const t = useText();
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(scheme));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [receipt, setReceipt] = useState<MarkReceipt['practice']>(null);
  const reading = useRef<HTMLElement>(null);
  // Every next response begins at its top, for the eye and for a screen reader.
  useEffect(() => reading.current?.focus(), []);

  async function send() {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      const body = { script: script.script, levels: draft.levels };
      const { practice } = await api(markingRoutes.mark, { params: { queue: desk.queue.queue }, body });
      if (practice) setReceipt(practice);
      else await onDone();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className={s.work}>
      <section className={s.reading} aria-label={t('marking.reading')} tabIndex={-1} ref={reading}>
        <Response queue={desk.queue.queue} question={desk.question} {...script} />
      </section>
      <section className={s.marks} aria-label={t('marking.criteria')}>
        {receipt ? (
          <Practised scheme={scheme} draft={draft} receipt={receipt} onNext={onDone} />
        ) : (
          <Choosing {...{ scheme, draft, busy, fault }} onChange={setDraft} onSend={() => void send()} />
        )}
      </section>
    </div>
  );
}

type ChoosingProps = {
  scheme: MarkingScheme;
  draft: Draft;
  busy: boolean;
  fault: Fault | null;
  onChange: (draft: Draft) => void;
  onSend: () => void;
};

function Choosing({ scheme, draft, busy, fault, onChange, onSend }: ChoosingProps) {
  const t = useText();
  useDraftKeys({ scheme, draft, onChange, onSend });
  return (
    <>
      {scheme.guidance && (
        <details className={s.guidance}>
          <summary>{t('marking.guidance')}</summary>
          <p dir="auto">{scheme.guidance}</p>
        </details>
      )}
      <Rubric {...{ scheme, draft, onChange }} />
      {fault && <FaultNote fault={fault} />}
      <Foot {...{ scheme, draft, busy, onChange, onSend }} send={t('marking.send')} />
    </>
  );
}

/** After practice: one's own mark beside what was agreed on, and why. */
function Practised({
  scheme,
  draft,
  receipt,
  onNext,
}: {
  scheme: MarkingScheme;
  draft: Draft;
  receipt: NonNullable<MarkReceipt['practice']>;
  onNext: () => Promise<void>;
}) {
  const t = useText();
  useKeys({ enter: (event) => !(event.target instanceof HTMLButtonElement) && void onNext() });
  return (
    <div className={s.practised} role="status">
      <h2>{t(receipt.within ? 'marking.within' : 'marking.apart')}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('marking.criterion')}</th>
            <th>{t('marking.yours')}</th>
            <th>{t('marking.agreed')}</th>
          </tr>
        </thead>
        <tbody>
          {scheme.criteria.map(({ id, title }) => (
            <tr key={id}>
              <th scope="row" dir="auto">
                {title}
              </th>
              <td className="tnum">{draft.levels[id]}</td>
              <td className="tnum">{receipt.levels[id]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('marking.agreedTotal', { total: receipt.total, max: bestOf(scheme) })}</p>
      {receipt.why && <p dir="auto">{receipt.why}</p>}
      <Button look="main" hint="↵" onPress={() => void onNext()} autoFocus>
        {t('marking.next')}
      </Button>
    </div>
  );
}
