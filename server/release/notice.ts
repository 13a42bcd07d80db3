/** What a candidate is told when a result has come or has changed, in plain words and in their language. */
import { MY_PAGE, type ToNotify } from '../notices/index.ts';
import { type Language, say } from '../words/index.ts';

export type ToldResult = { sitting: string; state: 'final' | 'invalidated'; score: number; max: number };
export type About = { exam: string; name: string; language: Language; appealDays: number | undefined; again: boolean };

/** @param about.appealDays undefined: an appeal may be made at any time */
export function resultNotice(learner: string, { exam, name, language, appealDays, again }: About, told: ToldResult): ToNotify {
  const { score, max } = told;
  const percent = Math.round((1000 * score) / max) / 10;
  const values = { exam, score: String(score), max: String(max), percent: String(percent) };
  const what = say(language, `result.${told.state}`, values);
  return {
    learner,
    about: `sitting ${told.sitting}`,
    subject: say(language, again ? 'result.changed' : 'result.subject', { exam }),
    text: [
      say(language, 'notice.dear', { name }),
      again ? `${what} ${say(language, 'result.again')}` : what,
      appealDays === undefined
        ? say(language, 'result.appeal')
        : say(language, 'result.appealWithin', { days: String(appealDays) }),
      say(language, 'result.page', { url: MY_PAGE }),
      say(language, 'result.link'),
    ].join('\n\n'),
  };
}

/** Sent to whoever asks for a link with an address that is known. */
export const linkNotice = (learner: string, name: string, language: Language): ToNotify => ({
  learner,
  about: `learner ${learner}`,
  subject: say(language, 'page.subject'),
  text: [say(language, 'notice.dear', { name }), say(language, 'page.text', { url: MY_PAGE }), say(language, 'page.link')].join(
    '\n\n',
  ),
});
