/** A button that notes that it was pressed; pressing it again takes that back. */
import { CircleCheck } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import { useResponse } from './desk.tsx';
import s from './end-attempt.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'end-attempt' }> };

export function EndAttempt({ interaction: { response, title } }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(response);
  const pressed = values[0] === 'true';
  return (
    <span className={s.place}>
      <ToggleButton
        className={cx(s.button)}
        isSelected={pressed}
        isDisabled={disabled}
        onChange={(on) => set(on ? ['true'] : [])}
      >
        {pressed && <CircleCheck aria-hidden className={s.icon} />}
        {title}
      </ToggleButton>
      <span role="status" className={s.note}>
        {pressed && t('end-attempt.noted')}
      </span>
    </span>
  );
}
