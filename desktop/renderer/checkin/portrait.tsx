/** The portrait, with help in words, and meanwhile the camera is set to this face: its light, its pose, its eyes. */
import { useEffect, useRef, useState } from 'react';
import { bytesOf } from '../camera/jpeg.ts';
import { useClient } from '../client/client.tsx';
import { useText } from '../i18n/text.ts';
import { baselineOf, gazeVersion, type Look } from '../monitors/detectors/gaze.ts';
import type { FaceSeen, Seen } from '../monitors/protocol.ts';
import type { Panel } from '../notices/panels.tsx';
import { type Advice, adviceFor, type Guide, guided, newGuide } from './framing.ts';
import { GuideLine } from './guide.tsx';
import { orNull, useHelpers } from './helpers.tsx';
import { PictureStep } from './picture-step.tsx';
import { useStage } from './stage.tsx';

const pictureSize = { width: 1280, height: 960 };
const EVERY_MS = 350;
/** About five seconds of looking at the screen. */
const KEPT_LOOKS = 14;
const KEPT_DESCRIPTORS = 4;

/** What the camera has learned of this face so far. */
type Learned = { looks: Look[]; descriptors: number[][]; last: Seen | null };

function learn(learned: Learned, seen: Seen, advice: Advice): Learned {
  const [face] = seen.faces;
  if (!face || advice !== 'good') return { ...learned, last: seen };
  const look: Look = { pose: face.pose, openness: face.openness, gaze: face.gaze };
  return {
    looks: [...learned.looks, look].slice(-KEPT_LOOKS),
    descriptors: face.descriptor ? [...learned.descriptors, [...face.descriptor]].slice(-KEPT_DESCRIPTORS) : learned.descriptors,
    last: seen,
  };
}

const nothing: Learned = { looks: [], descriptors: [], last: null };

export function Portrait({ onPanel }: { onPanel: (panel: Panel) => void }) {
  const t = useText();
  const { bridge } = useClient();
  const { monitor, keepFace } = useHelpers();
  const stage = useStage(pictureSize);
  const learned = useRef<Learned>(nothing);
  const [guide, setGuide] = useState<Guide<Advice>>(newGuide);
  const { track } = stage;
  const live = stage.taken === null;

  useEffect(() => {
    if (!monitor || !track || !live) return;
    return monitor.follow(
      track,
      EVERY_MS,
      (seen) => {
        const advice = adviceFor(seen);
        learned.current = learn(learned.current, seen, advice);
        setGuide((known) => guided(known, advice, seen.at));
      },
      { gaze: true, descriptor: true },
    );
  }, [monitor, track, live]);

  const use = async (picture: Blob) => {
    const seen = monitor && (await orNull(monitor.see(picture, { descriptor: true })));
    await calibrate(seen?.faces[0] ?? null);
    return bridge.picture({ purpose: 'portrait', jpeg: await bytesOf(picture) });
  };
  const calibrate = async (face: FaceSeen | null) => {
    const { looks, descriptors, last } = learned.current;
    const own = face?.descriptor ? [[...face.descriptor]] : [];
    const baseline = baselineOf(looks);
    if (own.length + descriptors.length > 0) await keepFace({ descriptors: [...own, ...descriptors], baseline });
    if (baseline)
      await bridge.calibrated({
        baseline,
        light: last?.picture ?? 'good',
        confidence: Math.min(1, Math.max(0, last?.faces[0]?.score ?? 0)),
        detector: gazeVersion,
      });
  };
  return (
    <PictureStep
      purpose="portrait"
      title="portrait.title"
      lead="portrait.lead"
      points={['portrait.light', 'portrait.face', 'portrait.alone']}
      stage={stage}
      advice={<GuideLine good={guide.shown === 'good'}>{guide.shown && t(`framing.${guide.shown}`)}</GuideLine>}
      onUse={use}
      onPanel={onPanel}
    />
  );
}
