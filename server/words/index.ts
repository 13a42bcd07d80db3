/** What the server itself writes to people: messages in the languages it has, and which of them somebody reads. Pure. */
import ar from './ar.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export type WordId = keyof typeof en;
const catalogues = { en, ar } satisfies Record<string, Record<WordId, string>>;
export type Language = keyof typeof catalogues;
export const languages: readonly Language[] = ['en', 'ar'];

type Values = Readonly<Record<string, string>>;

/**
 * A message with its values filled in. Where the language runs from right to left, values keep their own direction; an
 * address (`url`) stays bare, so that it can be followed.
 */
export const say = (language: Language, id: WordId, values: Values = {}): string =>
  catalogues[language][id].replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'url' ? (values.url ?? '') : isolated(language, values[name] ?? ''),
  );

/** Between the marks of Unicode's bidirectional algorithm (UAX #9) that keep a stretch of text by itself. */
const isolated = (language: Language, text: string): string => (language === 'ar' ? `\u2068${text}\u2069` : text);

/**
 * The first language that the server has.
 * @param tags tags of BCP 47, or a header `Accept-Language` (RFC 9110, 12.5.4); null for what is not known
 */
export function languageOf(tags: string | null | undefined): Language | null {
  const asked = (tags ?? '').split(',').map((one) => {
    const [tag = '', ...parameters] = one.split(';').map((part) => part.trim());
    const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
    return { language: tag.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
  });
  const wanted = asked.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => languages.find((one) => one === language)).find((one) => one !== undefined) ?? null;
}

/** The server's own causes of a change, as records keep them in English. */
const causes = Object.entries(en)
  .filter(([id]) => id.startsWith('cause.'))
  .map(([id, text]) => ({
    id,
    names: [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
    pattern: new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '(.+)')}$`, 's'),
  }));
const isWord = (id: string): id is WordId => Object.hasOwn(en, id);

/** A cause that a record keeps in English, in the reader's language; what a person wrote stays as it is. */
export function sayCause(language: Language, cause: string): string {
  if (language === 'en') return cause;
  for (const { id, names, pattern } of causes) {
    const found = pattern.exec(cause);
    if (!found || !isWord(id)) continue;
    const values = names.map((name, i) => {
      const value = found[i + 1] ?? '';
      return [name, name === 'cause' ? sayCause(language, value) : value] as const;
    });
    return say(language, id, Object.fromEntries(values));
  }
  return cause;
}
