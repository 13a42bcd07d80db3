/** Join each row with columns: a table of check boxes, and a list per row where there is no room for a table. */
import { useId } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { Ask } from './ask.tsx';
import { useResponse } from './desk.tsx';
import s from './match.module.css';
import { useMoved } from './moved-note.tsx';
import { lexical, paired } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'match' }> };

export function Match({ interaction }: Props) {
  const t = useText();
  const id = useId();
  const { values, disabled, set } = useResponse(interaction.response);
  const { sources, targets, max } = interaction;
  const note = useMoved();
  const limits = {
    max,
    directed: true,
    perChoice: Object.fromEntries([...sources, ...targets].map((choice) => [choice.id, choice.matchMax])),
  };
  const toggle = (source: string, target: string) => {
    const pair = [source, target] as const;
    const value = lexical(pair);
    const next = values.includes(value) ? values.filter((known) => known !== value) : paired(values, pair, limits);
    note.compare(values, next);
    set(next);
  };
  const onePerRow = sources.every((source) => source.matchMax === 1);
  return (
    <Ask
      prompt={interaction.prompt}
      instruction={t(onePerRow ? 'match.one-per-row' : 'match.how')}
      onClear={values.length > 0 && !disabled ? () => set([]) : undefined}
    >
      <table className={s.table}>
        <thead>
          <tr>
            <td />
            {targets.map((target) => (
              <th key={target.id} scope="col" id={`${id}-${target.id}`}>
                <Flow content={target.content} inline />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <th scope="row" id={`${id}-${source.id}`}>
                <Flow content={source.content} inline />
              </th>
              {targets.map((target) => (
                <td key={target.id}>
                  <label className={s.cell}>
                    <input
                      type="checkbox"
                      className={s.box}
                      aria-labelledby={`${id}-${source.id} ${id}-${target.id}`}
                      checked={values.includes(lexical([source.id, target.id]))}
                      disabled={disabled}
                      onChange={() => toggle(source.id, target.id)}
                    />
                    <span className={s.narrow} aria-hidden>
                      <Flow content={target.content} inline />
                    </span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note.element}
    </Ask>
  );
}
