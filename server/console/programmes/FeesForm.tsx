/** What a programme costs as a form: fees, groups of countries, price tiers, sponsors' vouchers. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type Say, useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { EditField, type FieldOf, Pick } from './EditField.tsx';
import { add, at, freeId, type Json, listAt, type Payable, payablesIn, put } from './edit.ts';
import s from './Programmes.module.css';
import { type FormProps, RowsForm } from './RowsForm.tsx';

const schedule: Json = { currency: 'USD', list: [] };
const currency: FieldOf = { key: ['currency'], label: 'edit.currency', kind: 'text' };
const groupFields: FieldOf[] = [
  { key: ['id'], label: 'edit.id', kind: 'text' },
  { key: ['title'], label: 'edit.title', kind: 'text' },
  { key: ['countries'], label: 'edit.countries', kind: 'list' },
];

const text = (value: Json | undefined, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;
const payableName = (t: Say, one: Payable): string =>
  one.kind === 'identity' || one.kind === 'programme' ? t(`payable.${one.kind}`) : t(`payable.${one.kind}`, { title: one.title });

/** Fees and whatever lowers them; nothing else of the programme is changed. */
export function FeesForm({ value, faults, onChange }: FormProps) {
  const t = useText();
  const charged = at(value, ['fees']) !== undefined;
  const fees = listAt(value, ['fees', 'list']);
  const groups = listAt(value, ['fees', 'groups']);
  const form = { value, faults, onChange };
  const payables = payablesIn(value);
  const feeFields: FieldOf[] = [
    { key: ['id'], label: 'edit.id', kind: 'text' },
    { key: ['title'], label: 'edit.title', kind: 'text' },
    {
      key: ['for'],
      label: 'edit.for',
      kind: 'pick',
      options: payables.map((one) => ({ json: one.for, label: payableName(t, one) })),
    },
    { key: ['amountCents'], label: 'edit.amount', kind: 'money' },
    {
      key: ['due'],
      label: 'cost.due',
      kind: 'pick',
      options: (['before-registration', 'before-award', 'optional'] as const).map((json) => ({ json, label: t(`due.${json}`) })),
    },
    { key: ['tiered'], label: 'edit.tiered', kind: 'flag' },
  ];
  const tierFields: FieldOf[] = [
    { key: ['title'], label: 'edit.title', kind: 'text' },
    { key: ['incomeUpToCents'], label: 'edit.income', kind: 'nullable-money' },
    {
      key: ['group'],
      label: 'edit.group',
      kind: 'pick',
      options: [
        { json: null, label: t('edit.allCountries') },
        ...groups.map((one) => ({ json: at(one, ['id']), label: text(at(one, ['title']), String(at(one, ['id']))) })),
      ],
    },
    { key: ['paysPercent'], label: 'edit.pays', kind: 'number' },
  ];
  const voucherFields: FieldOf[] = [
    { key: ['id'], label: 'edit.voucher', kind: 'text' },
    { key: ['sponsor'], label: 'edit.sponsor', kind: 'text' },
    { key: ['coversPercent'], label: 'edit.coversPercent', kind: 'number' },
    { key: ['until'], label: 'edit.until', kind: 'nullable-text' },
    {
      key: ['covers'],
      label: 'edit.covers',
      kind: 'some',
      options: fees.map((one) => ({ json: at(one, ['id']), label: text(at(one, ['title']), String(at(one, ['id']))) })),
    },
  ];
  return (
    <div className={s.editor}>
      <label className={s.check}>
        <input
          type="checkbox"
          checked={charged}
          onChange={(event) => onChange(put(value, ['fees'], event.target.checked ? schedule : undefined))}
        />
        {t('edit.charged')}
      </label>
      {charged && (
        <>
          <div className={s.fields}>
            <EditField
              field={currency}
              rule={at(value, ['fees']) ?? null}
              base={['fees']}
              faults={faults}
              onChange={(next) => onChange(put(value, ['fees', 'currency'], next))}
            />
          </div>
          <h3>{t('edit.fees')}</h3>
          <RowsForm
            {...form}
            path={['fees', 'list']}
            fields={feeFields}
            nameOf={(one, i) => text(at(one, ['title']), t('edit.fee', { number: i + 1 }))}
            blank={() => null}
            addLabel=""
            adder={<AddFee value={value} payables={payables} onChange={onChange} />}
          />
          <h3>{t('edit.groups')}</h3>
          <RowsForm
            {...form}
            path={['fees', 'groups']}
            fields={groupFields}
            nameOf={(one, i) => text(at(one, ['title']), t('edit.groupNumber', { number: i + 1 }))}
            blank={(list) => ({ id: freeId(list, 'group'), title: '', countries: [] })}
            addLabel={t('edit.addGroup')}
            optional
          />
          <h3>{t('cost.tiers')}</h3>
          <RowsForm
            {...form}
            path={['fees', 'tiers']}
            fields={tierFields}
            nameOf={(one, i) => text(at(one, ['title']), t('edit.tier', { number: i + 1 }))}
            blank={() => ({ title: '', incomeUpToCents: null, group: null, paysPercent: 50 })}
            addLabel={t('edit.addTier')}
            help={t('edit.tierHelp')}
            optional
          />
          <h3>{t('cost.vouchers')}</h3>
          <RowsForm
            {...form}
            path={['fees', 'vouchers']}
            fields={voucherFields}
            nameOf={(one, i) => text(at(one, ['sponsor']), t('edit.voucherNumber', { number: i + 1 }))}
            blank={(list) => ({ id: freeId(list, 'voucher'), sponsor: '', covers: [], coversPercent: 100, until: null })}
            addLabel={t('edit.addVoucher')}
            optional
          />
        </>
      )}
    </div>
  );
}

type AddProps = { value: Json; payables: readonly Payable[]; onChange: (value: Json) => void };

/** A new fee begins with what it is for: the rest of it follows from that. */
function AddFee({ value, payables, onChange }: AddProps) {
  const t = useText();
  const [chosen, setChosen] = useState(0);
  const one = payables[chosen] ?? payables[0];
  if (!one) return null;
  const press = () => {
    const list = listAt(value, ['fees', 'list']);
    const fee = {
      id: freeId(list, one.id),
      title: payableName(t, one),
      for: one.for,
      amountCents: 0,
      due: one.kind === 'programme' ? 'before-award' : 'before-registration',
      tiered: one.kind !== 'identity',
    };
    onChange(add(value, ['fees', 'list'], fee));
  };
  return (
    <div className={s.buttons}>
      <Pick
        label={t('edit.newFee')}
        value={String(chosen)}
        options={payables.map((each, i) => ({ value: String(i), label: payableName(t, each) }))}
        onChange={(next) => setChosen(Number(next))}
      />
      <Button icon={Plus} onPress={press}>
        {t('edit.addFee')}
      </Button>
    </div>
  );
}
