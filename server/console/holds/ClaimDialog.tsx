import { useState } from 'react';
import type { Doubt } from '../../../shared/contract/holds.ts';
import { personRoutes } from '../../../shared/contract/persons.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import s from '../programmes/Programmes.module.css';
import { Select } from '../regrade/Select.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { useClaims } from './useClaims.ts';

/** Claims that accounts are one person's or several people's. @param props.doubt null: accounts that nobody asked about */
export function ClaimDialog({ doubt, onClose }: { doubt: Doubt | null; onClose: () => void }) {
  const t = useText();
  const take = useClaims();
  const [says, setSays] = useState<'one' | 'two' | null>(null);
  const [first, setFirst] = useState(doubt?.learners[0]?.id ?? '');
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const send = async () => {
    if (!says) return;
    const ids = doubt ? doubt.learners.map(({ id }) => id) : [first.trim(), other.trim()];
    const kept = doubt ? first : (ids[0] ?? '');
    const learners = [kept, ...ids.filter((id, i) => (doubt ? id !== kept : i > 0))];
    await take(await api(personRoutes.propose, { body: { learners, says, reason } }));
  };
  return (
    <FormDialog
      title={t('doubts.same')}
      intro={doubt ? doubt.learners.map(({ name, id }) => `${name} (${id})`).join(' / ') : t('persons.othersText')}
      submit={t('persons.propose')}
      onClose={onClose}
      onSubmit={send}
    >
      {!doubt && (
        <>
          <Field label={t('persons.first')} value={first} onChange={setFirst} maxLength={64} isRequired autoFocus />
          <Field label={t('persons.other')} value={other} onChange={setOther} maxLength={64} isRequired />
        </>
      )}
      <Choice
        label={t('doubts.question')}
        value={says}
        onChange={setSays}
        options={[
          { value: 'one', label: t('doubts.yes') },
          { value: 'two', label: t('doubts.no') },
        ]}
      />
      {doubt && says === 'one' && (
        <Select
          label={t('persons.kept')}
          value={first}
          onChange={setFirst}
          options={doubt.learners.map(({ id, name }) => ({ value: id, label: `${name} (${id})` }))}
        />
      )}
      {says && <p className={s.small}>{t(`persons.means.${says}`, { first: first || t('persons.first') })}</p>}
      <Field label={t('holds.reason')} value={reason} onChange={setReason} rows={3} maxLength={500} isRequired />
    </FormDialog>
  );
}
