/** A drop-down of rich choices inside a line, with a way back to no answer. */
import { Check, ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { Choice } from '../../../shared/assessment/delivery.ts';
import { plainText } from '../../../shared/assessment/plain-text.ts';
import { Flow } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import s from './pick.module.css';

/** Cannot be an identifier of the form, for it holds a colon. */
const none = 'pick:none';
type Props = {
  label: string;
  choices: readonly Choice[];
  value: string | null;
  disabled: boolean;
  onPick: (id: string | null) => void;
};

export function Pick({ label, choices, value, disabled, onPick }: Props) {
  const t = useText();
  const chosen = choices.find((choice) => choice.id === value);
  return (
    <Select
      className={cx(s.select)}
      aria-label={label}
      value={value}
      isDisabled={disabled}
      placeholder={t('pick.empty')}
      onChange={(key) => onPick(key === null || key === none ? null : String(key))}
    >
      <Button className={cx(s.button)} data-empty={!chosen || undefined}>
        <SelectValue className={cx(s.value)}>{chosen ? <Flow content={chosen.content} inline /> : t('pick.empty')}</SelectValue>
        <ChevronDown aria-hidden className={s.icon} />
      </Button>
      <Popover className={cx(s.popover)}>
        <ListBox className={cx(s.list)}>
          {choices.map((choice) => (
            <ListBoxItem
              key={choice.id}
              id={choice.id}
              className={cx(s.option)}
              textValue={plainText(choice.content) || choice.id}
            >
              {({ isSelected }) => (
                <>
                  <Flow content={choice.content} inline />
                  {isSelected && <Check aria-hidden className={s.icon} />}
                </>
              )}
            </ListBoxItem>
          ))}
          <ListBoxItem id={none} className={cx(s.option, s.none)} textValue={t('pick.clear')}>
            {t('pick.clear')}
          </ListBoxItem>
        </ListBox>
      </Popover>
    </Select>
  );
}
