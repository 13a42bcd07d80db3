import { FormattedNumber } from 'react-intl';

/** Two decimals, or a dash for what isn't defined. */
export function Figure({ value, signed = false }: { value: number | null; signed?: boolean }) {
  if (value === null) return '–';
  return (
    <FormattedNumber
      value={value}
      minimumFractionDigits={2}
      maximumFractionDigits={2}
      signDisplay={signed ? 'exceptZero' : 'auto'}
    />
  );
}
