/**
 * Looking away: heads of portraits turned by known angles (`turned.ts`), judged one look at a time against the baseline of the
 * same face looking straight on. Eyes that move in a still head are not in it: no picture here knows where somebody looks.
 */
import { baselineOf, type Look, lookingAway } from '../../../desktop/renderer/monitors/detectors/gaze.ts';
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';
import { type Measurement, mark, type Section, type Setting, sampled } from './kit.ts';
import { lightings, portraitsOf, readPicture, webcam } from './pictures.ts';
import { itaOf, type Tone, toneOf, tones } from './skin.ts';
import { type Share, share, told } from './stats.ts';
import { type Turn, turned } from './turned.ts';

const turns: readonly Turn[] = [
  ...[-60, -45, -30, -15, 15, 30, 45, 60].map((yaw) => ({ yaw })),
  ...[-45, -15, 15, 45].map((pitch) => ({ pitch })),
];
const nameOf = ({ yaw, pitch = 0 }: Turn): string =>
  yaw !== undefined ? `${Math.abs(yaw)}° aside` : `${Math.abs(pitch)}° ${pitch > 0 ? 'up' : 'down'}`;
const LOOKS = 10;

type Case = { turn: Turn; tone: Tone; seen: boolean; face: boolean; estimate: number };

const lookAt = ({ eyes }: Setting, frame: Frame): Look | null => {
  const [face] = countedFaces(eyes.faces(frame));
  return face ? { pose: face.pose, openness: face.openness, gaze: eyes.gaze(frame, face) } : null;
};

export const gaze: Measurement = (setting): Section => {
  const title = 'Looking away (gaze@1), heads turned by computation';
  const { folder, eyes, quick } = setting;
  if (!folder) return { title, lines: ['no corpus: not measured'], marks: [] };
  const every = quick ? 10 : 60;
  const cases: Case[] = [];
  for (const { file } of sampled(portraitsOf(folder), true, every)) {
    const frame = webcam(readPicture(file), lightings.normal);
    const [face] = countedFaces(eyes.faces(frame));
    const straight = lookAt(setting, frame);
    const baseline = straight && baselineOf(Array.from({ length: LOOKS }, () => straight));
    if (!face || !baseline) continue;
    const tone = toneOf(itaOf(frame, face));
    for (const turn of turns) {
      const look = lookAt(setting, turned(frame, face, turn));
      const angle = look && (turn.yaw === undefined ? look.pose.pitch - baseline.pitch : look.pose.yaw - baseline.yaw);
      cases.push({
        turn,
        tone,
        seen: look !== null && lookingAway(look, baseline).seen,
        face: look !== null,
        estimate: angle ?? 0,
      });
    }
  }
  const called = (own: readonly Case[]): Share => share(own.filter(({ seen }) => seen).length, own.length);
  const lines: string[] = [];
  for (const [name, own] of Map.groupBy(cases, ({ turn }) => nameOf(turn))) {
    const estimates = own
      .filter(({ face }) => face)
      .map(({ estimate }) => Math.abs(estimate))
      .toSorted((a, b) => a - b);
    const lost = own.filter(({ face }) => !face).length;
    lines.push(
      `${name}: called away ${told(called(own))}; measured ${(estimates[estimates.length >> 1] ?? 0).toFixed(0)}° (median); face lost in ${lost}`,
    );
  }
  const aside = (least: number, most: number, tone?: Tone) =>
    cases.filter(
      ({ turn: { yaw }, tone: own }) =>
        yaw !== undefined && Math.abs(yaw) >= least && Math.abs(yaw) <= most && (!tone || own === tone),
    );
  const small = cases.filter(({ turn: { yaw = 0, pitch = 0 } }) => Math.max(Math.abs(yaw), Math.abs(pitch)) <= 15);
  for (const tone of tones) {
    lines.push(`  ${tone} skin: 45° and more aside ${told(called(aside(45, 90, tone)))}`);
    lines.push(`  ${tone} skin: 15° in any direction ${told(called(small.filter((one) => one.tone === tone)))}`);
  }
  const far = called(aside(45, 90).filter(({ face }) => face));
  const near = called(small);
  return {
    title,
    lines,
    marks: [
      mark('15° in any direction are called away at most in 2 %', near.count <= 0.02 * near.of, told(near)),
      mark('45° and more aside, where the face is seen, in 60 %', far.count >= 0.6 * far.of, told(far)),
    ],
  };
};
