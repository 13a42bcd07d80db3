/** Put choices on places of a picture: press a choice, then the place. */
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import { Ask } from './ask.tsx';
import s from './associate.module.css';
import { PictureRegions } from './canvas.tsx';
import { useResponse } from './desk.tsx';
import { useMoved } from './moved-note.tsx';
import { PairsFoot } from './pairs.tsx';
import { paired, pairOf, uses } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'graphic-gap-match' }> };

export function GraphicGapMatch({ interaction }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(interaction.response);
  const [picked, setPicked] = useState<string | null>(null);
  const note = useMoved();
  const { choices, regions, picture, max } = interaction;
  const placeOf = (id: string) => choices.findIndex((choice) => choice.id === id) + 1;
  const contentOf = (id: string) => {
    const region = regions.find((known) => known.id === id);
    return region ? [region.label] : (choices.find((choice) => choice.id === id)?.content ?? []);
  };
  const on = (region: string) => values.filter((value) => pairOf(value)[1] === region).map((value) => pairOf(value)[0]);
  const put = (region: string) => {
    if (picked === null) return;
    const perChoice = Object.fromEntries([...choices, ...regions].map((known) => [known.id, known.matchMax]));
    const next = paired(values, [picked, region], { max, directed: true, perChoice });
    note.compare(values, next);
    setPicked(null);
    set(next);
  };
  return (
    <Ask prompt={interaction.prompt} instruction={t('graphic-gap.how')}>
      <ol className={s.choices}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <ToggleButton
              className={cx(s.choice)}
              isSelected={picked === choice.id}
              isDisabled={disabled}
              onChange={() => setPicked(picked === choice.id ? null : choice.id)}
              data-used={uses(values, choice.id) > 0 || undefined}
            >
              <span className={s.number}>{placeOf(choice.id)}</span>
              <Flow content={choice.content} inline />
            </ToggleButton>
          </li>
        ))}
      </ol>
      <div className={s.picture}>
        <PictureRegions
          picture={picture}
          regions={regions}
          disabled={disabled}
          isChosen={(id) => on(id).length > 0}
          badge={(id) => (on(id).length === 0 ? null : on(id).map(placeOf).join(', '))}
          onPress={put}
        />
      </div>
      <PairsFoot
        status={
          picked === null
            ? t('graphic-gap.placed', { count: values.length })
            : t('graphic-gap.where', { name: plainText(contentOf(picked)) || String(placeOf(picked)) })
        }
        values={values}
        contentOf={contentOf}
        disabled={disabled}
        onRemove={(value) => set(values.filter((known) => known !== value))}
        note={note.element}
      />
    </Ask>
  );
}
