/** Pictures of a sitting, and files of its answers: taken in under their own hash, kept sealed, destroyed by destroying their key. */

import { MAX_PICTURE_BYTES } from '../../shared/contract/candidate.ts';
import type { PictureRef } from '../../shared/contract/console.ts';
import { MAX_CLIP_BYTES } from '../../shared/contract/evidence.ts';
import { digestBytes } from '../../shared/journal/chain.ts';
import type { Blobs } from '../platform/blobs/blobs.ts';
import type { Db } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { loadOf, mustWait } from './shedding.ts';

/** Far above a sitting of three hours with a still every ten seconds; beyond it a client is broken or hostile. */
const MAX_PICTURES = 3_000;
/** A candidate who draws has a file for every line that was drawn. */
const MAX_FILES = 1_000;
/** Three hours in which every minute holds a signal. */
const MAX_CLIPS = 1_500;
const isWebm = (bytes: Uint8Array) => bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3;
const isJpeg = (bytes: Uint8Array) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

export type PictureHeader = { purpose: PictureRef['purpose'] | 'clip' | 'answer'; takenAt: number };
/** What may come under a purpose: how many of its group in one sitting, how large, and in which form. */
const groups = {
  answer: { purposes: ['answer'], most: MAX_FILES, bytes: Number.POSITIVE_INFINITY },
  clip: { purposes: ['clip'], most: MAX_CLIPS, bytes: MAX_CLIP_BYTES },
  picture: { purposes: ['portrait', 'document', 'still'], most: MAX_PICTURES, bytes: MAX_PICTURE_BYTES },
} as const;
const groupOf = (purpose: PictureHeader['purpose']) =>
  purpose === 'answer' ? groups.answer : purpose === 'clip' ? groups.clip : groups.picture;

