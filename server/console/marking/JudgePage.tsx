import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { JudgeReason, markingRoutes, type ScriptToJudge } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FaultNote, Loaded } from '../ui/States.tsx';
import s from './Desk.module.css';
import { bestOf, type Draft, emptyDraft } from './draft.ts';
import { Foot } from './Foot.tsx';
import { scriptQuery } from './queries.ts';
import { Response } from './Response.tsx';
import { Rubric } from './Rubric.tsx';
import { useDraftKeys } from './useDraftKeys.ts';

/** A senior marker's page: the response, both marks side by side, and the mark that holds. */
export function JudgePage({ queue, script }: { queue: string; script: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(scriptQuery(queue, script));
  useTitle(t('app.titled', { page: t('nav.adjudication') }));
  return (
    <main className={s.desk} id="main" tabIndex={-1}>
      <Loaded query={query}>
        {(page) => (
          <>
            <header className={s.head}>
              <div>
                <h1 dir="auto">{page.row.item}</h1>
                <p>
                  <Link to="/adjudication">{t('marking.allScripts')}</Link> · <bdi>{script.slice(0, 8)}</bdi>
                </p>
              </div>
              <p>{t(`marking.state.${page.row.state}`)}</p>
            </header>
            <div className={s.work}>
              <section className={s.reading} aria-label={t('marking.reading')}>
                <Response {...page.row} question={page.question} text={page.text} comment={page.comment} files={page.files} />
              </section>
              <section className={s.marks} aria-label={t('marking.criteria')}>
                <Given page={page} />
                {page.row.mine ? <Judging key={page.row.state} page={page} /> : <p className={s.note}>{t('marking.notYours')}</p>}
              </section>
            </div>
          </>
        )}
      </Loaded>
    </main>
  );
}

/** The marks that were given, criterion by criterion; what lies too far apart is said in words. */
function Given({ page: { scheme, marks, settled } }: { page: ScriptToJudge }) {
  const t = useText();
  const columns = [
    ...marks.map((mark) => ({ title: t(`marking.label.${mark.label}`), levels: mark.levels, total: mark.total })),
    ...(settled ? [{ title: t('marking.settled'), levels: settled.levels, total: settled.total }] : []),
  ];
  const apart = (values: readonly (number | undefined)[], tolerance: number) =>
    marks.length > 1 &&
    Math.max(...values.map((value) => value ?? 0)) - Math.min(...values.map((value) => value ?? 0)) > tolerance;
  return (
    <div className={s.given}>
      <table>
        <thead>
          <tr>
            <th>{t('marking.criterion')}</th>
            {columns.map(({ title }) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scheme.criteria.map(({ id, title, tolerance }) => (
            <tr
              key={id}
              data-apart={apart(
                marks.map(({ levels }) => levels[id]),
                tolerance,
              )}
            >
              <th scope="row" dir="auto">
                {title}
                {apart(
                  marks.map(({ levels }) => levels[id]),
                  tolerance,
                ) && <small>{t('marking.tooFar')}</small>}
              </th>
              {columns.map((column) => (
                <td key={column.title} className="tnum">
                  {column.levels[id]}
                </td>
              ))}
            </tr>
          ))}
          <tr
            data-apart={apart(
              marks.map(({ total }) => total),
              scheme.tolerance,
            )}
          >
            <th scope="row">
              {t('marking.total', { max: bestOf(scheme) })}
              {apart(
                marks.map(({ total }) => total),
                scheme.tolerance,
              ) && <small>{t('marking.tooFar')}</small>}
            </th>
            {columns.map((column) => (
              <td key={column.title} className="tnum">
                {column.total}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {settled && <p dir="auto">{settled.how}</p>}
    </div>
  );
}

function Judging({ page }: { page: ScriptToJudge }) {
  const t = useText();
  const client = useQueryClient();
  const { scheme, row } = page;
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(scheme));
  const [reason, setReason] = useState<JudgeReason | null>(null);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);

  async function send() {
    if (busy) return;
    setAsked(reason === null);
    if (!reason) return;
    setBusy(true);
    setFault(null);
    try {
      const params = { queue: row.queue, script: row.script };
      await api(markingRoutes.judge, { params, body: { levels: draft.levels, reason, note: note.trim() } });
      await client.invalidateQueries({ queryKey: ['marking'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }
  useDraftKeys({ scheme, draft, onChange: setDraft, onSend: () => void send() });
  return (
    <>
      <h2 className={s.sub}>{t(row.state === 'settled' ? 'marking.review' : 'marking.adjudicate')}</h2>
      <Rubric scheme={scheme} draft={draft} onChange={setDraft} />
      <div className={s.reason}>
        <Choice
          label={t('marking.reason')}
          value={reason}
          onChange={setReason}
          options={JudgeReason.options.map((value) => ({ value, label: t(`marking.reason.${value}`) }))}
        />
        {asked && (
          <p role="alert" className={s.asked}>
            {t('marking.reasonMissing')}
          </p>
        )}
        <Field label={t('marking.note')} rows={2} value={note} onChange={setNote} maxLength={2000} />
      </div>
      {fault && <FaultNote fault={fault} />}
      <Foot scheme={scheme} draft={draft} busy={busy} onChange={setDraft} onSend={() => void send()} send={t('marking.judge')} />
    </>
  );
}
