/** One of a list, in the middle of a sentence. */
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useDesk, useResponse } from './desk.tsx';
import { Pick } from './pick.tsx';
import { usePlaceLabel } from './place-label.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'inline-choice' }> };

export function InlineChoice({ interaction }: Props) {
  const { declarations } = useDesk();
  const { values, disabled, set } = useResponse(interaction.response);
  const label = usePlaceLabel(declarations, interaction.response);
  return (
    <Pick
      label={label}
      choices={interaction.choices}
      value={values[0] ?? null}
      disabled={disabled}
      onPick={(id) => set(id === null ? [] : [id])}
    />
  );
}
