/** The pairs that were made, each with a way to take it apart. */
import { Link2, X } from 'lucide-react';
import type { Content } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { plainText } from '../content/plain-text.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import s from './associate.module.css';
import { pairOf } from './values.ts';

type Props = {
  values: readonly string[];
  /** What stands for one half of a pair. */
  contentOf: (id: string) => readonly Content[];
  disabled: boolean;
  onRemove: (value: string) => void;
};

export function Pairs({ values, contentOf, disabled, onRemove }: Props) {
  const t = useText();
  return (
    <ul className={s.pairs}>
      {values.map((value) => {
        const [a, b] = pairOf(value);
        const name = `${plainText(contentOf(a))} – ${plainText(contentOf(b))}`;
        return (
          <li key={value} className={s.pair}>
            <Flow content={contentOf(a)} inline />
            <Link2 aria-hidden className={s.icon} />
            <Flow content={contentOf(b)} inline />
            <Action
              kind="quiet"
              icon={X}
              disabled={disabled}
              label={t('answer.remove', { name })}
              onPress={() => onRemove(value)}
              className={s.remove}
            >
              {t('answer.remove-word')}
            </Action>
          </li>
        );
      })}
    </ul>
  );
}
