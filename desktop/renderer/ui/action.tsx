/** Buttons: an icon with a word, always. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import s from './action.module.css';
import { cx } from './cx.ts';

type Props = {
  children: ReactNode;
  onPress?: () => void;
  kind?: 'primary' | 'secondary' | 'quiet' | 'link' | 'danger';
  icon?: LucideIcon;
  /** Puts the icon behind the word, as for "Next". */
  iconAfter?: boolean;
  /** Turns the icon around where text runs from right to left. */
  flips?: boolean;
  disabled?: boolean;
  submit?: boolean;
  label?: string;
  className?: string | undefined;
};

/** A button of the house's style. `label` names it for screen readers where the visible word needs its context. */
export function Action({
  children,
  onPress,
  kind = 'secondary',
  icon: Icon,
  iconAfter,
  flips,
  disabled,
  submit,
  label,
  className,
}: Props) {
  const icon = Icon && <Icon aria-hidden className={cx(s.icon, flips && 'flips')} />;
  return (
    <Button
      className={cx(s.action, s[kind], className)}
      type={submit ? 'submit' : 'button'}
      isDisabled={disabled ?? false}
      {...(onPress && { onPress })}
      {...(label && { 'aria-label': label })}
    >
      {!iconAfter && icon}
      <span>{children}</span>
      {iconAfter && icon}
    </Button>
  );
}
