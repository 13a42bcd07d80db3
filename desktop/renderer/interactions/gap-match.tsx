/** Fill the gaps of a text from one list of choices. */
import { createContext, useContext } from 'react';
import type { Content, Interaction } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './gap-match.module.css';
import { useMoved } from './moved-note.tsx';
import { Pick } from './pick.tsx';
import { paired, pairOf } from './values.ts';

type GapMatchInteraction = Extract<Interaction, { interaction: 'gap-match' }>;
type Gaps = {
  ids: string[];
  choices: GapMatchInteraction['choices'];
  disabled: boolean;
  filled: (gap: string) => string | null;
  fill: (gap: string, choice: string | null) => void;
};
const GapsContext = createContext<Gaps | null>(null);

export function GapMatch({ interaction }: { interaction: GapMatchInteraction }) {
  const t = useText();
  const { values, disabled, set } = useResponse(interaction.response);
  const note = useMoved();
  const ids = gapsIn(interaction.content);
  const fill = (gap: string, choice: string | null) => {
    const others = values.filter((value) => pairOf(value)[1] !== gap);
    const perChoice = Object.fromEntries(interaction.choices.map((known) => [known.id, known.matchMax]));
    const next = choice === null ? others : paired(others, [choice, gap], { max: 0, directed: true, perChoice });
    note.compare(others, next);
    set(next);
  };
  const filled = (gap: string) => {
    const value = values.find((known) => pairOf(known)[1] === gap);
    return value === undefined ? null : pairOf(value)[0];
  };
  return (
    <GapsContext value={{ ids, choices: interaction.choices, disabled, filled, fill }}>
      <Ask prompt={interaction.prompt} instruction={t('gap.how')}>
        <Flow content={interaction.content} className={s.text} />
        {note.element}
      </Ask>
    </GapsContext>
  );
}

export function Gap({ id }: { id: string }) {
  const t = useText();
  const gaps = useContext(GapsContext);
  if (!gaps) throw new Error(`gap ${id} stands outside of a gap-match interaction`);
  return (
    <Pick
      label={t('gap.nth', { place: gaps.ids.indexOf(id) + 1, count: gaps.ids.length })}
      choices={gaps.choices}
      value={gaps.filled(id)}
      disabled={gaps.disabled}
      onPick={(choice) => gaps.fill(id, choice)}
    />
  );
}

function gapsIn(content: readonly Content[]): string[] {
  return content.flatMap((node) => {
    if (typeof node === 'string') return [];
    if ('interaction' in node) return node.interaction === 'gap' ? [node.id] : [];
    return gapsIn(node.children);
  });
}
