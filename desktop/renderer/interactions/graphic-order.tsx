/** Number the regions of a picture in order. */
import { useIntl } from 'react-intl';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import { PictureRegions } from './canvas.tsx';
import { useResponse } from './desk.tsx';
import s from './graphic-order.module.css';
import { Sortable } from './sortable.tsx';

type Props = { interaction: Extract<Interaction, { interaction: 'graphic-order' }> };

export function GraphicOrder({ interaction }: Props) {
  const t = useText();
  const intl = useIntl();
  const { values, disabled, set } = useResponse(interaction.response);
  const { picture, regions } = interaction;
  const without = (id: string) => values.filter((value) => value !== id);
  const label = (id: string) => regions.find((region) => region.id === id)?.label ?? id;
  return (
    <Ask prompt={interaction.prompt} instruction={t('graphic-order.how')}>
      <PictureRegions
        picture={picture}
        regions={regions}
        disabled={disabled}
        isChosen={(id) => values.includes(id)}
        badge={(id) => (values.includes(id) ? intl.formatNumber(values.indexOf(id) + 1) : null)}
        onPress={(id) => set(values.includes(id) ? without(id) : [...values, id])}
      />
      <div className={s.list}>
        <Sortable
          entries={values.map((id) => ({ id, name: label(id), body: label(id) }))}
          disabled={disabled}
          onOrder={set}
          onRemove={(id) => set(without(id))}
        />
      </div>
    </Ask>
  );
}
