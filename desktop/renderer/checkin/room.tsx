/** Pictures of the room, all around; each side once, at the candidate's own pace. */
import { Camera } from 'lucide-react';
import { bytesOf } from '../camera/jpeg.ts';
import { CameraTrouble } from '../camera/trouble.tsx';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import type { Panel } from '../notices/panels.tsx';
import { Frame } from '../screens/frame.tsx';
import { Action } from '../ui/action.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './checkin.module.css';
import { Decline } from './decline.tsx';
import { Stage, useStage } from './stage.tsx';

const pictureSize = { width: 1280, height: 720 };
const sides = ['desk', 'left', 'right', 'behind'] as const;

export function Room({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const stage = useStage(pictureSize);
  const done = Math.min(sides.length, view.checkIn?.roomPictures ?? 0);
  const busy = running || view.busy;
  const take = () =>
    run(async () => {
      const picture = done < sides.length ? await stage.take() : null;
      stage.again();
      const kept = picture ? await bridge.picture({ purpose: 'room', jpeg: await bytesOf(picture) }) : null;
      if (kept && !kept.ok) return kept;
      return done + (picture ? 1 : 0) >= sides.length ? bridge.roomScanned({}) : { ok: true, value: {} };
    });
  const actions = (
    <>
      <Action kind="primary" icon={Camera} disabled={!stage.ready || busy} onPress={() => void take()}>
        {t('room.take', { number: Math.min(sides.length, done + 1), count: sides.length })}
      </Action>
      <Decline step="room" />
    </>
  );
  return (
    <Frame title={t('room.title')} lead={t('room.lead')} wide onPanel={onPanel} actions={actions}>
      <CameraTrouble />
      <div className={s.layout}>
        <Stage stage={stage} purpose="room" />
        <div className={s.guide}>
          <h2 className={s.guideTitle}>{t('room.sides')}</h2>
          <ol className={s.sides}>
            {sides.map((side, at) => (
              <li key={side} data-done={at < done || undefined} aria-current={at === done ? 'step' : undefined}>
                {t(`room.${side}`)}
                {at < done && <span className="sr">{t('step.done')}</span>}
              </li>
            ))}
          </ol>
          <p className={s.help}>{t('room.help')}</p>
        </div>
      </div>
      <p className="sr" role="status">
        {done > 0 && t('room.taken', { number: done, count: sides.length })}
      </p>
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}
