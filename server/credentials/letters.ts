/** What learners are told when something happens to a credential: plain text, in English. Pure. */
import type { ToNotify } from '../notices/index.ts';

export type LetterFacts = {
  learner: string;
  credential: string;
  holder: string;
  title: string;
  /** The public page of the credential it is about. */
  url: string;
  reason: string;
  /** The public page of the credential that took its place. */
  successorUrl?: string;
};
export type LetterEvent = 'issued' | 'suspended' | 'reinstated' | 'revoked' | 'superseded';

const subjects: Record<LetterEvent, string> = {
  issued: 'Your credential was issued',
  suspended: 'Your credential was suspended',
  reinstated: 'Your credential is valid again',
  revoked: 'Your credential was revoked',
  superseded: 'Your credential was replaced',
};
const bodies: Record<LetterEvent, string> = {
  issued: 'Anyone can check it at the address below. Your name stands on no public list unless you ask for it.',
  suspended: 'Until this is settled, whoever checks it is told not to rely on it. You need not do anything to keep it.',
  reinstated: 'Whoever checks it is told again that it is valid.',
  revoked: 'Whoever checks it is told that it no longer counts. If you think this is wrong, answer to your programme.',
  superseded: 'A new credential takes its place; the old one points to it. Please pass on the new one.',
};

/** The notice that belongs to an event. */
export function letterOf(event: LetterEvent, facts: LetterFacts): ToNotify {
  const { learner, credential, holder, title, url, reason, successorUrl } = facts;
  const lines = [
    `To ${holder}`,
    '',
    `${subjects[event]}: ${title}.`,
    ...(event === 'issued' ? [] : [`Reason: ${reason}`]),
    bodies[event],
    '',
    successorUrl ?? url,
    ...(successorUrl ? [`Replaced: ${url}`] : []),
  ];
  return { learner, about: `credential ${credential}`, subject: subjects[event], text: lines.join('\n') };
}
