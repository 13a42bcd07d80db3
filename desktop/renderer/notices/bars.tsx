/** Slim bars under the head: what the candidate should know now. They dock and never cover the question. */
import {
  Clock3,
  CloudOff,
  FlaskConical,
  History,
  Lightbulb,
  type LucideIcon,
  MessageSquare,
  TriangleAlert,
  VideoOff,
  X,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Screen } from '../../../shared/contract/bridge.ts';
import { useCamera } from '../camera/camera.tsx';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { useMonitors } from '../monitors/provider.tsx';
import { Action } from '../ui/action.tsx';
import s from './bars.module.css';
import { minutesOf } from './minutes.ts';
import type { Panel } from './panels.tsx';

/** Screens that show main's problem themselves, as their subject. */
const showsProblem = new Set<Screen>(['launch', 'refused']);
type Props = { onPanel: (panel: Panel) => void };

export function Bars({ onPanel }: Props) {
  const t = useText();
  const { view } = useClient();
  const { state, retry } = useCamera();
  const { notice } = useMonitors();
  const seen = useDismissals();
  const sitting = view.sitting;
  const running = view.screen === 'exam';
  const message = view.messages.at(-1);
  const receipt = sitting?.restored.at(-1);
  const receiptKey = `restored-${sitting?.restored.length ?? 0}`;
  const extendedMs = sitting?.extendedMs ?? 0;
  const cameraGone = running && !['live', 'starting', 'off'].includes(state.kind);
  return (
    <div className={s.bars}>
      {view.standIn && (
        <Bar tone="plain" icon={FlaskConical} title={t('stand-in.title')}>
          {t('stand-in.body')}
        </Bar>
      )}
      <div role="status" className={s.bars}>
        {view.connection === 'offline' && view.sitting && !view.sitting.course?.waiting && (
          <Bar
            tone="amber"
            icon={CloudOff}
            title={t(running ? 'offline.title' : 'offline.title-short')}
            action={
              <Action kind="link" onPress={() => onPanel('offline')}>
                {t('offline.more')}
              </Action>
            }
          >
            {t(running ? 'offline.body' : 'offline.body-short')}
          </Bar>
        )}
        {message && !seen.has(`message-${message.seq}`) && (
          <Bar
            tone="blue"
            icon={MessageSquare}
            title={t('messages.from-proctor')}
            action={
              <>
                <Action kind="link" onPress={() => onPanel('messages')}>
                  {t('messages.all')}
                </Action>
                <Dismiss onPress={() => seen.dismiss(`message-${message.seq}`)} />
              </>
            }
          >
            {message.text}
          </Bar>
        )}
        {running && receipt && !seen.has(receiptKey) && (
          <Bar
            tone="green"
            icon={History}
            title={t('restored.title')}
            action={<Dismiss onPress={() => seen.dismiss(receiptKey)} />}
          >
            {t('restored.body', { lost: minutesOf(receipt.gapMs), back: minutesOf(receipt.restoredMs) })}
          </Bar>
        )}
        {running && extendedMs > 0 && !seen.has(`extended-${extendedMs}`) && (
          <Bar
            tone="green"
            icon={Clock3}
            title={t('extended.title')}
            action={<Dismiss onPress={() => seen.dismiss(`extended-${extendedMs}`)} />}
          >
            {t('extended.body', { minutes: minutesOf(extendedMs) })}
          </Bar>
        )}
        {cameraGone && (
          <Bar
            tone="blue"
            icon={VideoOff}
            title={t('camera.lost')}
            action={
              <Action kind="link" onPress={retry}>
                {t('camera.retry')}
              </Action>
            }
          >
            {t('camera.exam-do')}
          </Bar>
        )}
        {running && !cameraGone && notice && (
          <Bar tone="blue" icon={Lightbulb} title={t(`picture.${notice}`)}>
            {t(`picture.${notice}-do`)}
          </Bar>
        )}
        {view.problem && !showsProblem.has(view.screen) && (
          <Bar tone="amber" icon={TriangleAlert} title={t('problem.other')}>
            {view.problem.message}
          </Bar>
        )}
      </div>
    </div>
  );
}

type BarProps = {
  tone: 'plain' | 'amber' | 'blue' | 'green';
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
};
function Bar({ tone, icon: Icon, title, children, action }: BarProps) {
  return (
    <div className={s.bar} data-tone={tone}>
      <Icon aria-hidden className={s.icon} strokeWidth={1.75} />
      <p className={s.words}>
        <b>{title}</b> {children}
      </p>
      {action && <span className={s.actions}>{action}</span>}
    </div>
  );
}

function Dismiss({ onPress }: { onPress: () => void }) {
  const t = useText();
  return (
    <Action kind="link" icon={X} onPress={onPress}>
      {t('bar.dismiss')}
    </Action>
  );
}

/** What has been read and put away; it stays so while the bars come and go with their screens. */
let dismissed: ReadonlySet<string> = new Set();
function useDismissals() {
  const [gone, setGone] = useState(dismissed);
  return {
    has: (key: string) => gone.has(key),
    dismiss: (key: string) => {
      dismissed = new Set([...dismissed, key]);
      setGone(dismissed);
    },
  };
}
