/** A dialog over the page; Escape closes it and focus returns to where it came from. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Button, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../i18n/text.ts';
import { cx } from './cx.ts';
import s from './dialog.module.css';

type Props = { title: string; open: boolean; onClose: () => void; alert?: boolean; actions?: ReactNode; children: ReactNode };

/** `alert` is for a question that must be answered, such as handing in. */
export function Dialog({ title, open, onClose, alert, actions, children }: Props) {
  const t = useText();
  return (
    <ModalOverlay
      className={cx(s.veil)}
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={cx(s.modal)}>
        <AriaDialog className={cx(s.dialog)} role={alert ? 'alertdialog' : 'dialog'}>
          <div className={s.head}>
            <Heading slot="title" level={2} className={cx(s.title)}>
              {title}
            </Heading>
            <Button className={cx(s.close)} onPress={onClose}>
              <X aria-hidden className={s.icon} />
              <span>{t('dialog.close')}</span>
            </Button>
          </div>
          <div className={s.body}>{children}</div>
          {actions && <div className={s.actions}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
