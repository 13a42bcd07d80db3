/** A word or a number, typed in the middle of a sentence. */
import { useId } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { useDesk, useResponse } from './desk.tsx';
import { usePlaceLabel } from './place-label.ts';
import s from './text-entry.module.css';
import { isNumeric } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'text-entry' }> };

export function TextEntry({ interaction }: Props) {
  const t = useText();
  const { declarations } = useDesk();
  const { values, disabled, type, set } = useResponse(interaction.response);
  const place = usePlaceLabel(declarations, interaction.response);
  const hint = useId();
  const typed = values[0] ?? '';
  const odd = interaction.numeric && typed.trim() !== '' && !isNumeric(typed);
  const width = Math.min(40, Math.max(6, interaction.expectedLength ?? 12));
  const response = (text: string) => (text.trim() === '' ? [] : [text]);
  return (
    <span className={s.place}>
      <input
        className={s.input}
        style={{ inlineSize: `calc(${width}ch + 1.5rem)` }}
        aria-label={interaction.label ?? place}
        inputMode={interaction.numeric ? 'decimal' : 'text'}
        dir={interaction.numeric ? 'ltr' : 'auto'}
        value={typed}
        maxLength={2000}
        disabled={disabled}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-describedby={odd ? hint : undefined}
        onChange={(event) => type(response(event.target.value))}
        onBlur={(event) => set(response(event.target.value))}
      />
      {odd && (
        <span id={hint} className={s.hint}>
          {t('text.number-hint')}
        </span>
      )}
    </span>
  );
}
