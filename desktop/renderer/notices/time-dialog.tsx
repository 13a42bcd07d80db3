/** The account of the candidate's time: what was lost and what was given back. */
import { useClient } from '../client/client.tsx';
import { useRemaining } from '../exam/use-remaining.ts';
import { useText } from '../i18n/text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { minutesOf } from './minutes.ts';
import s from './panels.module.css';

export function TimeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText();
  const { view } = useClient();
  const left = useRemaining() ?? 0;
  const restored = view.sitting?.restored ?? [];
  const extendedMs = view.sitting?.extendedMs ?? 0;
  return (
    <Dialog title={t('time.details-title')} open={open} onClose={onClose}>
      <dl className={s.facts}>
        <dt>{t('time.planned')}</dt>
        <dd>{t('time.minutes', { minutes: view.exam?.minutes ?? 0 })}</dd>
        {extendedMs > 0 && (
          <>
            <dt>{t('time.extended')}</dt>
            <dd>{t('time.minutes', { minutes: minutesOf(extendedMs) })}</dd>
          </>
        )}
        <dt>{t('time.left-now')}</dt>
        <dd>{t('time.minutes', { minutes: minutesOf(left) })}</dd>
      </dl>
      {restored.length > 0 && (
        <>
          <h3 className={s.legend}>{t('time.interruptions')}</h3>
          <ol className={s.list}>
            {restored.map(({ gapMs, restoredMs }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the account only grows at its end
              <li key={index} className={s.entry}>
                {t('restored.body', { lost: minutesOf(gapMs), back: minutesOf(restoredMs) })}
              </li>
            ))}
          </ol>
        </>
      )}
      <p>{t('time.rule')}</p>
    </Dialog>
  );
}
