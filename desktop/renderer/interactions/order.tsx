/** Put everything in order. Until the candidate moves or accepts something there is no answer. */
import { Check } from 'lucide-react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './order.module.css';
import { Sortable } from './sortable.tsx';

type Props = { interaction: Extract<Interaction, { interaction: 'order' }> };

export function Order({ interaction }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(interaction.response);
  const delivered = interaction.choices.map((choice) => choice.id);
  const ids = values.length > 0 ? values : delivered;
  const entries = ids.flatMap((id) => {
    const choice = interaction.choices.find((candidate) => candidate.id === id);
    return choice ? [{ id, name: plainText(choice.content), body: <Flow content={choice.content} inline /> }] : [];
  });
  return (
    <Ask
      prompt={interaction.prompt}
      instruction={t('order.how')}
      onClear={values.length > 0 && !disabled ? () => set([]) : undefined}
    >
      <Sortable entries={entries} disabled={disabled} onOrder={set} />
      {values.length === 0 && (
        <p className={s.accept}>
          <span>{t('order.untouched')}</span>
          <Action icon={Check} disabled={disabled} onPress={() => set(delivered)}>
            {t('order.accept')}
          </Action>
        </p>
      )}
    </Ask>
  );
}
