/**
 * The challenge of the check-in: heads that turn as asked, and what somebody might hold before the camera in their place.
 * Angles come from the nets, on heads and sheets turned by computation (`turned.ts`); a blink is simulated by its numbers.
 */
import { countedFaces } from '../../../desktop/renderer/monitors/detectors/presence.ts';
import type { Frame } from '../../../desktop/renderer/monitors/frame.ts';
import { after, type Challenge, challengeFrom, type Step } from '../../../desktop/renderer/monitors/liveness.ts';
import { type Measurement, mark, type Section, type Setting, sampled } from './kit.ts';
import { lightings, portraitsOf, readPicture, webcam } from './pictures.ts';
import { randomFrom } from './random.ts';
import { share, told } from './stats.ts';
import { sheet, turned } from './turned.ts';

const angles = [-50, -40, -30, -20, -10, 0, 10, 20, 30, 40, 50] as const;
const LOOK_MS = 100;
/** How far somebody turns who is asked to, and how far a photograph can be turned before it is seen from its edge. */
const ASKED = 40;
const SHEET = 50;
/** ms of a turn there, of staying and of the way back; between a request and what follows; and of shut eyes. */
const TURN_MS = 700;
const STAY_MS = 500;
const ANSWER_MS = 900;
const BLINK_MS = 220;

/** Yaw that the nets measure at each of the angles; null where no face is seen. */
type Measured = readonly (number | null)[];
const measured = ({ eyes }: Setting, views: readonly Frame[]): Measured =>
  views.map((view) => countedFaces(eyes.faces(view))[0]?.pose.yaw ?? null);

/** Between two of the angles in a straight line. */
function yawAt(known: Measured, angle: number): number | null {
  const place = Math.max(0, Math.min(angles.length - 1.001, (angle + 50) / 10));
  const [low, high] = [known[Math.floor(place)], known[Math.floor(place) + 1]];
  if (low == null || high == null) return null;
  return low + (high - low) * (place - Math.floor(place));
}

/** What is before the camera `ms` after the request for `step`, or after the film's start: an angle and whether eyes are shut. */
type Act = (step: Step, sinceStep: number, since: number) => { angle: number; shut: boolean };

/** There, staying, and back. */
const swing = (ms: number, most: number): number => {
  if (ms < 0) return 0;
  if (ms < TURN_MS) return (ms / TURN_MS) * most;
  if (ms < TURN_MS + STAY_MS) return most;
  return Math.max(0, 1 - (ms - TURN_MS - STAY_MS) / TURN_MS) * most;
};
// The candidate's left is the right of the picture.
const asAsked: Act = (step, ms) => ({
  angle: step === 'blink' ? 0 : swing(ms - ANSWER_MS, step === 'turn-left' ? ASKED : -ASKED),
  shut: step === 'blink' && ms > ANSWER_MS && ms < ANSWER_MS + BLINK_MS,
});
const held: Act = () => ({ angle: 0, shut: false });
const tiltedByHand: Act = (_step, _ms, since) => ({ angle: SHEET * Math.sin(since / 700), shut: false });
/** A film of somebody who does all three things over and over. */
const FILM_MS = 6_000;
const film: Act = (_step, _ms, since) => {
  const at = since % FILM_MS;
  return { angle: swing(at, ASKED) + swing(at - 2_500, -ASKED), shut: at > 5_000 && at < 5_000 + BLINK_MS };
};

/** How the challenge ends, and whether any turn was believed on the way. */
function challenged(known: Measured, act: Act, random: () => number): { passed: boolean; turned: boolean } {
  const baseline = { yaw: yawAt(known, 0) ?? 0, openness: 0.3 };
  const offset = random() * FILM_MS;
  let challenge: Challenge = challengeFrom(random, 0);
  let believed = false;
  for (let at = LOOK_MS; challenge.state === 'running'; at += LOOK_MS) {
    const step = challenge.steps[challenge.done];
    if (!step) break;
    const { angle, shut } = act(step, at - challenge.since, at + offset);
    const yaw = yawAt(known, angle);
    const next = after(challenge, baseline, { at, face: yaw !== null, yaw: yaw ?? 0, openness: shut ? 0.1 : 0.3 });
    if (next.done > challenge.done && step !== 'blink') believed = true;
    challenge = next;
  }
  return { passed: challenge.state === 'passed', turned: believed };
}

export const liveness: Measurement = (setting): Section => {
  const title = 'Challenge at the check-in (liveness@1), heads turned by computation';
  const { folder, eyes, quick } = setting;
  if (!folder) return { title, lines: ['no corpus: not measured'], marks: [] };
  const random = randomFrom(11);
  const heads: Measured[] = [];
  const sheets: Measured[] = [];
  for (const { file } of sampled(portraitsOf(folder), true, quick ? 8 : 40)) {
    const frame = webcam(readPicture(file), lightings.normal);
    const [face] = countedFaces(eyes.faces(frame));
    if (!face) continue;
    heads.push(
      measured(
        setting,
        angles.map((yaw) => turned(frame, face, { yaw })),
      ),
    );
    sheets.push(
      measured(
        setting,
        angles.map((yaw) => sheet(frame, { yaw })),
      ),
    );
  }
  const runs = 3;
  const all = (known: readonly Measured[], act: Act) =>
    known.flatMap((one) => Array.from({ length: runs }, () => challenged(one, act, random)));
  const passed = (results: readonly { passed: boolean }[]) => share(results.filter((one) => one.passed).length, results.length);
  const believed = (results: readonly { turned: boolean }[]) => share(results.filter((one) => one.turned).length, results.length);
  const real = passed(all(heads, asAsked));
  const still = passed(all(heads, held));
  const tilted = all(sheets, tiltedByHand);
  return {
    title,
    lines: [
      `a head that turns ${ASKED}° and blinks as asked passes: ${told(real)}`,
      `a photograph held still passes: ${told(still)}`,
      `a photograph turned by hand up to ${SHEET}° passes: ${told(passed(tilted))}; a turn of it is believed in ${told(believed(tilted))}`,
      `a film of somebody who does all three over and over passes: ${told(passed(all(heads, film)))}`,
    ],
    marks: [
      mark('a head that does as asked passes in 75 %', real.count >= 0.75 * real.of, told(real)),
      mark('no photograph held still passes', still.count === 0, told(still)),
      mark('no photograph turned by hand passes', passed(tilted).count === 0, told(passed(tilted))),
      mark('its turn is believed in at most 10 %', believed(tilted).count <= 0.1 * believed(tilted).of, told(believed(tilted))),
    ],
  };
};
