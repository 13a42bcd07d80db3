import { useQuery } from '@tanstack/react-query';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import { CheckInStep } from '../../../shared/journal/entry.ts';
import type { Doubt } from '../../../shared/sitting/check-in.ts';
import { sittingQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import field from '../ui/Field.module.css';
import s from './AgainChoice.module.css';

/** The steps that what is in doubt points at; everything, where nothing is. */
export function againFor(doubts: readonly Doubt[]): CheckInStep[] {
  const named = CheckInStep.options.filter((step) =>
    doubts.some(
      (doubt) => doubt.startsWith(step) || (step === 'document' && (doubt.startsWith('name') || doubt.startsWith('face'))),
    ),
  );
  return named.length > 0 ? named : ['portrait', 'document'];
}

type Props = { sitting: string; value: readonly CheckInStep[]; onChange: (steps: readonly CheckInStep[]) => void };

/** Which steps of the check-in are asked for again. */
export function AgainChoice({ sitting, value, onChange }: Props) {
  const t = useText();
  const { data } = useQuery(sittingQuery(sitting));
  const steps = data?.checkIn.steps ?? ['portrait', 'document'];
  return (
    <CheckboxGroup
      className={field.choice ?? ''}
      value={value.filter((step) => steps.includes(step))}
      onChange={(chosen) => onChange(CheckInStep.options.filter((step) => chosen.includes(step)))}
      isRequired
    >
      <Label>{t('checkin.again')}</Label>
      <div className={field.options}>
        {steps.map((step) => (
          <Checkbox key={step} value={step} className={s.box ?? ''}>
            {({ isSelected }) => (
              <>
                <span className={s.mark} aria-hidden>
                  {isSelected ? '✓' : ''}
                </span>
                {t(`checkin.step.${step}`)}
              </>
            )}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
