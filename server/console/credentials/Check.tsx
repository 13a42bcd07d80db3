import type { ReactNode } from 'react';
import s from './Credentials.module.css';

type Props = { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode };

/** A box to tick, with what ticking it says. */
export function Check({ checked, onChange, children }: Props) {
  return (
    <label className={s.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  );
}
