/**
 * Compiles message catalogues (`messages/LOCALE.json`, ICU message syntax) while bundling, so that the parser stays out of
 * the bundles. A message that is not valid ICU fails the build and says which.
 */
import path from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import * as z from 'zod/mini';

const Catalogue = z.record(z.string(), z.string());

/** The catalogue's messages as react-intl takes them without its parser. Throws with the place of a broken message. */
export function compileCatalogue(file: string, text: string): string {
  const messages = Object.entries(Catalogue.parse(JSON.parse(text)));
  const compiled = messages.map(([id, message]) => {
    try {
      return [id, parse(message)];
    } catch (error) {
      throw new Error(`${file}: message "${id}" is not valid ICU: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
  return JSON.stringify(Object.fromEntries(compiled));
}

export function precompiledMessages(): Plugin {
  return {
    name: 'invigil:messages',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          { find: /^@formatjs\/icu-messageformat-parser$/, replacement: '@formatjs/icu-messageformat-parser/no-parser.js' },
        ],
      },
    }),
    transform: {
      filter: { id: /\/messages\/[\w-]+\.json$/ },
      handler: (text, id) => ({ code: compileCatalogue(path.basename(id), text), map: null }),
    },
  };
}
