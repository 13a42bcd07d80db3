import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { ImpactItem, ImpactRow } from '../../../shared/contract/regrade.ts';
import { useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Tag } from '../ui/Tag.tsx';
import { byDifference } from './model.ts';

const looks = {
  up: { icon: ArrowUp, tone: 'green' },
  down: { icon: ArrowDown, tone: 'red' },
  none: { icon: Minus, tone: 'plain' },
} as const;

/** The drawing in words: every candidate for whom anything changes. */
export function CandidateTable({ rows }: { rows: readonly ImpactRow[] }) {
  const t = useText();
  const intl = useIntl();
  const sorted = useMemo(() => byDifference(rows), [rows]);
  const columns = useMemo((): Column<ImpactRow>[] => {
    const signed = (value: number) =>
      intl.formatNumber(value, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
    const side = (which: 'before' | 'after') => ({
      id: which,
      header: t(`regrade.${which}`),
      value: (row: ImpactRow) => row[which].share,
      cell: (row: ImpactRow) => t('result.score', { score: row[which].score, max: row[which].max }),
      number: true,
    });
    return [
      { id: 'name', header: t('col.candidate'), value: ({ name }) => name, cell: ({ name }) => <bdi>{name}</bdi> },
      side('before'),
      side('after'),
      {
        id: 'difference',
        header: t('regrade.difference'),
        value: ({ difference }) => difference,
        cell: ({ difference }) => signed(difference),
        number: true,
      },
      {
        id: 'crosses',
        header: t('regrade.passMark'),
        value: ({ crosses }) => t(`regrade.crosses.${crosses}`),
        cell: ({ crosses }) => (
          <Tag icon={looks[crosses].icon} tone={looks[crosses].tone}>
            {t(`regrade.crosses.${crosses}`)}
          </Tag>
        ),
      },
    ];
  }, [t, intl]);
  return <DataTable label={t('regrade.candidates')} rows={sorted} columns={columns} rowId={({ result }) => result} />;
}

export function ItemTable({ items }: { items: readonly ImpactItem[] }) {
  const t = useText();
  const columns = useMemo(
    (): Column<ImpactItem>[] => [
      { id: 'item', header: t('regrade.item'), value: ({ item, title }) => `${item} · ${title}` },
      ...(['before', 'after'] as const).map((which) => ({
        id: which,
        header: t(`regrade.mean.${which}`),
        value: (item: ImpactItem) => item[which].mean,
        cell: (item: ImpactItem) => t('regrade.meanOf', { mean: item[which].mean, max: item[which].max }),
        number: true,
      })),
    ],
    [t],
  );
  return <DataTable label={t('regrade.items')} rows={items} columns={columns} rowId={({ item }) => item} />;
}
