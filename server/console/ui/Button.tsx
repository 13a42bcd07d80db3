import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as Base, type ButtonProps } from 'react-aria-components';
import s from './Button.module.css';

type Props = Omit<ButtonProps, 'className' | 'style' | 'children'> & {
  icon?: LucideIcon;
  /** The single key that does the same, shown as a hint. */
  hint?: string;
  look?: 'plain' | 'main' | 'danger' | 'quiet';
  wide?: boolean;
  children: ReactNode;
};

/** A button with an icon and a word. */
export function Button({ icon: Icon, hint, look = 'plain', wide, children, ...props }: Props) {
  return (
    <Base className={s.button ?? ''} data-look={look} data-wide={wide} {...props}>
      {Icon && <Icon size={15} aria-hidden />}
      <span>{children}</span>
      {hint && (
        <kbd aria-hidden dir="ltr">
          {hint}
        </kbd>
      )}
    </Base>
  );
}
