/** Choose passages inside a text. */
import { Check } from 'lucide-react';
import { createContext, useContext } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Content, Interaction } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { cx } from '../ui/cx.ts';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './hottext.module.css';
import { useLimitText } from './limits.ts';
import { toggled } from './values.ts';

type Passages = { chosen: readonly string[]; disabled: boolean; toggle: (id: string) => void };
const PassagesContext = createContext<Passages | null>(null);

export function Hottext({ interaction }: { interaction: Extract<Interaction, { interaction: 'hottext' }> }) {
  const { values, disabled, set } = useResponse(interaction.response);
  const instruction = useLimitText(interaction.min, interaction.max, values.length);
  const order = passagesIn(interaction.content);
  const toggle = (id: string) => set(toggled(values, id, interaction.max, order));
  return (
    <PassagesContext value={{ chosen: values, disabled, toggle }}>
      <Ask prompt={interaction.prompt} instruction={instruction}>
        <Flow content={interaction.content} className={s.text} />
      </Ask>
    </PassagesContext>
  );
}

export function HottextChoice({ id, content }: { id: string; content: readonly Content[] }) {
  const passages = useContext(PassagesContext);
  if (!passages) throw new Error(`hottext ${id} stands outside of a hottext interaction`);
  const chosen = passages.chosen.includes(id);
  return (
    <ToggleButton
      className={cx(s.passage)}
      isSelected={chosen}
      isDisabled={passages.disabled}
      onChange={() => passages.toggle(id)}
    >
      {chosen && <Check aria-hidden className={s.icon} />}
      <Flow content={content} inline />
    </ToggleButton>
  );
}

function passagesIn(content: readonly Content[]): string[] {
  return content.flatMap((node) => {
    if (typeof node === 'string') return [];
    if ('interaction' in node) return node.interaction === 'hottext-choice' ? [node.id] : [];
    return passagesIn(node.children);
  });
}
