/** In which language a learner reads: what they chose themselves or a source said, else what their browser asked for. */
import type { Db, Trx } from '../platform/database/database.ts';
import { type Language, languageOf } from '../words/index.ts';

/** `chosen` by the learner or given by a source of identities; `guessed` from what a browser asks for. */
export type LanguageSource = 'chosen' | 'guessed';

export function createLanguages({ db, now }: { db: Db; now: () => number }) {
  return {
    /** English for whoever said nothing else, or a language that the server does not have. */
    async of(learner: string): Promise<Language> {
      const row = await db.selectFrom('learner_language').select('tag').where('learner', '=', learner).executeTakeFirst();
      return languageOf(row?.tag) ?? 'en';
    },
    /** Everybody's who has one. */
    all: async (): Promise<Map<string, Language>> => {
      const rows = await db.selectFrom('learner_language').select(['learner', 'tag']).execute();
      return new Map(rows.flatMap(({ learner, tag }) => [[learner, languageOf(tag) ?? 'en'] as const]));
    },
    /**
     * Keeps a learner's language. A guess takes the place of nothing that is known.
     * @param tag a tag of BCP 47, or the header `Accept-Language`; what names no language here changes nothing
     */
    async keep(writer: Db | Trx, learner: string, tag: string | null | undefined, source: LanguageSource): Promise<void> {
      const language = languageOf(tag);
      if (!language) return;
      const row = { learner, tag: language, source, at: now() };
      await writer
        .insertInto('learner_language')
        .values(row)
        .onConflict((conflict) =>
          source === 'guessed'
            ? conflict.doNothing()
            : conflict.column('learner').doUpdateSet({ tag: row.tag, source: row.source, at: row.at }),
        )
        .execute();
    },
  };
}
export type Languages = ReturnType<typeof createLanguages>;
