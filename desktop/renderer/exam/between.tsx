/** Between two stretches of questions: the server decides what comes next, and the clock stands. */
import { CloudOff, Hourglass } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { Notice } from '../ui/notice.tsx';
import s from './exam.module.css';

export function Between() {
  const t = useText();
  const { view } = useClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const offline = view.connection === 'offline';
  return (
    <main className={s.loading} id="question">
      <h2 ref={heading} tabIndex={-1} className={s.between}>
        {t('course.between')}
      </h2>
      <Notice tone={offline ? 'amber' : 'plain'} icon={offline ? CloudOff : Hourglass} title={t('course.between-time')} live>
        <p>{t(offline ? 'course.between-offline' : 'course.between-soon')}</p>
      </Notice>
    </main>
  );
}
