/** What a candidate is told when a result has come or has changed: plain text, in their language. Pure. */
import { MY_PAGE, type ToNotify } from '../notices/index.ts';
import { type Language, say } from '../words/index.ts';

export type ToldResult = { sitting: string; state: 'final' | 'invalidated'; score: number; max: number };
export type NoticeFacts = {
  learner: string;
  name: string;
  language: Language;
  exam: string;
  /** Undefined: an appeal may be made at any time. */
  appealDays: number | undefined;
  /** Whether something else was told before. */
  again: boolean;
};

export function resultNotice({ learner, name, language, exam, appealDays, again }: NoticeFacts, told: ToldResult): ToNotify {
  const percent = String(Math.round((1000 * told.score) / told.max) / 10);
  const points = { exam, score: String(told.score), max: String(told.max), percent };
  const what = say(language, `told.${told.state}`, points);
  return {
    learner,
    about: `sitting ${told.sitting}`,
    subject: say(language, again ? 'told.changed' : 'told.result', { exam }),
    text: [
      say(language, 'letter.to', { name }),
      again ? `${what} ${say(language, 'told.replaces')}` : what,
      appealDays === undefined ? say(language, 'told.appeal') : say(language, 'told.appealWithin', { days: String(appealDays) }),
      `${say(language, 'told.page')}\n${MY_PAGE}`,
      say(language, 'told.link'),
    ].join('\n\n'),
  };
}

/** Sent to whoever asks for a link with an address that is known. */
export const linkNotice = (learner: string, name: string, language: Language): ToNotify => ({
  learner,
  about: `learner ${learner}`,
  subject: say(language, 'told.newLink'),
  text: [
    say(language, 'letter.to', { name }),
    `${say(language, 'told.newLinkText')}\n${MY_PAGE}`,
    say(language, 'told.notYou'),
  ].join('\n\n'),
});
