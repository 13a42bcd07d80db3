/** A number on a scale. Until the candidate moves or accepts it there is no answer. */
import { Check } from 'lucide-react';
import { useIntl } from 'react-intl';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './slider.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'slider' }> };

export function Slider({ interaction }: Props) {
  const t = useText();
  const intl = useIntl();
  const { values, disabled, type, set } = useResponse(interaction.response);
  const { lower, upper, step } = interaction;
  const answered = values[0] !== undefined;
  const value = values[0] ?? String(lower);
  return (
    <Ask prompt={interaction.prompt} instruction={t('slider.how')} onClear={answered && !disabled ? () => set([]) : undefined}>
      <output className={s.value} data-empty={!answered || undefined}>
        {answered ? intl.formatNumber(Number(value), { maximumFractionDigits: 10 }) : t('slider.none')}
      </output>
      <input
        type="range"
        className={s.range}
        data-empty={!answered || undefined}
        aria-label={plainText(interaction.prompt) || t('answer.only')}
        aria-valuetext={answered ? intl.formatNumber(Number(value), { maximumFractionDigits: 10 }) : t('slider.none')}
        min={lower}
        max={upper}
        step={step}
        value={value}
        disabled={disabled}
        onChange={(event) => type([event.target.value])}
        onBlur={(event) => answered && set([event.target.value])}
      />
      <p className={s.ends}>
        <span>{intl.formatNumber(lower)}</span>
        <span>{intl.formatNumber(upper)}</span>
      </p>
      {!answered && (
        <Action icon={Check} disabled={disabled} onPress={() => set([String(lower)])}>
          {t('slider.accept', { value: intl.formatNumber(lower) })}
        </Action>
      )}
    </Ask>
  );
}
