/** The parts that block interactions share: the frame with its prompt, the instruction, and taking the answer back. */
import { Eraser } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Content } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { useDisplay } from '../i18n/display.tsx';
import { directionOf } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import s from './ask.module.css';

type Props = { prompt: readonly Content[]; instruction: string; children: ReactNode; onClear?: (() => void) | undefined };

/** Groups an interaction under its prompt and instruction; `onClear` offers to take the whole answer back. */
export function Ask({ prompt, instruction, children, onClear }: Props) {
  const t = useText();
  const { locale } = useDisplay();
  const id = useId();
  return (
    <fieldset className={s.ask} aria-labelledby={`${id}-prompt ${id}-how`} lang={locale} dir={directionOf(locale)}>
      <div id={`${id}-prompt`}>
        <Flow content={prompt} className={s.prompt} />
      </div>
      <p id={`${id}-how`} className={s.instruction}>
        {instruction}
      </p>
      {children}
      {onClear && (
        <Action kind="link" icon={Eraser} onPress={onClear} className={s.clear}>
          {t('answer.clear')}
        </Action>
      )}
    </fieldset>
  );
}
