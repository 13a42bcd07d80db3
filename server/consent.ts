/** What a candidate agrees to, in plain words, made from the policy that holds for this exam. Versioned with the policy. */
import type { DeliveryPolicy } from '../shared/policy/policy.ts';

export function consentOf(policy: DeliveryPolicy): string[] {
  const stills =
    policy.stillSeconds > 0
      ? `While the exam runs, a small picture from your camera is taken every ${policy.stillSeconds} seconds and shown to a proctor. No video is recorded and no sound leaves your computer.`
      : 'While the exam runs, no pictures are taken. No video is recorded and no sound leaves your computer.';
  return [
    'Before the exam, your portrait and a photo of an identity document are taken, so that a person can see that you are you.',
    stills,
    'Your answers, the times at which you gave them, and technical events (such as a lost connection) are kept in a signed record. You can be shown this record.',
    'If something unusual is observed, people look at it and decide. No machine decides about you, and no feelings, origin, age or gender are ever inferred.',
    `All pictures are stored encrypted and destroyed ${policy.retentionDays} days after your result is final. Every look at your portrait or document is logged.`,
    'You may ask for help at any time during the exam. Technical trouble is never held against you, and time lost to it is given back as the exam rules say.',
  ];
}
