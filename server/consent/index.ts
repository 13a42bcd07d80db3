/** What a candidate agrees to, in plain words, made from the policy that holds for this exam. Versioned with the policy. */
import { type DeliveryPolicy, monitorsOf, plainCheckIn } from '../../shared/policy/policy.ts';
import { arabic } from './ar.ts';
import { english } from './en.ts';
import type { ConsentWords } from './words.ts';

/** Paragraphs by language (BCP 47); English is always there. */
export type ConsentTexts = { en: string[] } & Record<string, string[]>;

function paragraphs(words: ConsentWords, policy: DeliveryPolicy): string[] {
  const { document, room, liveness, documentDigits } = policy.checkIn ?? plainCheckIn;
  const before = [
    words.taken(['portrait', ...(document ? (['document'] as const) : []), ...(room ? (['room'] as const) : [])]),
    ...(document ? [words.read(documentDigits)] : []),
    ...(liveness ? [words.turned] : []),
    words.never,
  ];
  return [
    before.join(' '),
    `${words.stills(policy.stillSeconds)} ${words.clips(monitorsOf(policy).includes('clips'))}`,
    words.record,
    words.people,
    words.destroyed(policy.retentionDays),
    words.help,
  ];
}

/** The consent in every language of the client, with the exam's own paragraphs, in English where it has no others. */
export function consentOf(policy: DeliveryPolicy): ConsentTexts {
  const own = (language: string): string[] => policy.consent?.[language] ?? policy.consent?.en ?? [];
  return {
    en: [...paragraphs(english, policy), ...own('en')],
    ar: [...paragraphs(arabic, policy), ...own('ar')],
  };
}
