/** One field of a programme's form, with what the check says about its place. */
import { useId, useState } from 'react';
import type * as z from 'zod/mini';
import type { Fault } from '../../../shared/contract/programmes.ts';
import { type TextId, useText } from '../app/text.tsx';
import { at, centsOr, type Json, listOf, numberOr, type Path, placeOf, shownCents } from './edit.ts';
import s from './Programmes.module.css';

export type FaultList = readonly z.infer<typeof Fault>[];
type TextKind = 'text' | 'optional-text' | 'nullable-text' | 'area' | 'optional-area' | 'list' | 'optional-list' | 'lines';
type NumberKind = 'number' | 'optional-number' | 'nullable-number' | 'number-list' | 'money' | 'nullable-money';
/** A choice stands for the JSON it puts; undefined takes the key away. */
export type Option = { json: Json | undefined; label: string };
export type FieldOf =
  | { key: Path; label: TextId; kind: TextKind | NumberKind | 'flag' }
  | { key: Path; label: TextId; kind: 'pick' | 'some'; options: readonly Option[] };

const isNumber = (kind: FieldOf['kind']): boolean => kind.includes('number') || kind.includes('money');
const isArea = (kind: FieldOf['kind']): boolean => kind.endsWith('area') || kind === 'lines';

const textOf = (kind: FieldOf['kind'], value: Json | undefined): string => {
  if (Array.isArray(value)) return value.join(kind === 'lines' ? '\n' : ', ');
  if (value === undefined || value === null) return '';
  return kind.includes('money') ? shownCents(value) : String(value);
};

/** What was typed, as the kind of field wants it. */
function typedAs(kind: FieldOf['kind'], text: string): Json | undefined {
  const empty = text.trim() === '';
  switch (kind) {
    case 'number':
      return numberOr(text);
    case 'nullable-number':
      return empty ? null : numberOr(text);
    case 'optional-number':
      return empty ? undefined : numberOr(text);
    case 'money':
      return centsOr(text);
    case 'nullable-money':
      return empty ? null : centsOr(text);
    case 'optional-text':
    case 'optional-area':
      return empty ? undefined : text;
    case 'nullable-text':
      return empty ? null : text;
    case 'list':
      return listOf(text);
    case 'optional-list':
      return listOf(text).length > 0 ? listOf(text) : undefined;
    case 'lines':
      return empty ? undefined : text.split('\n').filter((line) => line.trim() !== '');
    case 'number-list':
      return listOf(text).map(numberOr);
    default:
      return text;
  }
}

export const Faults = ({ faults, place }: { faults: FaultList; place: string }) =>
  faults
    .filter((fault) => fault.place === place)
    .map(({ message }) => (
      <p key={message} className={s.faults} data-place={place} tabIndex={-1}>
        {message}
      </p>
    ));

type EditProps = { field: FieldOf; rule: Json; base: Path; faults: FaultList; onChange: (value: Json | undefined) => void };

/** @param rule what the field's key is looked up in @param base where that stands in the programme */
export function EditField({ field, rule, base, faults, onChange }: EditProps) {
  const t = useText();
  const id = useId();
  const { key, label, kind } = field;
  const value = at(rule, key);
  // The text stays as it is typed: "1." and "3T2015, " are on their way to something.
  const [typed, setTyped] = useState<string | null>(null);
  const place = placeOf([...base, ...key]);
  const wrong = faults.filter((fault) => fault.place === place || fault.place.startsWith(`${place}.`));
  const said = wrong.length > 0 && <p id={`${id}-wrong`}>{wrong.map(({ message }) => message).join('; ')}</p>;
  const shared = {
    id,
    'data-place': place,
    'aria-invalid': wrong.length > 0,
    'aria-describedby': wrong.length > 0 ? `${id}-wrong` : undefined,
  };
  if (kind === 'flag') {
    return (
      <label className={s.check}>
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        {t(label)}
      </label>
    );
  }
  if (kind === 'some') {
    const chosen = Array.isArray(value) ? value : [];
    const has = (json: Json | undefined) => chosen.some((one) => one === json);
    // What is no option any more stays to be seen, so that it can be taken away.
    const gone = chosen.filter((one) => !field.options.some(({ json }) => json === one));
    const options = [...field.options, ...gone.map((json) => ({ json, label: String(json) }))];
    return (
      <fieldset className={s.some} data-place={place} tabIndex={-1}>
        <legend>{t(label)}</legend>
        {options.map((option) => (
          <label key={String(option.json)} className={s.check}>
            <input
              type="checkbox"
              checked={has(option.json)}
              onChange={() =>
                onChange(
                  has(option.json)
                    ? chosen.filter((one) => one !== option.json)
                    : options.flatMap(({ json }) => (json !== undefined && (has(json) || json === option.json) ? [json] : [])),
                )
              }
            />
            <bdi>{option.label}</bdi>
          </label>
        ))}
        {said}
      </fieldset>
    );
  }
  if (kind === 'pick') {
    const known = field.options.some(({ json }) => same(json, value));
    const options = known ? field.options : [{ json: value, label: textOf('text', value) }, ...field.options];
    return (
      <div className={s.input}>
        <label htmlFor={id}>{t(label)}</label>
        <select
          {...shared}
          value={options.findIndex(({ json }) => same(json, value))}
          onChange={(event) => onChange(options[Number(event.target.value)]?.json)}
        >
          {options.map((option, i) => (
            <option key={JSON.stringify(option.json) ?? ''} value={i}>
              {option.label}
            </option>
          ))}
        </select>
        {said}
      </div>
    );
  }
  const input = {
    ...shared,
    dir: 'auto',
    value: typed ?? textOf(kind, value),
    onChange: (event: { target: { value: string } }) => {
      setTyped(event.target.value);
      onChange(typedAs(kind, event.target.value));
    },
    onBlur: () => setTyped(null),
  };
  return (
    <div className={isArea(kind) ? `${s.input} ${s.area}` : s.input}>
      <label htmlFor={id}>{t(label)}</label>
      {isArea(kind) ? <textarea rows={3} {...input} /> : <input inputMode={isNumber(kind) ? 'decimal' : 'text'} {...input} />}
      {said}
    </div>
  );
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

type PickProps = {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};
/** One of a few words. */
export function Pick({ label, value, options, onChange }: PickProps) {
  const id = useId();
  return (
    <div className={s.input}>
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
