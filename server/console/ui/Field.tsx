import {
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';
import { useText } from '../app/text.tsx';
import s from './Field.module.css';

type Props = Omit<TextFieldProps, 'className' | 'style' | 'children'> & { label: string; help?: string; rows?: number };

/** One text field with its label, its help and, when it was refused, why. `rows` makes it a text area. */
export function Field({ label, help, rows, autoComplete, ...props }: Props) {
  return (
    <TextField className={s.field ?? ''} {...props}>
      <Label>{label}</Label>
      {rows ? <TextArea rows={rows} /> : <Input {...(autoComplete ? { autoComplete } : {})} />}
      {help && (
        <Text slot="description" className={s.help ?? ''}>
          {help}
        </Text>
      )}
      <Refused />
    </TextField>
  );
}

/** Why a field was refused, in the catalogue's words rather than the browser's. */
export function Refused() {
  const t = useText();
  return (
    <FieldError className={s.error ?? ''}>
      {({ validationDetails: { valueMissing, typeMismatch } }) =>
        t(valueMissing ? 'field.missing' : typeMismatch ? 'field.email' : 'field.wrong')
      }
    </FieldError>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T | null;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
  name?: string;
};

/** One of a few, all in view. */
export function Choice<T extends string>({ label, value, onChange, options, name }: ChoiceProps<T>) {
  const pick = (chosen: string) => {
    const option = options.find((each) => each.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup
      className={s.choice ?? ''}
      value={value}
      onChange={pick}
      isRequired
      orientation="horizontal"
      {...(name ? { name } : {})}
    >
      <Label>{label}</Label>
      <div className={s.options}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={s.option ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
      <Refused />
    </RadioGroup>
  );
}
