/** A list in the candidate's order: buttons for every move, dragging for those who like it. */
import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import s from './sortable.module.css';
import { moved } from './values.ts';

export type Entry = { id: string; name: string; body: ReactNode };
/** A drag under way and the order it shows; the answer changes with the drop alone. */
type Drag = { id: string; ids: string[] };
type Props = {
  entries: readonly Entry[];
  disabled: boolean;
  onOrder: (ids: string[]) => void;
  onRemove?: (id: string) => void;
};

export function Sortable({ entries, disabled, onOrder, onRemove }: Props) {
  const t = useText();
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useRef<string | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState('');
  const ids = entries.map((entry) => entry.id);
  const shown = drag ? drag.ids.flatMap((id) => entries.find((entry) => entry.id === id) ?? []) : entries;

  // Moving a row in the page drops the focus from its button; whoever pressed it goes on from there.
  useEffect(() => {
    const wanted = focusNext.current;
    focusNext.current = null;
    if (wanted) list.current?.querySelector<HTMLElement>(`[data-move="${wanted}"]`)?.focus();
  });

  const move = (from: number, to: number, entry: Entry, direction: 'up' | 'down') => {
    const atEdge = to === 0 || to === entries.length - 1;
    const opposite = direction === 'up' ? 'down' : 'up';
    focusNext.current = `${entry.id}-${atEdge ? opposite : direction}`;
    setSaid(t('order.moved', { name: entry.name, place: to + 1, count: entries.length }));
    onOrder(moved(ids, from, to));
  };

  // On the window, since a row that changes place in the page loses any pointer it has captured.
  useEffect(() => {
    if (!drag) return;
    const follow = (event: PointerEvent) => {
      const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
      const over = rows.findIndex((row) => event.clientY < row.bottom);
      const to = over < 0 ? rows.length - 1 : over;
      setDrag({ id: drag.id, ids: moved(drag.ids, drag.ids.indexOf(drag.id), to) });
    };
    const drop = () => {
      setDrag(null);
      onOrder(drag.ids);
    };
    const cancel = () => setDrag(null);
    window.addEventListener('pointermove', follow);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', cancel);
    return () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', cancel);
    };
  });

  return (
    <>
      <ol className={s.list} ref={list}>
        {shown.map((entry, index) => (
          <li key={entry.id} className={s.row} data-dragged={drag?.id === entry.id || undefined}>
            <span
              className={s.grip}
              aria-hidden
              onPointerDown={(event) => {
                if (disabled) return;
                event.preventDefault();
                setDrag({ id: entry.id, ids });
              }}
            >
              <GripVertical className={s.icon} />
            </span>
            <span className={cx(s.place, 'tnum')}>{index + 1}</span>
            <div className={s.body}>{entry.body}</div>
            <Button
              className={cx(s.move)}
              data-move={`${entry.id}-up`}
              isDisabled={disabled || index === 0}
              onPress={() => move(index, index - 1, entry, 'up')}
              aria-label={t('order.up', { name: entry.name })}
            >
              <ArrowUp aria-hidden className={s.icon} />
            </Button>
            <Button
              className={cx(s.move)}
              data-move={`${entry.id}-down`}
              isDisabled={disabled || index === entries.length - 1}
              onPress={() => move(index, index + 1, entry, 'down')}
              aria-label={t('order.down', { name: entry.name })}
            >
              <ArrowDown aria-hidden className={s.icon} />
            </Button>
            {onRemove && (
              <Button
                className={cx(s.move)}
                isDisabled={disabled}
                onPress={() => onRemove(entry.id)}
                aria-label={t('answer.remove', { name: entry.name })}
              >
                <X aria-hidden className={s.icon} />
              </Button>
            )}
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {said}
      </p>
    </>
  );
}
