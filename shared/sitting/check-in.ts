/** What a check-in still lacks, and what it leaves in doubt. Pure; the same on the candidate's computer and on the server. */
import * as z from 'zod/mini';
import { CheckInStep } from '../journal/entry.ts';
import type { CheckIn, Sitting } from './state.ts';

/** `serious`: letting this candidate in takes a person's reason. The others are for a person's eye. */
export const Doubt = z.enum([
  'name-different',
  'face-other',
  'document-expired',
  'liveness-not-passed',
  'portrait-declined',
  'document-declined',
  'room-declined',
  'liveness-declined',
  'name-unsure',
  'face-unsure',
  'name-unread',
  'face-unseen',
]);
export type Doubt = z.infer<typeof Doubt>;

const light: ReadonlySet<Doubt> = new Set(['name-unsure', 'face-unsure', 'name-unread', 'face-unseen']);
export const isSerious = (doubt: Doubt): boolean => !light.has(doubt);

/** The steps that a policy asks for, in their order. */
export const askedSteps = ({ policy }: CheckIn): CheckInStep[] =>
  CheckInStep.options.filter((step) => step === 'portrait' || policy[step]);

function isDone(step: CheckInStep, { checkIn, pictures }: Sitting): boolean {
  if (checkIn.declined[step]) return true;
  if (step === 'room') return checkIn.room !== null;
  // A challenge that was not passed may be tried again or gone past; who looks at it decides.
  if (step === 'liveness') return checkIn.liveness !== null;
  return pictures[step] !== undefined;
}

/** The steps that are asked for and neither done nor declined, in their order. */
export const stepsLeft = (sitting: Sitting): CheckInStep[] =>
  askedSteps(sitting.checkIn).filter((step) => !isDone(step, sitting));

/** What the machine is not sure of or the candidate left out, the most serious first. Empty: nothing to look at. */
export function doubtsOf({ checkIn }: Pick<Sitting, 'checkIn'>): Doubt[] {
  const { document, liveness, declined, policy } = checkIn;
  const found = new Set<Doubt>();
  for (const step of askedSteps(checkIn)) if (declined[step]) found.add(`${step}-declined`);
  if (policy.liveness && liveness !== null && liveness !== 'passed' && !declined.liveness) found.add('liveness-not-passed');
  if (policy.document && !declined.document) {
    const { name, face, expired } = document ?? { name: 'unread', face: 'unseen', expired: null };
    if (name !== 'same') found.add(`name-${name}`);
    if (face !== 'match') found.add(`face-${face}`);
    if (expired) found.add('document-expired');
  }
  return Doubt.options.filter((doubt) => found.has(doubt));
}

/** A proctor asks for steps again: they are as if never done. Without a list, all of them. */
export function repeated(sitting: Sitting, again: readonly CheckInStep[] = CheckInStep.options): Sitting {
  const { checkIn, pictures } = sitting;
  const over = (step: CheckInStep) => again.includes(step);
  const kept = <T>(record: Partial<Record<CheckInStep, T>>): Partial<Record<CheckInStep, T>> =>
    Object.fromEntries(Object.entries(record).filter(([step]) => !over(step as CheckInStep)));
  return {
    ...sitting,
    pictures: kept(pictures),
    checkIn: {
      ...checkIn,
      declined: kept(checkIn.declined),
      document: over('document') ? null : checkIn.document,
      room: over('room') ? null : checkIn.room,
      liveness: over('liveness') ? null : checkIn.liveness,
    },
  };
}
