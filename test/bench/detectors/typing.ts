/**
 * Typing: simulated hands, other hands and devices, through the rule that makes a signal of observations. The spread of paces
 * between people is that of 168,000 typists (Dhakal et al. 2018, "Observations on Typing from 136 Million Keystrokes": a mean
 * of 239 ms between keys with a deviation of 112); everything else is a model, so that this measures the detector's own
 * arithmetic, not people.
 */
import { newTrack, observe } from '../../../desktop/renderer/monitors/debounce.ts';
import { OWN_INTERVALS, paceOf, typing, WINDOW_INTERVALS } from '../../../desktop/renderer/monitors/detectors/typing.ts';
import { rules } from '../../../desktop/renderer/monitors/rules.ts';
import { type Measurement, mark, type Section } from './kit.ts';
import { normalFrom, randomFrom } from './random.ts';
import { type Share, share, told } from './stats.ts';

const MEAN_MS = 239;
const DEVIATION_MS = 112;
const FASTEST_MS = 70;
/** Keys of one answer. */
const ANSWER = 400;

type Hands = { median: number; spread: number };
type Source = (random: () => number) => readonly number[];

function someone(random: () => number): Hands {
  for (;;) {
    const median = MEAN_MS + DEVIATION_MS * normalFrom(random);
    if (median >= FASTEST_MS) return { median, spread: 0.35 + 0.25 * random() };
  }
}

/**
 * Intervals of these hands: words come quicker inside than between, the pace drifts by a tenth through an answer and by half as
 * much again between answers, and now and then there is thought.
 */
function typed({ median, spread }: Hands, count: number, random: () => number): number[] {
  const mood = 1 + 0.07 * normalFrom(random);
  const drift = 0.1 * normalFrom(random);
  return Array.from({ length: count }, (_, i) => {
    if (random() < 0.02) return 1_500 + 20_000 * random();
    const place = i % 6 === 5 ? 1.5 : 0.93;
    return median * mood * (1 + (drift * i) / count) * place * Math.exp(spread * normalFrom(random));
  });
}

/** Whether a signal comes of one answer, by a rule over windows, after the person's own pace was learned. */
function signalled(learned: readonly number[], answer: readonly number[]): boolean {
  const own = paceOf(learned);
  let track = newTrack;
  let window: number[] = [];
  let at = 0;
  for (const interval of answer) {
    at += interval;
    window.push(interval);
    if (window.length < WINDOW_INTERVALS) continue;
    const observation = typing(window, own);
    window = observation ? [] : window.slice(-WINDOW_INTERVALS * 2);
    if (!observation) continue;
    const next = observe(track, rules.typing, observation, at);
    track = next.track;
    if (next.told) return true;
  }
  return false;
}

const devices: Record<string, Source> = {
  'a device with even strokes': (random) => {
    const pace = 30 + 150 * random();
    return Array.from({ length: ANSWER }, () => pace * (0.95 + 0.1 * random()));
  },
  'a device that types at once': (random) => Array.from({ length: ANSWER }, () => 1 + 10 * random()),
  'a device with jitter of a quarter': (random) => {
    const pace = 30 + 150 * random();
    return Array.from({ length: ANSWER }, () => pace * (0.75 + 0.5 * random()));
  },
};

export const typists: Measurement = ({ quick }): Section => {
  const random = randomFrom(2018);
  const people = quick ? 300 : 3_000;
  const of = (answerOf: (own: Hands) => readonly number[]): Share => {
    let told = 0;
    for (let i = 0; i < people; i++) {
      const own = someone(random);
      if (signalled(typed(own, OWN_INTERVALS * 2, random), answerOf(own))) told++;
    }
    return share(told, people);
  };
  const own = of((hands) => typed(hands, ANSWER, random));
  const tired = of((hands) => typed({ ...hands, median: hands.median * 1.25 }, ANSWER, random));
  const other = of(() => typed(someone(random), ANSWER, random));
  const twice = of(({ median }) => typed({ ...someone(random), median: median * (random() < 0.5 ? 2 : 0.5) }, ANSWER, random));
  const typedBy = Object.entries(devices).map(([name, source]) => ({ name, found: of(() => source(random)) }));
  const even = typedBy[0]?.found ?? share(0, 0);
  const once = typedBy[1]?.found ?? share(0, 0);
  return {
    title: 'Typing (typing@2), simulated hands',
    lines: [
      `a signal in an answer of ${ANSWER} keys, own hands: ${told(own)}`,
      `own hands, a quarter slower than before: ${told(tired)}`,
      `somebody else's hands, any: ${told(other)}`,
      `somebody else's hands at half or twice the pace: ${told(twice)}`,
      ...typedBy.map(({ name, found }) => `${name}: ${told(found)}`),
    ],
    marks: [
      mark("at most 1 % of answers by one's own hands", own.count <= 0.01 * own.of, told(own)),
      mark('99 % of answers by an even device', even.count >= 0.99 * even.of, told(even)),
      mark('99 % of answers that a device types at once', once.count >= 0.99 * once.of, told(once)),
    ],
  };
};
