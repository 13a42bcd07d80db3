/** How the candidate wants the screens: language and text size. Kept on this computer, unknown to main. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { IntlProvider } from 'react-intl';
import { chooseLocale, directionOf, type Locale, locales } from './locales.ts';

export const textSizes = [100, 115, 130, 150, 200] as const;
export type TextSize = (typeof textSizes)[number];

type Display = {
  locale: Locale;
  setLocale: (locale: Locale) => void;
  /** Per cent of the normal size. */
  textSize: TextSize;
  setTextSize: (size: TextSize) => void;
};
const DisplayContext = createContext<Display | null>(null);

const remember = (key: string, value: string): void => localStorage.setItem(`invigil.${key}`, value);
const recall = (key: string): string | null => localStorage.getItem(`invigil.${key}`);

const firstLocale = (): Locale =>
  chooseLocale([new URLSearchParams(location.search).get('locale'), recall('locale'), ...navigator.languages]);
const firstSize = (): TextSize => textSizes.find((size) => String(size) === recall('text-size')) ?? 100;

/** Applies language, direction and text size to the whole page. */
export function DisplayProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState(firstLocale);
  const [textSize, setTextSize] = useState(firstSize);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = directionOf(locale);
  }, [locale]);
  useEffect(() => {
    document.documentElement.style.fontSize = `${textSize}%`;
  }, [textSize]);
  const display = useMemo<Display>(
    () => ({
      locale,
      textSize,
      setLocale: (next) => {
        remember('locale', next);
        setLocale(next);
      },
      setTextSize: (next) => {
        remember('text-size', String(next));
        setTextSize(next);
      },
    }),
    [locale, textSize],
  );
  return (
    <DisplayContext value={display}>
      <IntlProvider locale={locale} messages={locales[locale].messages}>
        <I18nProvider locale={locale}>{children}</I18nProvider>
      </IntlProvider>
    </DisplayContext>
  );
}

/** The candidate's display settings. */
export function useDisplay(): Display {
  const display = useContext(DisplayContext);
  if (!display) throw new Error('useDisplay stands outside of DisplayProvider');
  return display;
}
