/** Join places of a picture in pairs: press one, then the other. */
import { useState } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import s from './associate.module.css';
import { middleOf, PictureRegions } from './canvas.tsx';
import { useResponse } from './desk.tsx';
import { useMoved } from './moved-note.tsx';
import { PairsFoot } from './pairs.tsx';
import { paired, pairOf } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'graphic-associate' }> };

export function GraphicAssociate({ interaction }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(interaction.response);
  const [first, setFirst] = useState<string | null>(null);
  const note = useMoved();
  const { regions, picture, max } = interaction;
  const labelOf = (id: string) => regions.find((region) => region.id === id)?.label ?? '';
  const press = (id: string) => {
    if (first === null || first === id) return setFirst(first === id ? null : id);
    const perChoice = Object.fromEntries(regions.map((region) => [region.id, region.matchMax]));
    const next = paired(values, [first, id], { max, directed: false, perChoice });
    note.compare(values, next);
    setFirst(null);
    set(next);
  };
  return (
    <Ask prompt={interaction.prompt} instruction={t(max > 0 ? 'associate.up-to' : 'associate.how', { max })}>
      <PictureRegions
        picture={picture}
        regions={regions}
        disabled={disabled}
        isChosen={(id) => first === id}
        badge={() => null}
        onPress={press}
      >
        {values.map((value) => {
          const ends = pairOf(value).map((id) => regions.find((region) => region.id === id));
          const [from, to] = ends.map((region) => (region ? middleOf(region) : [0, 0]));
          return <path key={value} className={s.joined} d={`M${from?.join(' ')}L${to?.join(' ')}`} />;
        })}
      </PictureRegions>
      <PairsFoot
        status={first === null ? t('associate.pairs', { count: values.length }) : t('associate.second', { name: labelOf(first) })}
        values={values}
        contentOf={(id) => [labelOf(id)]}
        disabled={disabled}
        onRemove={(value) => set(values.filter((known) => known !== value))}
        note={note.element}
      />
    </Ask>
  );
}
