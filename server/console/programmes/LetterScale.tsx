/** The letter scale drawn from 0 to 100; the form beside it holds the same as text. */
import { useText } from '../app/text.tsx';
import type { Json } from './edit.ts';
import { bandsOf } from './letters.ts';
import s from './Programmes.module.css';
import { useFigures } from './words.ts';

export function LetterScale({ programme }: { programme: Json }) {
  const t = useText();
  const f = useFigures();
  const bands = bandsOf(programme);
  if (bands.length === 0) return <p>{t('edit.noLetters')}</p>;
  const y = (percent: number) => 12 + (100 - percent) * 2.6;
  return (
    <svg className={s.scale} viewBox="0 0 240 284" role="img" aria-label={t('edit.letterDrawing')}>
      <rect x="60" y={y(100)} width="60" height={y(0) - y(100)} className={s.scaleBack} />
      {bands.map(({ letter, from, to }) => (
        <g key={`${letter} ${from}`}>
          <rect x="60" y={y(to)} width="60" height={y(from) - y(to)} className={s.scaleBand} />
          <text x="90" y={(y(from) + y(to)) / 2 + 4} textAnchor="middle" className={s.scaleLetter}>
            {letter}
          </text>
          <text x="128" y={y(from) + 4} className={s.scaleMark}>
            {t('rules.letter', { letter, from: f.percent(from) })}
          </text>
        </g>
      ))}
      <text x="52" y={y(100) + 8} textAnchor="end" className={s.scaleMark}>
        {f.percent(100)}
      </text>
      <text x="52" y={y(0)} textAnchor="end" className={s.scaleMark}>
        {f.percent(0)}
      </text>
    </svg>
  );
}
