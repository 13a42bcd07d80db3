/** A list of records of one kind as a form: fields, order, adding and removing. */
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { EditField, type FaultList, Faults, type FieldOf } from './EditField.tsx';
import { add, type Json, listAt, move, type Path, placeOf, put } from './edit.ts';
import s from './Programmes.module.css';

export type FormProps = { value: Json; faults: FaultList; onChange: (value: Json) => void };
type Props = FormProps & {
  path: Path;
  fields: readonly FieldOf[];
  /** What one is called, for its legend and its buttons. */
  nameOf: (item: Json, index: number) => string;
  /** What an added one begins with. */
  blank: (list: readonly Json[]) => Json;
  addLabel: string;
  help?: string;
  /** A schedule keeps an empty list; where the list itself may be missing, the last one takes it along. */
  optional?: boolean;
  /** In place of the plain button that adds one. */
  adder?: ReactNode;
};

/** @param props.path where the list stands */
export function RowsForm(props: Props) {
  const { value, path, faults, onChange, fields, nameOf, blank, addLabel, help, optional, adder } = props;
  const t = useText();
  const list = listAt(value, path);
  const remove = (i: number) =>
    onChange(optional && list.length === 1 ? put(value, path, undefined) : put(value, [...path, i], undefined));
  return (
    <div className={s.editor}>
      {help && <p className={s.small}>{help}</p>}
      <Faults faults={faults} place={placeOf(path)} />
      {list.map((item, i) => {
        const name = nameOf(item, i);
        const here = [...path, i];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: its place is what the form edits
          <fieldset key={i} className={s.editNode} data-fault={faults.some(({ place }) => within(place, placeOf(here)))}>
            <legend>
              <bdi>{name}</bdi>
            </legend>
            <Faults faults={faults} place={placeOf(here)} />
            <div className={s.fields}>
              {fields.map((field) => (
                <EditField
                  key={placeOf(field.key)}
                  field={field}
                  rule={item}
                  base={here}
                  faults={faults}
                  onChange={(next) => onChange(put(value, [...here, ...field.key], next))}
                />
              ))}
            </div>
            <div className={s.buttons}>
              <Button
                icon={ArrowUp}
                look="quiet"
                isDisabled={i === 0}
                aria-label={t('edit.upOf', { name })}
                onPress={() => onChange(move(value, here, -1))}
              >
                {t('edit.up')}
              </Button>
              <Button
                icon={ArrowDown}
                look="quiet"
                isDisabled={i === list.length - 1}
                aria-label={t('edit.downOf', { name })}
                onPress={() => onChange(move(value, here, 1))}
              >
                {t('edit.down')}
              </Button>
              <Button icon={Trash2} look="quiet" aria-label={t('edit.removeOf', { name })} onPress={() => remove(i)}>
                {t('edit.remove')}
              </Button>
            </div>
          </fieldset>
        );
      })}
      {adder ?? (
        <div className={s.buttons}>
          <Button icon={Plus} onPress={() => onChange(add(value, path, blank(list)))}>
            {addLabel}
          </Button>
        </div>
      )}
    </div>
  );
}

const within = (place: string, around: string): boolean => place === around || place.startsWith(`${around}.`);