export function createPictures(db: Db, blobs: Blobs, waiting: () => number = () => 0) {
  let uploads = 0;
  const listeners: ((sitting: string, picture: PictureRef) => void)[] = [];
  return {
    onStored: (listener: (sitting: string, picture: PictureRef) => void): void => void listeners.push(listener),
    /**
     * Stores a picture; the same again changes nothing.
     * @throws ProblemError `bad-input` when the bytes are no JPEG (a clip: no WebM) or not those of `hash`, `too-many`,
     * `busy` when it has to wait because the server is behind
     */
    async put(
      sitting: string,
      hash: string,
      { purpose, takenAt }: PictureHeader,
      bytes: Uint8Array,
    ): Promise<{ stored: boolean }> {
      const group = groupOf(purpose);
      if (mustWait(purpose, loadOf(waiting(), uploads)))
        throw new ProblemError(
          'busy',
          'The server is behind. Keep this and send it again later; answers and signals come first.',
        );
      if (bytes.length > group.bytes)
        throw new ProblemError('too-large', `This may have at most ${group.bytes} bytes. Nothing was stored.`);
      if (group === groups.picture && !isJpeg(bytes))
        throw new ProblemError('bad-input', 'A picture must be a JPEG. Nothing was stored.', { place: 'body' });
      if (group === groups.clip && !isWebm(bytes))
        throw new ProblemError('bad-input', 'A clip must be a WebM. Nothing was stored.', { place: 'body' });
      if (digestBytes(bytes) !== hash)
        throw new ProblemError('bad-input', 'The picture does not have the hash that its address names. Nothing was stored.', {
          place: 'path.hash',
        });
      const known = await db
        .selectFrom('picture')
        .select('hash')
        .where('sitting', '=', sitting)
        .where('hash', '=', hash)
        .executeTakeFirst();
      if (known) return { stored: false };
      const row = await db.selectFrom('sitting').select('media_key').where('id', '=', sitting).executeTakeFirst();
      const { count } = await db
        .selectFrom('picture')
        .select((q) => q.fn.countAll<number>().as('count'))
        .where('sitting', '=', sitting)
        .where('purpose', 'in', group.purposes)
        .executeTakeFirstOrThrow();
      if (!row?.media_key || Number(count) >= group.most)
        throw new ProblemError('too-many', 'This sitting takes no more pictures.');
      uploads += 1;
      try {
        await blobs.put(sitting, row.media_key, hash, bytes);
      } finally {
        uploads -= 1;
      }
      await db
        .insertInto('picture')
        .values({ sitting, hash, purpose, taken_at: Math.round(takenAt), bytes: bytes.length })
        .onConflict((c) => c.columns(['sitting', 'hash']).doNothing())
        .execute();
      if (purpose !== 'answer' && purpose !== 'clip')
        for (const listener of listeners) listener(sitting, { hash, purpose, takenAt });
      return { stored: true };
    },
    /** @throws ProblemError `not-found`, also once the key is destroyed */
    async get(hash: string): Promise<{ sitting: string; purpose: string; bytes: Uint8Array }> {
      const row = await db
        .selectFrom('picture')
        .innerJoin('sitting', 'sitting.id', 'picture.sitting')
        .select(['picture.sitting', 'picture.purpose', 'sitting.media_key'])
        .where('picture.hash', '=', hash)
        .where('picture.purpose', 'in', groups.picture.purposes)
        .executeTakeFirst();
      if (!row?.media_key) throw new ProblemError('not-found', 'This picture does not exist, or its retention date has passed.');
      return { sitting: row.sitting, purpose: row.purpose, bytes: await blobs.get(row.sitting, row.media_key, hash) };
    },
    /**
     * The bytes of a file that an answer names, as they came: nothing about them was checked but their hash.
     * @throws ProblemError `not-found`, also once the key is destroyed
     */
    async file(sitting: string, hash: string): Promise<Uint8Array> {
      const row = await db
        .selectFrom('picture')
        .innerJoin('sitting', 'sitting.id', 'picture.sitting')
        .select('sitting.media_key')
        .where('picture.sitting', '=', sitting)
        .where('picture.hash', '=', hash)
        .where('picture.purpose', '=', 'answer')
        .executeTakeFirst();
      if (!row?.media_key) throw new ProblemError('not-found', 'This file has not arrived, or its retention date has passed.');
      return blobs.get(sitting, row.media_key, hash);
    },
    /** A piece of a clip, and whose it is. @throws ProblemError `not-found`, also once the key is destroyed */
    async clip(hash: string): Promise<{ sitting: string; bytes: Uint8Array }> {
      const row = await db
        .selectFrom('picture')
        .innerJoin('sitting', 'sitting.id', 'picture.sitting')
        .select(['picture.sitting', 'sitting.media_key'])
        .where('picture.hash', '=', hash)
        .where('picture.purpose', '=', 'clip')
        .executeTakeFirst();
      if (!row?.media_key) throw new ProblemError('not-found', 'This clip does not exist, or its retention date has passed.');
      return { sitting: row.sitting, bytes: await blobs.get(row.sitting, row.media_key, hash) };
    },
    /** Hashes of the clips of a sitting that are here, and when its media are destroyed. */
    async clipsOf(sitting: string): Promise<{ here: ReadonlySet<string>; destroyedAt: number | null }> {
      const [rows, own] = await Promise.all([
        db.selectFrom('picture').select('hash').where('sitting', '=', sitting).where('purpose', '=', 'clip').execute(),
        db.selectFrom('sitting').select('media_until').where('id', '=', sitting).executeTakeFirst(),
      ]);
      return { here: new Set(rows.map(({ hash }) => hash)), destroyedAt: own?.media_until ?? null };
    },
    async of(sitting: string): Promise<PictureRef[]> {
      const rows = await db
        .selectFrom('picture')
        .select(['hash', 'purpose', 'taken_at'])
        .where('sitting', '=', sitting)
        .where('purpose', 'in', groups.picture.purposes)
        .orderBy('taken_at')
        .execute();
      return rows.map((row) => ({ hash: row.hash, purpose: row.purpose as PictureRef['purpose'], takenAt: row.taken_at }));
    },
    /** Starts the retention clock of a sitting whose result is final. */
    async keepUntil(sitting: string, until: number): Promise<void> {
      await db
        .updateTable('sitting')
        .set({ media_until: until })
        .where('id', '=', sitting)
        .where('media_until', 'is', null)
        .execute();
    },
    /** Destroys the keys whose date has come, but for the sittings that are still needed; says of which sittings. */
    async destroyDue(now: number, needed: ReadonlySet<string> = new Set()): Promise<string[]> {
      const rows = await db
        .selectFrom('sitting')
        .select('id')
        .where('media_until', '<=', now)
        .where('media_key', 'is not', null)
        .execute();
      const ids = rows.map((row) => row.id).filter((id) => !needed.has(id));
      if (ids.length > 0) await db.updateTable('sitting').set({ media_key: null }).where('id', 'in', ids).execute();
      return ids;
    },
  };
}
export type Pictures = ReturnType<typeof createPictures>;
