/** An answer of several sentences. */
import { useIntl } from 'react-intl';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { useDisplay } from '../i18n/display.tsx';
import { useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './extended-text.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'extended-text' }> };
/** As the contract allows for one response value. */
const mostCharacters = 20_000;

export function ExtendedText({ interaction }: Props) {
  const t = useText();
  const intl = useIntl();
  const { locale } = useDisplay();
  const { values, disabled, type, set } = useResponse(interaction.response);
  const written = values[0] ?? '';
  const response = (text: string) => (text.trim() === '' ? [] : [text]);
  const left = mostCharacters - written.length;
  return (
    <Ask prompt={interaction.prompt} instruction={t('text.write')}>
      <textarea
        className={s.area}
        aria-label={plainText(interaction.prompt) || t('answer.only')}
        rows={Math.min(24, Math.max(4, interaction.expectedLines ?? 10))}
        dir="auto"
        value={written}
        maxLength={mostCharacters}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(response(event.target.value))}
        onBlur={(event) => set(response(event.target.value))}
      />
      <p className={s.count}>
        {t('text.words', { count: words(written, locale) })}
        {left < 1000 && ` · ${t('text.characters-left', { count: intl.formatNumber(left) })}`}
      </p>
    </Ask>
  );
}

function words(text: string, locale: string): number {
  let count = 0;
  for (const part of new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)) if (part.isWordLike) count += 1;
  return count;
}
