import { Dialog, Heading, Modal, ModalOverlay, Switch } from 'react-aria-components';
import { setSingleKeys, useSingleKeys } from '../app/keys.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import dialog from '../ui/FormDialog.module.css';
import s from './Keys.module.css';

const bindings = [
  { keys: ['J', 'K'], text: 'keys.move' },
  { keys: ['↵'], text: 'keys.open' },
  { keys: ['M'], text: 'keys.message' },
  { keys: ['P'], text: 'keys.pause' },
  { keys: ['E'], text: 'keys.extend' },
  { keys: ['N'], text: 'keys.note' },
  { keys: ['/'], text: 'keys.find' },
  { keys: ['?'], text: 'keys.all' },
] as const;
const shown = ['keys.move', 'keys.open'];

function Binding({ keys, text }: { keys: readonly string[]; text: string }) {
  return (
    <span className={s.binding}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {text}
    </span>
  );
}

function KeysSwitch() {
  const t = useText();
  return (
    <Switch isSelected={useSingleKeys()} onChange={setSingleKeys} className={s.switch ?? ''}>
      <span className={s.track} aria-hidden />
      {t('keys.switch')}
    </Switch>
  );
}

/** The keys worth knowing, always in view, and the switch that turns them off. */
export function KeyHints({ onHelp }: { onHelp: () => void }) {
  const t = useText();
  const on = useSingleKeys();
  return (
    <div className={s.hints}>
      {on &&
        bindings
          .filter(({ text }) => shown.includes(text))
          .map(({ keys, text }) => <Binding key={text} keys={keys} text={t(text)} />)}
      {on && (
        <Button look="quiet" hint="?" onPress={onHelp}>
          {t('keys.all')}
        </Button>
      )}
      <KeysSwitch />
    </div>
  );
}

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => open || onClose()} className={dialog.overlay ?? ''}>
      <Modal className={dialog.modal ?? ''}>
        <Dialog className={dialog.dialog ?? ''}>
          <Heading slot="title" className={dialog.title ?? ''}>
            {t('keys.title')}
          </Heading>
          <ul className={s.all}>
            {bindings.map(({ keys, text }) => (
              <li key={text}>
                <Binding keys={keys} text={t(text)} />
              </li>
            ))}
          </ul>
          <KeysSwitch />
          <div className={dialog.acts}>
            <Button look="main" onPress={onClose} autoFocus>
              {t('act.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
