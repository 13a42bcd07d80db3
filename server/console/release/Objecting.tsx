import { CircleCheck, Hourglass, Scale } from 'lucide-react';
import type { Ground } from '../../../shared/contract/release.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './My.module.css';

/** Whether something may be appealed and until when, and what became of an appeal. `of` tells one button from the next. */
export function Objecting({ ground, of, onObject }: { ground: Ground; of: string; onObject: () => void }) {
  const t = useText();
  const when = useWhen();
  const { may, until, appeals } = ground;
  if (!may && appeals.length === 0) return until === null ? null : <p>{t('my.tooLate', { day: when.day(until) })}</p>;
  return (
    <div className={s.objecting}>
      {appeals.map(({ words, filedAt, settled }) => (
        <div key={filedAt} className={s.appeal}>
          <Tag icon={settled ? CircleCheck : Hourglass} tone={settled ? 'green' : 'blue'}>
            {t(settled ? 'my.settled' : 'my.filed', { day: when.day(settled?.at ?? filedAt) })}
          </Tag>
          <p className={s.words} dir="auto">
            {words}
          </p>
          {settled ? (
            <p>
              <b>{t('my.answer')}</b> <span dir="auto">{settled.outcome}</span>
            </p>
          ) : (
            <p>{t('my.open')}</p>
          )}
        </div>
      ))}
      {may && (
        <>
          <Button icon={Scale} onPress={onObject} aria-label={t('my.appealOf', { what: of })}>
            {t('my.appeal')}
          </Button>
          <p>{until === null ? t('my.anyTime') : t('my.until', { day: when.day(until) })}</p>
        </>
      )}
    </div>
  );
}
