/** What a candidate is told when a result has come or has changed, in plain words. */
import { MY_PAGE, type ToNotify } from '../notices/index.ts';

export type ToldResult = { sitting: string; state: 'final' | 'invalidated'; score: number; max: number };

/** @param appealDays undefined: an appeal may be made at any time */
export function resultNotice(
  learner: string,
  { exam, name, appealDays, again }: { exam: string; name: string; appealDays: number | undefined; again: boolean },
  told: ToldResult,
): ToNotify {
  const percent = Math.round((1000 * told.score) / told.max) / 10;
  const what =
    told.state === 'final'
      ? `Your result in ${exam} is final: ${told.score} of ${told.max} points (${percent} %).`
      : `Your sitting of ${exam} does not count. People looked at what happened and found that a rule was broken. On your page you see what they found, on what evidence, and why.`;
  const changed = again ? ' It replaces what you were told before.' : '';
  const within = appealDays === undefined ? 'You may appeal' : `You may appeal within ${appealDays} days from today`;
  return {
    learner,
    about: `sitting ${told.sitting}`,
    subject: again ? `Your result in ${exam} has changed` : `Your result in ${exam}`,
    text: [
      `Dear ${name},`,
      `${what}${changed}`,
      `${within}, on the same page. Somebody who had no part in it will look at it.`,
      `Your page: ${MY_PAGE}`,
      'The link is yours alone and works for fourteen days. A new one can be asked for there.',
    ].join('\n\n'),
  };
}

/** Sent to whoever asks for a link with an address that is known. */
export const linkNotice = (learner: string, name: string): ToNotify => ({
  learner,
  about: `learner ${learner}`,
  subject: 'Your page',
  text: [
    `Dear ${name},`,
    `Here is the link to your page with your results: ${MY_PAGE}`,
    'It is yours alone and works for fourteen days. If you did not ask for it, you need not do anything.',
  ].join('\n\n'),
});
