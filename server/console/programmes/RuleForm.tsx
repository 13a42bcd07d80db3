import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Say, useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { EditField, type FaultList, Faults, type FieldOf, Pick } from './EditField.tsx';
import { add, at, attempts, isKind, type Json, type Kind, kinds, move, type Path, placeOf, put, ruleOf } from './edit.ts';
import s from './Programmes.module.css';

type Props = { value: Json; path: Path; faults: FaultList; onChange: (value: Json) => void; fixed?: boolean };

const title: FieldOf = { key: ['title'], label: 'edit.title', kind: 'text' };
const age: FieldOf = { key: ['maximumAgeYears'], label: 'edit.age', kind: 'nullable-number' };
const mark: FieldOf = { key: ['passMarkShare'], label: 'edit.passMark', kind: 'number' };
const minimum: FieldOf = { key: ['minimumPercent'], label: 'edit.minimum', kind: 'number' };
const fields: Record<Kind, FieldOf[]> = {
  'all-of': [title],
  'in-order': [title],
  'at-least': [
    title,
    { key: ['count'], label: 'edit.count', kind: 'number' },
    { key: ['withinMonths'], label: 'edit.months', kind: 'optional-number' },
  ],
  course: [
    { key: ['course'], label: 'edit.course', kind: 'text' },
    title,
    minimum,
    age,
    { key: ['verifiedOnly'], label: 'edit.verified', kind: 'flag' },
  ],
  exam: [{ key: ['exam'], label: 'edit.exam', kind: 'text' }, title, mark],
  'multi-part-exam': [
    { key: ['exam'], label: 'edit.whole', kind: 'text' },
    title,
    mark,
    { key: ['withinHours'], label: 'edit.hours', kind: 'number' },
  ],
  combined: [title, minimum],
  capstone: [
    { key: ['capstone'], label: 'edit.capstone', kind: 'text' },
    title,
    minimum,
    { key: ['people'], label: 'edit.people', kind: 'number' },
    age,
  ],
  programme: [{ key: ['programme'], label: 'edit.programme', kind: 'text' }, title, age],
  cohort: [title, { key: ['grandfathered', 'startedBefore'], label: 'edit.startedBefore', kind: 'optional-text' }],
};
/** Seldom asked for, so they stay folded. */
const runFields: FieldOf[] = [
  { key: ['runs', 'from'], label: 'edit.from', kind: 'optional-text' },
  { key: ['runs', 'named'], label: 'edit.named', kind: 'optional-list' },
  { key: ['runs', 'except'], label: 'edit.except', kind: 'optional-list' },
];
const attemptFields: FieldOf[] = [
  { key: ['attempts', 'most'], label: 'edit.most', kind: 'nullable-number' },
  { key: ['attempts', 'waitDays'], label: 'edit.waitDays', kind: 'number-list' },
  { key: ['attempts', 'discretionary'], label: 'edit.discretionary', kind: 'number' },
  { key: ['attempts', 'perPayment'], label: 'edit.perPayment', kind: 'optional-number' },
  { key: ['attempts', 'noShowCounts'], label: 'edit.noShow', kind: 'flag' },
  { key: ['attempts', 'againAfterPass'], label: 'edit.again', kind: 'flag' },
];

/** One rule and everything inside of it, as a form. */
export function RuleForm({ value, path, faults, onChange, fixed }: Props) {
  const t = useText();
  const rule = at(value, path);
  const found = at(rule, ['kind']);
  const kind: Kind = isKind(found) ? found : 'all-of';
  const own = at(rule, ['title']);
  const name = typeof own === 'string' && own !== '' ? own : t(`kind.${kind}`);
  const here = placeOf(path);
  const mine = faults.filter(({ place }) => place === here);
  const set = (key: Path, next: Json | undefined) => onChange(put(value, [...path, ...key], next));
  const field = (one: FieldOf) => (
    <EditField
      key={placeOf(one.key)}
      field={one}
      rule={rule ?? null}
      base={path}
      faults={faults}
      onChange={(next) => set(one.key, next)}
    />
  );
  const hasAttempts = at(rule, ['attempts']) !== undefined;
  return (
    <fieldset className={s.editNode} data-fault={mine.length > 0} id={`rule-${here}`}>
      <legend>
        <bdi>{name}</bdi>
      </legend>
      {mine.map(({ message }) => (
        <p key={message} className={s.faults}>
          {message}
        </p>
      ))}
      <div className={s.fields}>
        <KindSelect t={t} value={kind} onChange={(next) => onChange(put(value, path, ruleOf(next, rule)))} />
        {fields[kind].map(field)}
        {kind === 'cohort' && (
          <Pick
            label={t('edit.choice')}
            value={String(at(rule, ['choice']) ?? 'either')}
            options={['either', 'former-only'].map((one) => ({
              value: one,
              label: t(one === 'either' ? 'cohortRule.either' : 'cohortRule.former-only'),
            }))}
            onChange={(next) => set(['choice'], next)}
          />
        )}
        {(kind === 'exam' || kind === 'multi-part-exam') && (
          <label className={s.check}>
            <input
              type="checkbox"
              checked={hasAttempts}
              onChange={(event) => set(['attempts'], event.target.checked ? attempts : undefined)}
            />
            {t('edit.attempts')}
          </label>
        )}
        {hasAttempts && attemptFields.map(field)}
      </div>
      {kind === 'course' && (
        <details className={s.more} open={at(rule, ['runs']) !== undefined}>
          <summary>{t('edit.runs')}</summary>
          <div className={s.fields}>{runFields.map(field)}</div>
        </details>
      )}
      {!fixed && (
        <div className={s.buttons}>
          <Button
            icon={ArrowUp}
            look="quiet"
            aria-label={t('edit.upOf', { name })}
            onPress={() => onChange(move(value, path, -1))}
          >
            {t('edit.up')}
          </Button>
          <Button
            icon={ArrowDown}
            look="quiet"
            aria-label={t('edit.downOf', { name })}
            onPress={() => onChange(move(value, path, 1))}
          >
            {t('edit.down')}
          </Button>
          <Button
            icon={Trash2}
            look="quiet"
            aria-label={t('edit.removeOf', { name })}
            onPress={() => onChange(put(value, path, undefined))}
          >
            {t('edit.remove')}
          </Button>
        </div>
      )}
      {(kind === 'all-of' || kind === 'in-order' || kind === 'at-least') && (
        <Children value={value} path={[...path, 'of']} faults={faults} onChange={onChange} name={name} />
      )}
      {kind === 'multi-part-exam' && <Parts value={value} path={[...path, 'parts']} faults={faults} onChange={onChange} />}
      {kind === 'combined' && <Components value={value} path={[...path, 'components']} faults={faults} onChange={onChange} />}
      {kind === 'cohort' &&
        (['former', 'present'] as const).map((branch) => (
          <div key={branch} className={s.editor}>
            <h3>{t(`cohortRule.${branch}`)}</h3>
            <RuleForm value={value} path={[...path, branch]} faults={faults} onChange={onChange} fixed />
          </div>
        ))}
    </fieldset>
  );
}

