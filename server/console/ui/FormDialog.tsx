import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSubmitKey } from '../app/keys.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from './Button.tsx';
import s from './FormDialog.module.css';
import { FaultNote } from './States.tsx';

type Props = {
  title: string;
  intro?: string;
  submit: string;
  danger?: boolean;
  onClose: () => void;
  /** Does the act; a rejection stays in the dialog as words, with everything that was typed. */
  onSubmit: () => Promise<unknown>;
  children?: ReactNode;
};

/** A dialog that asks for what an act needs. Enter in a line or Ctrl+Enter anywhere sends it, Escape leaves it. */
export function FormDialog({ title, intro, submit, danger, onClose, onSubmit, children }: Props) {
  const t = useText();
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useSubmitKey(form);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await onSubmit();
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <ModalOverlay isOpen isDismissable={!busy} onOpenChange={(open) => open || onClose()} className={s.overlay ?? ''}>
      <Modal className={s.modal ?? ''}>
        <Dialog className={s.dialog ?? ''}>
          <Heading slot="title" className={s.title ?? ''}>
            {title}
          </Heading>
          <Form className={s.form ?? ''} onSubmit={send} ref={form}>
            {intro && <p className={s.intro}>{intro}</p>}
            {children}
            {fault && <FaultNote fault={fault} />}
            <div className={s.acts}>
              <Button onPress={onClose}>{t('act.cancel')}</Button>
              <Button type="submit" look={danger ? 'danger' : 'main'} isPending={busy}>
                {submit}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
