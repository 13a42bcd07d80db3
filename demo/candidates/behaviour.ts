/** How the demo's simulated candidates differ: pure data from their place in the list. */
import type { DocumentReading, SignalKind } from '../../shared/journal/entry.ts';
import type { Check } from '../../shared/preflight/report.ts';
import type { Scene } from './pictures.ts';

export type Happening = {
  afterAnswers: number;
  signal?: SignalKind;
  scene?: Scene;
  help?: string;
  offlineS?: number;
  crash?: boolean;
};
export type Behaviour = {
  /** Share of questions known, 0..1. */
  ability: number;
  /** Seconds before the check-in begins. */
  startsAfterS: number;
  /** Seconds spent on a question, on average. */
  paceS: number;
  happenings: Happening[];
  /** Stops for good at this step instead of going on. */
  stays?: 'consent' | 'portrait';
  /** What the computer read off the document; absent where its reader could not run. */
  reading?: DocumentReading;
  /** A check that failed at check-in: this candidate waits until a person opens the gate. */
  failed?: Check;
};

/** A passport that agrees, but for what `differs`; the number's end is made up from the place in the list. */
const read = (place: number, differs: Partial<DocumentReading> = {}): { reading: DocumentReading } => ({
  reading: {
    source: 'TD3',
    name: 'same',
    face: 'match',
    expired: false,
    digits: `${10 + ((place * 7) % 90)}B${place % 10}`,
    detector: 'simulated-1',
    ...differs,
  },
});

/** Finished before anybody looks: results, incidents, decisions and credentials are there from the first minute. */
const fast = { startsAfterS: 0, paceS: 0.05 };

const early: Behaviour[] = [
  { ...fast, ability: 0.95, happenings: [], ...read(0) },
  { ...fast, ability: 0.85, happenings: [], ...read(1, { face: 'unsure' }) },
  { ...fast, ability: 0.35, happenings: [] },
  {
    ...fast,
    ability: 0.9,
    happenings: [{ afterAnswers: 12, signal: 'several-faces', scene: 'two' }],
    ...read(3, { name: 'different', face: 'other' }),
  },
  {
    ...fast,
    ability: 0.8,
    happenings: [
      { afterAnswers: 20, signal: 'phone', scene: 'phone' },
      { afterAnswers: 21, signal: 'phone', scene: 'phone' },
    ],
  },
];
const special: Behaviour[] = [
  {
    ability: 0.7,
    startsAfterS: 3,
    paceS: 40,
    happenings: [
      { afterAnswers: 1, signal: 'several-faces', scene: 'two' },
      { afterAnswers: 9, signal: 'several-faces', scene: 'two' },
    ],
    ...read(5, { expired: true }),
  },
  {
    ability: 0.8,
    startsAfterS: 4,
    paceS: 45,
    happenings: [{ afterAnswers: 2, help: 'The table in question 3 is cut off on my screen' }],
    ...read(6),
  },
  {
    ability: 0.9,
    startsAfterS: 5,
    paceS: 35,
    happenings: [
      { afterAnswers: 3, offlineS: 90 },
      { afterAnswers: 12, offlineS: 45 },
    ],
    ...read(7, { source: 'TD1', name: 'unsure' }),
  },
  {
    ability: 0.6,
    startsAfterS: 6,
    paceS: 50,
    happenings: [
      { afterAnswers: 1, signal: 'looking-away' },
      { afterAnswers: 4, signal: 'looking-away' },
    ],
  },
  { ability: 0.75, startsAfterS: 7, paceS: 42, happenings: [{ afterAnswers: 2, signal: 'too-dark', scene: 'dark' }] },
  { ability: 0.65, startsAfterS: 8, paceS: 38, happenings: [{ afterAnswers: 3, signal: 'phone', scene: 'phone' }] },
  {
    ability: 0.85,
    startsAfterS: 9,
    paceS: 44,
    happenings: [
      { afterAnswers: 3, crash: true },
      { afterAnswers: 8, signal: 'speech' },
    ],
  },
  { ability: 0.7, startsAfterS: 10, paceS: 47, happenings: [{ afterAnswers: 6, signal: 'no-face', scene: 'empty' }] },
  {
    ability: 0.7,
    startsAfterS: 11,
    paceS: 45,
    happenings: [],
    ...read(13),
    failed: { id: 'programs', outcome: 'failed', values: { count: 1, names: 'AnyDesk' } },
  },
  { ability: 0, startsAfterS: 12, paceS: 60, happenings: [], stays: 'consent' },
  { ability: 0, startsAfterS: 14, paceS: 60, happenings: [], stays: 'portrait' },
];

/** The behaviour of the nth simulated candidate, from 0. */
export function behaviourOf(place: number): Behaviour {
  const listed = [...early, ...special][place];
  if (listed) return listed;
  return {
    ability: 0.5 + ((place * 37) % 50) / 100,
    startsAfterS: 2 + ((place * 7) % 25),
    paceS: 35 + ((place * 11) % 30),
    happenings: [],
    // On one computer in four the reader does not run.
    ...(place % 4 === 0 ? {} : read(place)),
  };
}
