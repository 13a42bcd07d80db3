/** What learners are told when something happens to a credential: plain text, in their language. Pure. */
import type { ToNotify } from '../notices/index.ts';
import { type Language, say, sayCause } from '../words/index.ts';

export type LetterFacts = {
  learner: string;
  language: Language;
  credential: string;
  holder: string;
  title: string;
  /** The public page of the credential it is about. */
  url: string;
  /** In a person's words, or in the English ones of records. */
  reason: string;
  /** The public page of the credential that took its place. */
  successorUrl?: string;
};
export type LetterEvent = 'issued' | 'suspended' | 'reinstated' | 'revoked' | 'superseded';

/** The notice that belongs to an event. Addresses are lines of their own, so that they can be followed. */
export function letterOf(event: LetterEvent, facts: LetterFacts): ToNotify {
  const { learner, language, credential, holder, title, url, reason, successorUrl } = facts;
  const subject = say(language, `letter.${event}`);
  const lines = [
    say(language, 'letter.to', { name: holder }),
    '',
    say(language, 'letter.line', { subject, title }),
    ...(event === 'issued' ? [] : [say(language, 'letter.reason', { reason: sayCause(language, reason) })]),
    say(language, `letter.${event}Text`),
    '',
    successorUrl ?? url,
    ...(successorUrl ? [say(language, 'letter.replaced', { url })] : []),
  ];
  return { learner, about: `credential ${credential}`, subject, text: lines.join('\n') };
}
