/** Turning the head and blinking, as asked. Whoever cannot, or is not believed by the camera, goes on; a person looks. */
import { ArrowRight, Play, RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CameraTrouble } from '../camera/trouble.tsx';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import { type Baseline, baselineOf, type Look } from '../monitors/detectors/gaze.ts';
import { after, type Challenge, challengeFrom } from '../monitors/liveness.ts';
import type { Panel } from '../notices/panels.tsx';
import { Frame } from '../screens/frame.tsx';
import { Action } from '../ui/action.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './checkin.module.css';
import { Decline } from './decline.tsx';
import { GuideLine } from './guide.tsx';
import { useHelpers } from './helpers.tsx';
import { Stage, useStage } from './stage.tsx';

const EVERY_MS = 100;
const livenessVersion = 'liveness@1';
/** From 0 to 1, not to be foreseen. */
const chance = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

export function Liveness({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { run, running, problem } = useCommand();
  const { monitor, face } = useHelpers();
  const stage = useStage({ width: 640, height: 480 });
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [active, setActive] = useState(false);
  const baseline = useRef<Baseline | null>(null);
  const { track } = stage;
  const state = challenge?.state ?? null;
  const busy = running || view.busy;

  useEffect(() => {
    void face().then((known) => {
      baseline.current ??= known.baseline;
    });
  }, [face]);
  useEffect(() => {
    if (!monitor || !track || !active) return;
    let looks: Look[] = [];
    let current: Challenge | null = null;
    return monitor.follow(track, EVERY_MS, (seen) => {
      const [found] = seen.faces;
      if (!baseline.current) {
        // Nothing is known of this face yet: a moment of looking at the screen comes first.
        if (found) looks = [...looks, { pose: found.pose, openness: found.openness, gaze: null }];
        baseline.current = baselineOf(looks);
        return;
      }
      current ??= challengeFrom(chance, seen.at);
      const one = seen.faces.length === 1 ? found : undefined;
      const moment = { at: seen.at, face: one !== undefined, yaw: one?.pose.yaw ?? 0, openness: one?.openness ?? 0 };
      current = after(current, baseline.current, moment);
      setChallenge(current);
      if (current.state !== 'running') setActive(false);
    });
  }, [monitor, track, active]);

  const begin = () => {
    setChallenge(null);
    setActive(true);
  };
  const goOn = () =>
    run(() =>
      bridge.livenessChecked({
        outcome: state === 'passed' || state === 'face-lost' ? state : 'timed-out',
        detector: livenessVersion,
      }),
    );
  const failed = state === 'timed-out' || state === 'face-lost';
  const step = challenge?.steps[challenge.done];
  const said = active
    ? t(step ? `liveness.${step}` : 'liveness.look')
    : state && state !== 'running'
      ? t(`liveness.${state}`)
      : monitor
        ? null
        : t('liveness.loading');
  const actions = (
    <>
      {(state === 'passed' || failed) && (
        <Action
          kind={state === 'passed' ? 'primary' : 'secondary'}
          icon={ArrowRight}
          iconAfter
          flips
          disabled={busy}
          onPress={() => void goOn()}
        >
          {t(state === 'passed' ? 'go.on' : 'liveness.go-on')}
        </Action>
      )}
      {state !== 'passed' && (
        <Action kind="primary" icon={failed ? RotateCw : Play} disabled={!monitor || !stage.ready || active} onPress={begin}>
          {t(failed ? 'liveness.again' : 'liveness.begin')}
        </Action>
      )}
      <Decline step="liveness" />
    </>
  );
  return (
    <Frame title={t('liveness.title')} lead={t('liveness.lead')} wide onPanel={onPanel} actions={actions}>
      <CameraTrouble />
      <div className={s.layout}>
        <div className={s.seen}>
          <Stage stage={stage} purpose="liveness" />
          <GuideLine good={state === 'passed'}>{said}</GuideLine>
        </div>
        <div className={s.guide}>
          <h2 className={s.guideTitle}>{t('liveness.how')}</h2>
          <ul className={s.points}>
            <li>{t('liveness.three')}</li>
            <li>{t('liveness.time')}</li>
            <li>{t('liveness.why')}</li>
          </ul>
        </div>
      </div>
      {problem && <ProblemNotice problem={problem} />}
    </Frame>
  );
}
