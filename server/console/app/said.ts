/** Says what the server sends as data, in the reader's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { RuleReport } from '../../../shared/contract/console.ts';
import type { Said, SaidValue } from '../../../shared/contract/said.ts';
import { holdSaid } from '../../../shared/programme/index.ts';
import { type Say, sayOr, useText } from './text.tsx';

/** Figures as the language writes them; percentages are rounded down, so that nothing reads as if it were reached. */
export function useFigures() {
  const intl = useIntl();
  return useMemo(
    () => ({
      percent: (value: number) =>
        intl.formatNumber(Math.floor(Number((value * 10).toFixed(6))) / 1000, { style: 'percent', maximumFractionDigits: 1 }),
      day: (date: string) =>
        intl.formatDate(`${date}T00:00:00Z`, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
      moment: (at: number) => intl.formatDate(at, { day: 'numeric', month: 'short', year: 'numeric' }),
      minute: (at: number) => intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
      money: (cents: number, currency: string) => intl.formatNumber(cents / 100, { style: 'currency', currency }),
      number: (value: number) => intl.formatNumber(value),
    }),
    [intl],
  );
}
export type Figures = ReturnType<typeof useFigures>;

function valueIn(f: Figures, value: SaidValue): string | number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if ('percent' in value) return f.percent(value.percent);
  if ('day' in value) return f.day(value.day);
  if ('at' in value) return f.minute(value.at);
  return f.money(value.cents, value.currency);
}

/** @param otherwise the English words, for an id that these pages do not know yet */
export function say(t: Say, f: Figures, { id, values = {} }: Said, otherwise = ''): string {
  const said = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, valueIn(f, value)]));
  return sayOr(t, id, otherwise, said);
}

/** Sentences that stand beside each other. */
export const sayAll = (t: Say, f: Figures, all: readonly Said[], otherwise = ''): string =>
  all.map((one) => say(t, f, one, otherwise)).join(' · ');

/** A report in the reader's language; what people or programmes said stays as it is. */
export const toldIn = (t: Say, f: Figures, { rule, title, status, reason, said, children }: RuleReport): RuleReport => ({
  rule: title ? sayOr(t, title, rule) : rule,
  status,
  reason: said ? sayAll(t, f, said, reason) : reason,
  children: children.map((child) => toldIn(t, f, child)),
});

export function useTold(): (report: RuleReport) => RuleReport {
  const t = useText();
  const f = useFigures();
  return useMemo(() => (report) => toldIn(t, f, report), [t, f]);
}

/** A hold's reason in the reader's language; what a person wrote stays as it is. */
export function useSaidHold(): (reason: string) => string {
  const t = useText();
  const f = useFigures();
  return useMemo(
    () => (reason) => {
      const said = holdSaid(reason);
      return said ? say(t, f, said, reason) : reason;
    },
    [t, f],
  );
}
