import { CircleAlert, Inbox, LoaderCircle, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from './Button.tsx';
import s from './States.module.css';

export function Loading() {
  const t = useText();
  return (
    <p className={s.state} role="status">
      <LoaderCircle size={18} aria-hidden />
      {t('state.loading')}
    </p>
  );
}

/** Nothing here yet, and what brings something here. */
export function Empty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={s.state}>
      <Inbox size={22} aria-hidden />
      <div>
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
    </div>
  );
}

/** What went wrong, where, and what to do; the server's own sentence stands below in its language. */
export function FaultNote({ fault, onRetry }: { fault: Fault; onRetry?: (() => void) | undefined }) {
  const t = useText();
  return (
    <div className={s.fault} role="alert">
      <CircleAlert size={18} aria-hidden />
      <div>
        <p className={s.lead}>{t(`problem.${fault.code}`)}</p>
        {fault.detail && (
          <p dir="auto" className={s.detail}>
            {fault.detail}
          </p>
        )}
        {fault.place && <p className={s.detail}>{t('problem.place', { place: fault.place })}</p>}
        {fault.reasons.length > 0 && (
          <ul>
            {fault.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
        {onRetry && (
          <Button icon={RotateCw} onPress={onRetry}>
            {t('state.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}

type Query<T> = { data: T | undefined; error: unknown; refetch: () => unknown };

/** Shows a query's data, or that it loads, or why it failed with a way to try again. */
export function Loaded<T>({ query, children }: { query: Query<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <FaultNote fault={asFault(query.error)} onRetry={() => void query.refetch()} />;
  return <Loading />;
}
