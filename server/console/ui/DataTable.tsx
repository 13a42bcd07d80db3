import {
  type ColumnDef,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { useText } from '../app/text.tsx';
import s from './DataTable.module.css';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
});
const icons = { asc: ArrowUp, desc: ArrowDown, false: ChevronsUpDown } as const;
const ariaSort = { asc: 'ascending', desc: 'descending', false: 'none' } as const;

export type Column<Row> = {
  id: string;
  header: string;
  /** What the column sorts by and is searched for. */
  value: (row: Row) => string | number;
  cell?: (row: Row) => ReactNode;
  /** Buttons and links that hold nothing to sort by. */
  plain?: boolean;
  number?: boolean;
};
type Props<Row> = {
  /** Says what the table holds, for those who do not see it. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  find?: string;
};

/** A table that sorts by any heading and, with `find`, filters by text. On narrow screens each row becomes a card. */
export function DataTable<Row extends object>({ label, rows, columns, rowId, find }: Props<Row>) {
  const t = useText();
  const [text, setText] = useState('');
  const data = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const matches = (row: Row) => columns.some((column) => String(column.value(row)).toLowerCase().includes(wanted));
    return wanted === '' ? [...rows] : rows.filter(matches);
  }, [rows, columns, text]);
  const defs = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: column.value,
          enableSorting: !column.plain,
        }),
      ),
    [columns],
  );
  const table = useTable({ features, columns: defs, data, getRowId: rowId });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);

  return (
    <div className={s.box}>
      {find && (
        <div className={s.bar}>
          <SearchField value={text} onChange={setText} className={s.find ?? ''}>
            <Label className="sr">{find}</Label>
            <Search size={15} aria-hidden />
            <Input placeholder={find} />
          </SearchField>
          <p role="status">{t('table.count', { shown: data.length, all: rows.length })}</p>
        </div>
      )}
      <table className={s.table} aria-label={label}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id);
                const sorted = header.column.getIsSorted();
                const Icon = icons[`${sorted}`];
                if (column?.plain) return <th key={header.id}>{column.header}</th>;
                return (
                  <th key={header.id} aria-sort={ariaSort[`${sorted}`]} data-number={column?.number}>
                    <Button onPress={() => header.column.toggleSorting()}>
                      {column?.header}
                      <Icon size={13} aria-hidden />
                    </Button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.id} data-label={column.header} data-number={column.number}>
                  <div>{column.cell ? column.cell(row.original) : column.value(row.original)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {data.length === 0 && <p className={s.none}>{t('table.none', { text })}</p>}
    </div>
  );
}
