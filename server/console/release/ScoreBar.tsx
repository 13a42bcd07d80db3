import type { ToldSitting } from '../../../shared/contract/release.ts';
import { useText } from '../app/text.tsx';
import s from './My.module.css';

const WIDTH = 400;

/** The score as a bar with the pass mark in it; the sentence below says the same. */
export function ScoreBar({ score, max, percent, passMark, passed }: NonNullable<ToldSitting['result']>) {
  const t = useText();
  const mark = passMark * WIDTH;
  return (
    <figure className={s.score}>
      <p className={s.percent}>{t('my.percent', { percent })}</p>
      <svg viewBox={`0 0 ${WIDTH} 26`} aria-hidden="true" data-passed={passed}>
        <rect className={s.track} width={WIDTH} height="10" y="8" rx="5" />
        <rect className={s.fill} width={Math.max(0, Math.min(1, percent / 100)) * WIDTH} height="10" y="8" rx="5" />
        <line className={s.mark} x1={mark} x2={mark} y1="2" y2="24" />
      </svg>
      <figcaption>
        {t(passed ? 'my.passed' : 'my.notPassed', { score, max, needed: Math.round(1000 * passMark) / 10 })}
      </figcaption>
    </figure>
  );
}
