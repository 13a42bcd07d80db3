/** The message catalogue: which language, which direction, and `useText` for everything a person reads. */
import { createContext, type ReactNode, use, useLayoutEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider, useIntl } from 'react-intl';
import ar from '../messages/ar.json' with { type: 'json' };
import en from '../messages/en.json' with { type: 'json' };

export type TextId = keyof typeof en;
export type Locale = 'en' | 'ar';
const catalogues: Record<Locale, Record<TextId, string>> = { en, ar };
export const locales: readonly Locale[] = ['en', 'ar'];
export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr');

/** The address decides, then the browser's languages in their order, then English. */
export function pickLocale(search: string, languages: readonly string[]): Locale {
  const wanted = [new URLSearchParams(search).get('locale') ?? '', ...languages];
  const known = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  return known.map((tag) => locales.find((locale) => locale === tag)).find((locale) => locale !== undefined) ?? 'en';
}

const LocaleContext = createContext<Locale>('en');
export const useLocale = (): Locale => use(LocaleContext);

/** Sets language and direction of the document and gives every component its texts. */
export function Texts({ locale, children }: { locale: Locale; children: ReactNode }) {
  useLayoutEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);
  return (
    <LocaleContext value={locale}>
      <IntlProvider locale={locale} messages={catalogues[locale]}>
        <I18nProvider locale={locale}>{children}</I18nProvider>
      </IntlProvider>
    </LocaleContext>
  );
}

export type Say = (id: TextId, values?: Record<string, string | number>) => string;

/** `t(id, values)`; ids are those of the English catalogue. */
export function useText(): Say {
  const intl = useIntl();
  return useMemo(() => (id, values) => intl.formatMessage({ id }, values), [intl]);
}

const isId = (id: string): id is TextId => Object.hasOwn(en, id);
/** The text under a composed id such as `cause.phone`, or what the server sent when the catalogue has no word for it. */
export const sayOr = (t: Say, id: string, otherwise: string, values?: Record<string, string | number>): string =>
  isId(id) ? t(id, values) : otherwise;

/** Dates and times in the reader's language and time zone. */
export function useWhen() {
  const intl = useIntl();
  return useMemo(
    () => ({
      time: (ms: number) => intl.formatDate(ms, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
      minute: (ms: number) => intl.formatDate(ms, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      day: (ms: number) => intl.formatDate(ms, { day: 'numeric', month: 'long', year: 'numeric' }),
      ago: (ms: number) => {
        const minutes = Math.round((ms - Date.now()) / 60_000);
        const [value, unit] =
          minutes > -60
            ? ([minutes, 'minute'] as const)
            : minutes > -1440
              ? ([Math.round(minutes / 60), 'hour'] as const)
              : ([Math.round(minutes / 1440), 'day'] as const);
        return intl.formatRelativeTime(value, unit, { style: 'narrow', numeric: 'always' });
      },
      moment: (ms: number) =>
        intl.formatDate(ms, {
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }),
    }),
    [intl],
  );
}
