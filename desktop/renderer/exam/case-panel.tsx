/** The case or reading that a run of questions shares. */
import type { Stimulus } from '../../../shared/assessment/delivery.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import s from './content.module.css';

type Props = { stimulus: Stimulus; first: number; last: number };

export function CasePanel({ stimulus, first, last }: Props) {
  const t = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long case is scrolled by keys
    <section className={s.case} aria-labelledby="case-title" tabIndex={0}>
      <div className={s.caseBody}>
        <p className={s.eyebrow}>{first === last ? t('case.for-one', { first }) : t('case.for', { first, last })}</p>
        <h2 id="case-title" className={s.caseTitle}>
          <Flow content={[stimulus.title]} inline />
        </h2>
        <Flow content={stimulus.content} className={s.flow} />
      </div>
    </section>
  );
}
