/** What the checks found, the ones that want something first, each with what to do. */
import { CircleAlert, CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import { type Check, CheckId, type Outcome } from '../../../shared/preflight/report.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import s from './preflight.module.css';
import { nameOf, sentenceOf } from './words.ts';

const looks: Record<Outcome, { icon: LucideIcon; word: MessageId }> = {
  failed: { icon: CircleX, word: 'check.state.failed' },
  attention: { icon: CircleAlert, word: 'check.state.attention' },
  passed: { icon: CircleCheck, word: 'check.state.passed' },
  'not-measured': { icon: CircleDashed, word: 'check.state.not-measured' },
};
const order = Object.keys(looks);

export function CheckList({ checks }: { checks: readonly Check[] }) {
  const t = useText();
  const shown = checks.toSorted(
    (a, b) =>
      order.indexOf(a.outcome) - order.indexOf(b.outcome) || CheckId.options.indexOf(a.id) - CheckId.options.indexOf(b.id),
  );
  return (
    <ul className={s.list} aria-label={t('check.list')}>
      {shown.map((check) => {
        const { icon: Icon, word } = looks[check.outcome];
        return (
          <li key={check.id} className={s.row} data-outcome={check.outcome}>
            <div>
              <p className={s.name}>{t(nameOf(check.id))}</p>
              <p className={s.what}>{t(sentenceOf(check), check.values)}</p>
            </div>
            <p className={s.state}>
              <Icon aria-hidden className={s.icon} />
              {t(word)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
