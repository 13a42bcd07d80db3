/** The figures as one CSV table, with the same numbers kept back. */
import type { Figures } from '../../shared/contract/figures.ts';

const HIDDEN = 'kept back';
/** Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe. */
const cell = (value: string | number | null): string => {
  if (value === null) return HIDDEN;
  if (typeof value === 'number') return String(Math.round(value * 10_000) / 10_000);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Heading `table,row,figure,value`; lines end with CR LF (RFC 4180). */
export function csvOf(figures: Figures): string {
  const lines: (string | number | null)[][] = [
    ['table', 'row', 'figure', 'value'],
    ['funnel', 'eligible', 'learners', figures.eligible],
  ];
  for (const { stage, count } of figures.funnel) lines.push(['funnel', stage, 'registrations', count]);
  for (const window of figures.windows) {
    const row = window.titles.join(' + ');
    for (const name of ['registered', 'graded', 'passed', 'rate', 'low', 'high'] as const)
      lines.push(['windows', row, name, window[name]]);
  }
  const range = ({ from, to }: { from: number; to: number }) => `${from} to ${to}`;
  for (const bin of figures.scores?.bins ?? []) lines.push(['scores in percent', range(bin), 'results', bin.count]);
  if (figures.scores)
    for (const name of ['cut', 'sem', 'median'] as const) lines.push(['scores in percent', 'all', name, figures.scores[name]]);
  for (const bin of figures.time?.bins ?? []) lines.push(['minutes used', range(bin), 'sittings', bin.count]);
  if (figures.time)
    for (const name of ['lower', 'median', 'upper'] as const) lines.push(['minutes used', 'all', name, figures.time[name]]);
  for (const { country, count } of figures.countries) lines.push(['countries', country, 'registrations', count]);
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
