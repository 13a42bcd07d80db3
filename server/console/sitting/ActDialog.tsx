import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import type { Act, WallTile } from '../../../shared/contract/console.ts';
import type { CheckInStep, ReasonCategory } from '../../../shared/journal/entry.ts';
import { useText } from '../app/text.tsx';
import { AgainChoice, againFor } from '../checkin/AgainChoice.tsx';
import field from '../ui/Field.module.css';
import { Choice, Field, Refused } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import type { ActName } from './acts.ts';

export type AskedAct = Exclude<ActName, 'resume'>;
const categories: readonly ReasonCategory[] = ['technical', 'environment', 'identity', 'candidate', 'staff'];
const withCategory: readonly AskedAct[] = ['pause', 'extend', 'terminate'];

type Filled = { text: string; category: ReasonCategory | null; minutes: number; again: readonly CheckInStep[] };

/** The act as it is sent, or null while something is missing. */
export function actOf(name: AskedAct, { text, category, minutes, again }: Filled): Act | null {
  const said = text.trim();
  if (said === '') return null;
  if (name === 'message' || name === 'note') return { act: name, text: said };
  if (name === 'release') return { act: name, reason: said };
  if (name === 'return-check-in') return again.length === 0 ? null : { act: name, reason: said, again: [...again] };
  if (!category) return null;
  return name === 'extend' ? { act: name, minutes, category, reason: said } : { act: name, category, reason: said };
}

type Props = { name: AskedAct; tile: WallTile; onAct: (act: Act) => Promise<unknown>; onClose: () => void };

/** Asks for what one act needs: a category and a reason, words to the candidate, or minutes. */
export function ActDialog({ name, tile, onAct, onClose }: Props) {
  const t = useText();
  const [text, setText] = useState('');
  const [category, setCategory] = useState<ReasonCategory | null>(null);
  const [minutes, setMinutes] = useState(10);
  const [again, setAgain] = useState<readonly CheckInStep[]>(() => againFor(tile.doubts));
  const wordy = name === 'message' || name === 'note';
  const submit = async () => {
    const act = actOf(name, { text, category, minutes, again });
    if (act) await onAct(act);
  };
  return (
    <FormDialog
      title={t(`ask.${name}.title`, { name: tile.name })}
      intro={t(`ask.${name}.intro`)}
      submit={t(`act.${name}`)}
      danger={name === 'terminate'}
      onClose={onClose}
      onSubmit={submit}
    >
      {name === 'extend' && (
        <NumberField
          className={field.field ?? ''}
          value={minutes}
          onChange={setMinutes}
          minValue={1}
          maxValue={240}
          isRequired
          autoFocus
        >
          <Label>{t('ask.minutes')}</Label>
          <Input />
          <Refused />
        </NumberField>
      )}
      {name === 'return-check-in' && <AgainChoice sitting={tile.sitting} value={again} onChange={setAgain} />}
      {withCategory.includes(name) && (
        <Choice
          label={t('ask.category')}
          value={category}
          onChange={setCategory}
          options={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
        />
      )}
      <Field
        label={t(wordy ? 'ask.text' : 'ask.reason')}
        help={t(name === 'note' ? 'ask.noteHelp' : name === 'release' ? 'ask.releaseHelp' : 'ask.readHelp')}
        rows={3}
        value={text}
        onChange={setText}
        maxLength={wordy ? 1000 : 500}
        isRequired
        autoFocus={name !== 'extend'}
      />
    </FormDialog>
  );
}