function Children({ value, path, faults, onChange, name }: Omit<Props, 'fixed'> & { name: string }) {
  const t = useText();
  const [kind, setKind] = useState<Kind>('course');
  const list = at(value, path);
  const of = faults.filter(({ place }) => place === placeOf(path));
  return (
    <div className={s.editor}>
      {of.map(({ message }) => (
        <p key={message} className={s.faults}>
          {message}
        </p>
      ))}
      <ul className={s.list}>
        {(Array.isArray(list) ? list : []).map((_, i) => (
          // A rule has no name of its own before it is filled in; its place is what the form edits.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>
            <RuleForm value={value} path={[...path, i]} faults={faults} onChange={onChange} />
          </li>
        ))}
      </ul>
      <div className={s.buttons}>
        <KindSelect t={t} value={kind} onChange={setKind} label={t('edit.new')} />
        <Button icon={Plus} aria-label={t('edit.addTo', { name })} onPress={() => onChange(add(value, path, ruleOf(kind)))}>
          {t('edit.add')}
        </Button>
      </div>
    </div>
  );
}

const partFields: FieldOf[] = [
  { key: ['exam'], label: 'edit.exam', kind: 'text' },
  title,
  { key: ['weightPercent'], label: 'edit.weight', kind: 'number' },
  { key: ['minimumShare'], label: 'edit.partMark', kind: 'optional-number' },
];
function Parts({ value, path, faults, onChange }: Omit<Props, 'fixed'>) {
  const t = useText();
  const list = at(value, path);
  const parts = Array.isArray(list) ? list : [];
  return (
    <div className={s.editor}>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part's place is what the form edits
        <fieldset key={i} className={s.row}>
          <legend>{t('edit.part', { number: i + 1 })}</legend>
          {partFields.map((one) => (
            <EditField
              key={placeOf(one.key)}
              field={one}
              rule={part}
              base={[...path, i]}
              faults={faults}
              onChange={(next) => onChange(put(value, [...path, i, ...one.key], next))}
            />
          ))}
        </fieldset>
      ))}
      <Faults faults={faults} place={placeOf(path)} />
      <div className={s.buttons}>
        <Button icon={Plus} onPress={() => onChange(add(value, path, { exam: '', title: '', weightPercent: 50 }))}>
          {t('edit.addPart')}
        </Button>
        {parts.length > 2 && (
          <Button icon={Trash2} look="quiet" onPress={() => onChange(put(value, [...path, parts.length - 1], undefined))}>
            {t('edit.removePart')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Components({ value, path, faults, onChange }: Omit<Props, 'fixed'>) {
  const t = useText();
  const list = at(value, path);
  return (
    <div className={s.editor}>
      <Faults faults={faults} place={placeOf(path)} />
      {(Array.isArray(list) ? list : []).map((component, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a component's place is what the form edits
        <div key={i} className={s.editor}>
          <EditField
            field={{ key: ['weightPercent'], label: 'edit.weight', kind: 'number' }}
            rule={component}
            base={[...path, i]}
            faults={faults}
            onChange={(next) => onChange(put(value, [...path, i, 'weightPercent'], next))}
          />
          <RuleForm value={value} path={[...path, i, 'of']} faults={faults} onChange={onChange} fixed />
        </div>
      ))}
      <div className={s.buttons}>
        <Button icon={Plus} onPress={() => onChange(add(value, path, { weightPercent: 10, of: ruleOf('exam') }))}>
          {t('edit.addComponent')}
        </Button>
      </div>
    </div>
  );
}

function KindSelect({ t, value, onChange, label }: { t: Say; value: Kind; onChange: (kind: Kind) => void; label?: string }) {
  return (
    <Pick
      label={label ?? t('edit.kind')}
      value={value}
      options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      onChange={(next) => isKind(next) && onChange(next)}
    />
  );
}
