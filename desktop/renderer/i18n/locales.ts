/** The languages of the screens, each named in itself. */
import ar from '../messages/ar.json';
import en from '../messages/en.json';

export type MessageId = keyof typeof en;
export type Locale = 'en' | 'ar';
export const locales: Record<Locale, { name: string; messages: Record<MessageId, string> }> = {
  en: { name: 'English', messages: en },
  ar: { name: 'العربية', messages: ar },
};
export const localeIds: readonly Locale[] = ['en', 'ar'];

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** Writing direction of a BCP 47 language tag; its script, where named, decides. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [tongue = '', ...rest] = language.toLowerCase().split('-');
  const script = rest.find((part) => part.length === 4);
  if (script) return ['arab', 'hebr', 'thaa', 'syrc', 'nkoo'].includes(script) ? 'rtl' : 'ltr';
  return rightToLeft.has(tongue) ? 'rtl' : 'ltr';
}

/** The first wish that we speak, else English. */
export function chooseLocale(wishes: readonly (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const tongue = wish?.toLowerCase().split('-')[0];
    const known = localeIds.find((locale) => locale === tongue);
    if (known) return known;
  }
  return 'en';
}
