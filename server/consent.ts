/** What a candidate agrees to, in plain words, made from the policy that holds for this exam. Versioned with the policy. */
import { type CheckInPolicy, type DeliveryPolicy, plainCheckIn } from '../shared/policy/policy.ts';

const number = ['no', 'the last character', 'the last two characters', 'the last three characters', 'the last four characters'];

function beforeTheExam({ document, room, liveness, documentDigits }: CheckInPolicy): string {
  const pictures = [
    'your portrait',
    ...(document ? ['a photo of an identity document'] : []),
    ...(room ? ['four pictures of your room'] : []),
  ];
  const taken = `Before the exam, ${pictures.join(', ')} ${pictures.length > 1 ? 'are' : 'is'} taken, so that a person can see that you are you.`;
  const read = `The document is read on your own computer; what is kept of it as text is whether name and face agree${documentDigits > 0 ? ` and ${number[documentDigits]} of its number` : ''}.`;
  const turned = 'You are asked to turn your head and to blink; only whether that worked is kept.';
  const never =
    'Numbers that describe your face never leave your computer. You may leave out a step and say why; a person then decides.';
  return [taken, ...(document ? [read] : []), ...(liveness ? [turned] : []), never].join(' ');
}

export function consentOf(policy: DeliveryPolicy): string[] {
  const stills =
    policy.stillSeconds > 0
      ? `While the exam runs, a small picture from your camera is taken every ${policy.stillSeconds} seconds and shown to a proctor. No video is recorded and no sound leaves your computer.`
      : 'While the exam runs, no pictures are taken. No video is recorded and no sound leaves your computer.';
  return [
    beforeTheExam(policy.checkIn ?? plainCheckIn),
    stills,
    'Your answers, the times at which you gave them, and technical events (such as a lost connection) are kept in a signed record. You can be shown this record.',
    'If something unusual is observed, people look at it and decide. No machine decides about you, and no feelings, origin, age or gender are ever inferred.',
    `All pictures are stored encrypted and destroyed ${policy.retentionDays} days after your result is final. Every look at your portrait or document is logged.`,
    'You may ask for help at any time during the exam. Technical trouble is never held against you, and time lost to it is given back as the exam rules say.',
  ];
}
