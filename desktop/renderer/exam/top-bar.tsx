/** The exam's head: where one is, how long there is, and the tools. */
import { ALargeSmall, LifeBuoy, type LucideIcon, MessageSquare, Video, VideoOff } from 'lucide-react';
import { Button, Toolbar } from 'react-aria-components';
import { useCamera } from '../camera/camera.tsx';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { cx } from '../ui/cx.ts';
import { initialsOf } from '../ui/initials.ts';
import { Timer } from './timer.tsx';
import s from './top-bar.module.css';

export type Tool = 'display' | 'help' | 'messages' | 'time';
type Props = { place: string; onTool: (tool: Tool) => void };

export function TopBar({ place, onTool }: Props) {
  const t = useText();
  const { view } = useClient();
  const { state } = useCamera();
  const title = view.exam?.title ?? '';
  return (
    <header className={s.top}>
      <div className={s.ident}>
        <span className={s.mark} aria-hidden>
          {initialsOf(title)}
        </span>
        <div className={s.names}>
          <h1>{title}</h1>
          <p>{place}</p>
        </div>
        {state.kind === 'live' ? (
          <span className={s.camera}>
            <Video aria-hidden className={s.small} />
            {t('camera.on')}
          </span>
        ) : (
          <span className={s.camera} data-off>
            <VideoOff aria-hidden className={s.small} />
            {t('camera.off')}
          </span>
        )}
      </div>
      <Timer onDetails={() => onTool('time')} />
      <Toolbar className={cx(s.tools)} aria-label={t('exam.tools')}>
        {view.messages.length > 0 && (
          <ToolButton
            icon={MessageSquare}
            label={t('messages.open', { count: view.messages.length })}
            onPress={() => onTool('messages')}
          />
        )}
        <ToolButton icon={ALargeSmall} label={t('display.open')} onPress={() => onTool('display')} />
        <ToolButton icon={LifeBuoy} label={t('help.open')} onPress={() => onTool('help')} />
      </Toolbar>
    </header>
  );
}

function ToolButton({ icon: Icon, label, onPress }: { icon: LucideIcon; label: string; onPress: () => void }) {
  return (
    <Button className={cx(s.tool)} onPress={onPress}>
      <Icon aria-hidden className={s.icon} strokeWidth={1.75} />
      <span>{label}</span>
    </Button>
  );
}
