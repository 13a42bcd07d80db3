import { CircleCheck, Eye, TriangleAlert } from 'lucide-react';
import { type Doubt, isSerious } from '../../../shared/sitting/check-in.ts';
import { useText } from '../app/text.tsx';
import s from './Doubts.module.css';

/** What a check-in left unsure, the most serious first, as observations. Nothing to look at is said too. */
export function Doubts({ doubts }: { doubts: readonly Doubt[] }) {
  const t = useText();
  if (doubts.length === 0)
    return (
      <p className={s.clear}>
        <CircleCheck size={16} aria-hidden />
        {t('checkin.clear')}
      </p>
    );
  return (
    <ul className={s.doubts} aria-label={t('checkin.doubts')}>
      {doubts.map((doubt) => {
        const Icon = isSerious(doubt) ? TriangleAlert : Eye;
        return (
          <li key={doubt} data-serious={isSerious(doubt)}>
            <Icon size={16} aria-hidden />
            <span>{t(`doubt.${doubt}`)}</span>
          </li>
        );
      })}
    </ul>
  );
}
