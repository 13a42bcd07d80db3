/** Says when making one pair took another apart, which otherwise could pass unseen. */
import { useState } from 'react';
import { useText } from '../i18n/text.ts';
import s from './moved-note.module.css';

export function useMoved() {
  const t = useText();
  const [gone, setGone] = useState(0);
  return {
    /** Counts the pairs that had to give way to a new one. */
    compare: (before: readonly string[], after: readonly string[]) => {
      const added = after.some((pair) => !before.includes(pair));
      setGone(added ? before.filter((pair) => !after.includes(pair)).length : 0);
    },
    element: (
      <p className={s.note} role="status">
        {gone > 0 && t('pairs.gave-way', { count: gone })}
      </p>
    ),
  };
}
