/** One or several of a list; choices can be crossed out to think. */
import { Undo2 } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import { Ask } from './ask.tsx';
import s from './choice.module.css';
import { useDesk, useResponse } from './desk.tsx';
import { useLimitText } from './limits.ts';
import { toggled } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'choice' }> };
const letter = (index: number): string => String.fromCodePoint(65 + (index % 26)) + (index < 26 ? '' : Math.floor(index / 26));

export function Choice({ interaction }: Props) {
  const t = useText();
  const desk = useDesk();
  const { values, disabled, set } = useResponse(interaction.response);
  const declared = desk.declarations.find((declaration) => declaration.id === interaction.response);
  const single = interaction.max === 1 || declared?.cardinality === 'single';
  const max = single ? 1 : interaction.max;
  const order = interaction.choices.map((choice) => choice.id);
  const instruction = useLimitText(interaction.min, max, values.length);

  return (
    <Ask
      prompt={interaction.prompt}
      instruction={single ? t('choice.one') : instruction}
      onClear={single && values.length > 0 && !disabled ? () => set([]) : undefined}
    >
      <ul className={s.choices}>
        {interaction.choices.map((choice, index) => {
          const out = desk.isOut(choice.id);
          return (
            <li key={choice.id} className={s.row} data-out={out || undefined} data-crossing={desk.crossing || undefined}>
              <label className={s.choice}>
                <input
                  className={s.input}
                  type={single ? 'radio' : 'checkbox'}
                  name={`${desk.item}.${interaction.response}`}
                  checked={values.includes(choice.id)}
                  disabled={disabled}
                  onChange={() => set(single ? [choice.id] : toggled(values, choice.id, max, order))}
                />
                <span className={s.letter} data-shape={single ? 'round' : 'square'} aria-hidden>
                  {letter(index)}
                </span>
                <Flow content={choice.content} inline className={s.text} />
                {out && <span className="sr">{t('choice.is-out')}</span>}
              </label>
              {desk.crossing && (
                <Button
                  className={cx(s.cross)}
                  isDisabled={disabled}
                  onPress={() => desk.toggleOut(choice.id)}
                  aria-label={t(out ? 'choice.restore' : 'choice.cross-out', { letter: letter(index) })}
                >
                  {out ? (
                    <Undo2 aria-hidden className={s.undo} />
                  ) : (
                    <span className={s.crossed} aria-hidden>
                      {letter(index)}
                    </span>
                  )}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Ask>
  );
}
