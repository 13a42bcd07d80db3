/** Choose regions of a picture. */
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useList, useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import { PictureRegions } from './canvas.tsx';
import { useResponse } from './desk.tsx';
import s from './hotspot.module.css';
import { useLimitText } from './limits.ts';
import { toggled } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'hotspot' }> };

export function Hotspot({ interaction }: Props) {
  const t = useText();
  const list = useList();
  const { values, disabled, set } = useResponse(interaction.response);
  const instruction = useLimitText(interaction.min, interaction.max, values.length);
  const { picture, regions, max } = interaction;
  const order = regions.map((region) => region.id);
  const chosen = regions.filter((region) => values.includes(region.id)).map((region) => region.label);
  return (
    <Ask prompt={interaction.prompt} instruction={instruction}>
      <PictureRegions
        picture={picture}
        regions={regions}
        disabled={disabled}
        isChosen={(id) => values.includes(id)}
        badge={() => null}
        onPress={(id) => set(toggled(values, id, max, order))}
      />
      <p className={s.chosen} role="status">
        {chosen.length === 0 ? t('picture.none') : t('picture.chosen', { names: list(chosen) })}
      </p>
    </Ask>
  );
}
