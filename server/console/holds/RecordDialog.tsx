import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { holdRoutes, ToRecord } from '../../../shared/contract/holds.ts';
import { api } from '../app/api.ts';
import { Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';

type Kind = ToRecord['kind'];
const kinds: readonly Kind[] = ['payment', 'capstone', 'extra-attempt'];
const states = ['paid', 'waived', 'refunded', 'charged-back'] as const;

/** What is known from elsewhere: a payment, the mark of a capstone, a further attempt that staff grant. */
export function RecordDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>('payment');
  const [state, setState] = useState<(typeof states)[number]>('paid');
  const [typed, setTyped] = useState({ learner: '', what: '', reference: '', amount: '', grade: '', people: '', reason: '' });
  const set = (key: keyof typeof typed) => (value: string) => setTyped({ ...typed, [key]: value });
  const number = (text: string) => Number(text.trim().replace(',', '.'));
  const send = async () => {
    const { learner, what, reference, reason } = typed;
    const given = {
      payment: { fee: what.trim(), reference, amountCents: Math.round(number(typed.amount) * 100), state },
      capstone: { capstone: what.trim(), reference, grade: number(typed.grade), people: number(typed.people) },
      'extra-attempt': { exam: what.trim(), reason },
    }[kind];
    const body = ToRecord.safeParse({ kind, learner: learner.trim(), ...given });
    if (!body.success) {
      const [issue] = body.error.issues;
      throw new Fault('bad-input', { place: issue?.path.join('.') ?? '', detail: issue?.message });
    }
    await api(holdRoutes.record, { body: body.data });
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  return (
    <FormDialog title={t('facts.record')} intro={t('facts.text')} submit={t('facts.record')} onClose={onClose} onSubmit={send}>
      <Choice
        label={t('facts.kind')}
        value={kind}
        onChange={setKind}
        options={kinds.map((value) => ({ value, label: t(`fact.kind.${value}`) }))}
      />
      <Field label={t('holds.learnerId')} value={typed.learner} onChange={set('learner')} maxLength={64} isRequired />
      <Field label={t(`fact.what.${kind}`)} value={typed.what} onChange={set('what')} maxLength={64} isRequired />
      {kind !== 'extra-attempt' && (
        <Field
          label={t('facts.reference')}
          help={t('facts.referenceHelp')}
          value={typed.reference}
          onChange={set('reference')}
          maxLength={100}
          isRequired
        />
      )}
      {kind === 'payment' && (
        <>
          <Field label={t('facts.amount')} value={typed.amount} onChange={set('amount')} inputMode="decimal" isRequired />
          <Choice
            label={t('col.state')}
            value={state}
            onChange={setState}
            options={states.map((value) => ({ value, label: t(`paid.${value}`) }))}
          />
        </>
      )}
      {kind === 'capstone' && (
        <>
          <Field label={t('whatIf.grade')} value={typed.grade} onChange={set('grade')} inputMode="decimal" isRequired />
          <Field label={t('edit.people')} value={typed.people} onChange={set('people')} inputMode="numeric" isRequired />
        </>
      )}
      {kind === 'extra-attempt' && (
        <Field label={t('holds.reason')} value={typed.reason} onChange={set('reason')} rows={3} maxLength={500} isRequired />
      )}
    </FormDialog>
  );
}
