import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { registrationRoutes, type WindowRow, type WindowRule } from '../../../shared/contract/registration.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { windowsQuery } from './queries.ts';

/** As `datetime-local` fields write it, in UTC: exam times hold all over the world. */
const written = (at: number): string => (at === 0 ? '' : new Date(at).toISOString().slice(0, 16));
const read = (text: string): number => (text === '' ? 0 : Date.parse(`${text}Z`));
const times = ['opensAt', 'closesAt', 'registersFrom', 'registersUntil', 'changeUntil'] as const;
const names = ['id', 'title', 'exam', 'programme'] as const;

/** Opens a window, or changes the rules of one: its exam and its own times never change. */
export function WindowDialog({ of, onClose }: { of: WindowRow | null; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [texts, setTexts] = useState({
    id: of?.id ?? '',
    title: of?.title ?? '',
    exam: of?.exam ?? '',
    programme: of?.programme ?? '',
  });
  const [at, setAt] = useState({
    opensAt: written(of?.opensAt ?? 0),
    closesAt: written(of?.closesAt ?? 0),
    registersFrom: written(of?.rule.registersFrom ?? 0),
    registersUntil: written(of?.rule.registersUntil ?? 0),
    changeUntil: written(of?.rule.changeUntil ?? 0),
  });
  const [seats, setSeats] = useState(of?.rule.seats?.toString() ?? '');
  const [identity, setIdentity] = useState<'yes' | 'no'>(of?.rule.identity ? 'yes' : 'no');
  const submit = async () => {
    const rule: WindowRule = {
      registersFrom: read(at.registersFrom),
      registersUntil: read(at.registersUntil),
      changeUntil: read(at.changeUntil),
      seats: seats.trim() === '' ? null : Number(seats),
      identity: identity === 'yes',
    };
    if (of) await api(registrationRoutes.changeRule, { params: { id: of.id }, body: rule });
    else
      await api(registrationRoutes.openWindow, {
        body: { ...texts, opensAt: read(at.opensAt), closesAt: read(at.closesAt), rule },
      });
    await client.invalidateQueries({ queryKey: windowsQuery.queryKey });
  };
  return (
    <FormDialog
      title={of ? t('windows.changeOf', { title: of.title }) : t('windows.new')}
      intro={t('windows.dialogIntro')}
      submit={t(of ? 'windows.save' : 'windows.new')}
      onClose={onClose}
      onSubmit={submit}
    >
      {!of &&
        names.map((name) => (
          <Field
            key={name}
            label={t(`windows.field.${name}`)}
            value={texts[name]}
            onChange={(value) => setTexts((before) => ({ ...before, [name]: value }))}
            isRequired
          />
        ))}
      {times
        .filter((name) => !of || (name !== 'opensAt' && name !== 'closesAt'))
        .map((name) => (
          <Field
            key={name}
            type="datetime-local"
            label={t(`windows.field.${name}`)}
            value={at[name]}
            onChange={(value) => setAt((before) => ({ ...before, [name]: value }))}
            isRequired={name !== 'registersFrom'}
          />
        ))}
      <Field label={t('windows.field.seats')} type="number" value={seats} onChange={setSeats} />
      <Choice
        label={t('windows.field.identity')}
        value={identity}
        onChange={setIdentity}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`windows.identity.${value}`) }))}
      />
    </FormDialog>
  );
}
