import { useId } from 'react';
import s from './Regrade.module.css';

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
};

/** One of many, in the system's own list. */
export function Select({ label, value, onChange, options }: Props) {
  const id = useId();
  return (
    <div className={s.select}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
