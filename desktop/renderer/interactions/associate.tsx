/** Make pairs out of one list: press one, then the other. */
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import { Ask } from './ask.tsx';
import s from './associate.module.css';
import { useResponse } from './desk.tsx';
import { useMoved } from './moved-note.tsx';
import { PairsFoot } from './pairs.tsx';
import { paired, uses } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'associate' }> };

export function Associate({ interaction }: Props) {
  const t = useText();
  const { values, disabled, set } = useResponse(interaction.response);
  const [first, setFirst] = useState<string | null>(null);
  const note = useMoved();
  const { choices, max } = interaction;
  const contentOf = (id: string) => choices.find((choice) => choice.id === id)?.content ?? [];
  const press = (id: string) => {
    if (first === null || first === id) return setFirst(first === id ? null : id);
    const perChoice = Object.fromEntries(choices.map((choice) => [choice.id, choice.matchMax]));
    const next = paired(values, [first, id], { max, directed: false, perChoice });
    note.compare(values, next);
    setFirst(null);
    set(next);
  };
  return (
    <Ask prompt={interaction.prompt} instruction={t(max > 0 ? 'associate.up-to' : 'associate.how', { max })}>
      <ul className={s.choices}>
        {choices.map((choice) => (
          <li key={choice.id}>
            <ToggleButton
              className={cx(s.choice)}
              isSelected={first === choice.id}
              isDisabled={disabled}
              onChange={() => press(choice.id)}
              data-used={uses(values, choice.id) > 0 || undefined}
            >
              <Flow content={choice.content} inline />
            </ToggleButton>
          </li>
        ))}
      </ul>
      <PairsFoot
        status={
          first === null
            ? t('associate.pairs', { count: values.length })
            : t('associate.second', { name: plainText(contentOf(first)) })
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
