/** The dialogs that every screen offers, and which of them is open. */
import { useClient } from '../client/client.tsx';
import { useText, useTimeOfDay } from '../i18n/text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DisplayDialog } from './display-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import s from './panels.module.css';
import { TimeDialog } from './time-dialog.tsx';

export type Panel = 'display' | 'help' | 'messages' | 'time' | 'offline';

export function Panels({ open, onClose }: { open: Panel | null; onClose: () => void }) {
  return (
    <>
      <DisplayDialog open={open === 'display'} onClose={onClose} />
      <HelpDialog open={open === 'help'} onClose={onClose} />
      <MessagesDialog open={open === 'messages'} onClose={onClose} />
      <TimeDialog open={open === 'time'} onClose={onClose} />
      <OfflineDialog open={open === 'offline'} onClose={onClose} />
    </>
  );
}

type Props = { open: boolean; onClose: () => void };
function MessagesDialog({ open, onClose }: Props) {
  const t = useText();
  const timeOfDay = useTimeOfDay();
  const { view } = useClient();
  return (
    <Dialog title={t('messages.title')} open={open} onClose={onClose}>
      {view.messages.length === 0 && <p>{t('messages.none')}</p>}
      <ol className={s.list}>
        {view.messages.toReversed().map(({ seq, text, wall }) => (
          <li key={seq} className={s.entry}>
            <p className={s.when}>{timeOfDay(wall)}</p>
            <p dir="auto">{text}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function OfflineDialog({ open, onClose }: Props) {
  const t = useText();
  return (
    <Dialog title={t('offline.more')} open={open} onClose={onClose}>
      <p>{t('offline.safe')}</p>
      <p>{t('offline.time')}</p>
      <p>{t('offline.end')}</p>
    </Dialog>
  );
}
