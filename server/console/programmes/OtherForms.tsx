/** Pathways to partners, the letter scale, and what else a programme says, as forms. */
import { type TextId, useText } from '../app/text.tsx';
import { EditField, type FieldOf } from './EditField.tsx';
import { at, freeId, type Json, placeOf, put } from './edit.ts';
import s from './Programmes.module.css';
import { type FormProps, RowsForm } from './RowsForm.tsx';

const named = (value: Json, key: string, otherwise: string): string => String(at(value, [key]) || otherwise);

const pathwayFields: FieldOf[] = [
  { key: ['id'], label: 'edit.id', kind: 'text' },
  { key: ['partner'], label: 'edit.partner', kind: 'text' },
  { key: ['leadsTo'], label: 'edit.leadsTo', kind: 'text' },
  { key: ['credit', 'value'], label: 'edit.creditValue', kind: 'number' },
  { key: ['credit', 'unit'], label: 'edit.creditUnit', kind: 'text' },
  { key: ['validYears'], label: 'edit.validYears', kind: 'nullable-number' },
  { key: ['policy', 'version'], label: 'edit.policyVersion', kind: 'text' },
  { key: ['policy', 'text'], label: 'edit.policyText', kind: 'area' },
];

/** What partner universities give to holders whom they admit. */
export function PathwaysForm(props: FormProps) {
  const t = useText();
  return (
    <RowsForm
      {...props}
      path={['pathways']}
      fields={pathwayFields}
      nameOf={(one, i) => named(one, 'partner', t('edit.pathway', { number: i + 1 }))}
      blank={(list) => ({
        id: freeId(list, 'pathway'),
        partner: '',
        leadsTo: '',
        credit: { value: 0, unit: '' },
        validYears: null,
        policy: { version: '1', text: '' },
      })}
      addLabel={t('edit.addPathway')}
      help={t('edit.pathwayHelp')}
      optional
    />
  );
}

const letterFields: FieldOf[] = [
  { key: ['letter'], label: 'edit.letter', kind: 'text' },
  { key: ['fromPercent'], label: 'edit.fromPercent', kind: 'number' },
];

/** Letters and the least percentage of each, best first. */
export function LettersForm(props: FormProps) {
  const t = useText();
  return (
    <RowsForm
      {...props}
      path={['letters']}
      fields={letterFields}
      nameOf={(one, i) => named(one, 'letter', t('edit.letterNumber', { number: i + 1 }))}
      blank={() => ({ letter: '', fromPercent: 50 })}
      addLabel={t('edit.addLetter')}
      help={t('edit.letterHelp')}
      optional
    />
  );
}

/** What the credential and the public page say beside the rules. */
export function WordsForm({ value, faults, onChange }: FormProps) {
  const t = useText();
  const classOf = (json: 'completion' | 'mastery') => ({ json, label: t(`class.${json}`) });
  const tierOf = (key: 'family' | 'level', label: TextId, kind: 'text' | 'number'): FieldOf => ({
    key: ['tier', key],
    label,
    kind,
  });
  const stacked = at(value, ['tier']) !== undefined;
  const fields: FieldOf[] = [
    {
      key: ['class'],
      label: 'edit.class',
      kind: 'pick',
      options: [{ json: undefined, label: t('edit.noClass') }, classOf('completion'), classOf('mastery')],
    },
    ...(stacked ? [tierOf('family', 'edit.family', 'text'), tierOf('level', 'edit.level', 'number')] : []),
    { key: ['standing'], label: 'edit.standing', kind: 'optional-area' },
    { key: ['assumptions'], label: 'edit.assumptions', kind: 'lines' },
    { key: ['sources'], label: 'edit.sources', kind: 'lines' },
  ];
  return (
    <div className={s.editor}>
      <label className={s.check}>
        <input
          type="checkbox"
          checked={stacked}
          onChange={(event) =>
            onChange(put(value, ['tier'], event.target.checked ? { family: String(at(value, ['id'])), level: 1 } : undefined))
          }
        />
        {t('edit.stacked')}
      </label>
      <div className={s.fields}>
        {fields.map((field) => (
          <EditField
            key={placeOf(field.key)}
            field={field}
            rule={value}
            base={[]}
            faults={faults}
            onChange={(next) => onChange(put(value, field.key, next))}
          />
        ))}
      </div>
    </div>
  );
}
