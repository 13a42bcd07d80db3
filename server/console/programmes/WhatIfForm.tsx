import { useId } from 'react';
import type { Programme } from '../../../shared/programme/index.ts';
import { useText } from '../app/text.tsx';
import s from './Programmes.module.css';
import { type Draft, dateIn, percentIn } from './what-if.ts';

type Props = { programme: Programme; draft: Draft; onChange: (draft: Draft) => void };

/** One line for everything the programme looks at. All of it may stay empty. */
export function WhatIfForm({ programme, draft, onChange }: Props) {
  const t = useText();
  const patch = <K extends 'courses' | 'exams' | 'capstones' | 'credentials'>(
    list: K,
    at: number,
    part: Partial<Draft[K][number]>,
  ) => onChange({ ...draft, [list]: draft[list].map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const fees = programme.fees?.list ?? [];
  return (
    <div className={s.rows}>
      {draft.courses.map((row, i) => (
        <fieldset key={row.course} className={s.row}>
          <legend>
            <bdi>{row.title}</bdi>
          </legend>
          <Grade label={t('whatIf.grade')} value={row.grade} onChange={(grade) => patch('courses', i, { grade })} />
          <Day label={t('whatIf.completed')} value={row.on} onChange={(on) => patch('courses', i, { on })} />
          <Text label={t('whatIf.run')} value={row.run} onChange={(run) => patch('courses', i, { run })} />
          <Tick label={t('whatIf.verified')} value={row.verified} onChange={(verified) => patch('courses', i, { verified })} />
        </fieldset>
      ))}
      {draft.exams.map((row, i) => (
        <fieldset key={row.exam} className={s.row}>
          <legend>
            <bdi>{row.title}</bdi>
          </legend>
          <Grade label={t('whatIf.score')} value={row.score} onChange={(score) => patch('exams', i, { score })} />
          <Day label={t('whatIf.taken')} value={row.on} onChange={(on) => patch('exams', i, { on })} />
          <Text label={t('whatIf.failed')} value={row.failed} numeric onChange={(failed) => patch('exams', i, { failed })} />
        </fieldset>
      ))}
      {draft.capstones.map((row, i) => (
        <fieldset key={row.capstone} className={s.row}>
          <legend>
            <bdi>{row.title}</bdi>
          </legend>
          <Grade label={t('whatIf.grade')} value={row.grade} onChange={(grade) => patch('capstones', i, { grade })} />
        </fieldset>
      ))}
      {draft.credentials.map((row, i) => (
        <fieldset key={row.programme} className={s.row}>
          <legend>
            <bdi>{row.title}</bdi>
          </legend>
          <Day label={t('whatIf.awarded')} value={row.on} onChange={(on) => patch('credentials', i, { on })} />
        </fieldset>
      ))}
      {fees.length > 0 && (
        <fieldset className={s.row}>
          <legend>{t('whatIf.paid')}</legend>
          {fees.map((fee) => (
            <Tick
              key={fee.id}
              label={fee.title}
              value={draft.paid.includes(fee.id)}
              onChange={(paid) =>
                onChange({ ...draft, paid: paid ? [...draft.paid, fee.id] : draft.paid.filter((id) => id !== fee.id) })
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

type Input<T> = { label: string; value: T; onChange: (value: T) => void };

function Grade({ label, value, onChange }: Input<string>) {
  const t = useText();
  const id = useId();
  const wrong = percentIn(value) === null;
  return (
    <div className={s.input}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong && <p id={`${id}-wrong`}>{t('whatIf.wrongGrade')}</p>}
    </div>
  );
}

function Day({ label, value, onChange }: Input<string>) {
  const t = useText();
  const id = useId();
  const wrong = !dateIn(value);
  return (
    <div className={s.input}>
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} aria-invalid={wrong} onChange={(event) => onChange(event.target.value)} />
      {wrong && <p>{t('whatIf.wrongDay')}</p>}
    </div>
  );
}

function Text({ label, value, onChange, numeric }: Input<string> & { numeric?: boolean }) {
  const id = useId();
  return (
    <div className={s.input}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        dir="auto"
        maxLength={64}
        inputMode={numeric ? 'numeric' : 'text'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

function Tick({ label, value, onChange }: Input<boolean>) {
  return (
    <label className={s.check}>
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <bdi>{label}</bdi>
    </label>
  );
}
