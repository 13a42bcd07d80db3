/** What stands below everything that is paired: how far one is, the pairs with a way to take each apart, and what gave way. */
import { Link2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Content } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import s from './associate.module.css';
import { pairOf } from './values.ts';

type Props = {
  /** How many pairs there are, or what is asked for next. */
  status: string;
  values: readonly string[];
  /** What stands for one half of a pair. */
  contentOf: (id: string) => readonly Content[];
  disabled: boolean;
  onRemove: (value: string) => void;
  /** Says when making one pair took another apart. */
  note: ReactNode;
};

export function PairsFoot({ status, note, ...pairs }: Props) {
  return (
    <>
      <p className={s.status} role="status">
        {status}
      </p>
      <Pairs {...pairs} />
      {note}
    </>
  );
}

function Pairs({ values, contentOf, disabled, onRemove }: Omit<Props, 'status' | 'note'>) {
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
