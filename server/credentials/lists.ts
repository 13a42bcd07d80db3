/** Status lists as they stand in the database: places given out, signed anew, checked before they are handed out. */
import { randomInt } from 'node:crypto';
import type { Db } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Issuer } from './issuer.ts';
import type { Keyring } from './keyring.ts';
import { retryOnConflict } from './retry.ts';
import {
  FIRST_ENTRY,
  LIST_ENTRIES,
  LIST_FRESH_MS,
  type ListEntry,
  type ListPurpose,
  type Marked,
  type Status,
  signList,
} from './status-list.ts';
import * as store from './store.ts';
import { verifyList } from './verify.ts';

/** A list this full is followed by another: places are drawn at random, and must stay easy to find. */
const FULL = (LIST_ENTRIES - FIRST_ENTRY) * 0.8;

export type ListsOptions = { db: Db; ring: Keyring; publicUrl: string; now: () => number };
export type Place = ListEntry & { list: string };

export function createLists({ db, ring, publicUrl, now }: ListsOptions) {
  const urlOf = (list: string) => `${publicUrl}/status/${list}`;
  /** Places given out or promised, by list. A promise that comes to nothing costs a place until the next start. */
  const taken = new Map<string, Set<number>>();
  /** The last list that was found good, as parsed. */
  const checked = new Map<string, { signed: string; list: object }>();

  /** Signs a list with every status so far, `changes` counting over what is stored. */
  async function prepare(list: string, changes: ReadonlyMap<number, Status>, at: number): Promise<store.StoredList> {
    const before = await store.listById(db, list);
    const issuer = before ? ring.issuer(before.issuer) : ring.current();
    if (!issuer) throw new Error(`Status list ${list} is that of ${before?.issuer}, whose key is not here.`);
    if (!ring.trusts(issuer.did, issuer.key)) {
      throw new ProblemError('conflict', `Status list ${list} is signed no more: the key of its issuer was revoked.`, {
        place: 'id',
      });
    }
    const purpose = (before?.purpose ?? 'message') as ListPurpose;
    const marked = new Map((await store.markedIn(db, list)).map((entry) => [entry.index, entry]));
    for (const [index, status] of changes) {
      if (status === 'valid') marked.delete(index);
      else marked.set(index, { index, status } satisfies Marked);
    }
    const signed = await signList(issuer, urlOf(list), [...marked.values()], at, purpose);
    return {
      id: list,
      revision: (before?.revision ?? 0) + 1,
      signed: JSON.stringify(signed, null, 2),
      signed_at: at,
      purpose,
      issuer: issuer.did,
      key_number: issuer.key,
    };
  }

  const isFresh = (list: store.StoredList): boolean =>
    now() - list.signed_at < LIST_FRESH_MS && list.signed_at <= now() && ring.trusts(list.issuer, list.key_number);

  /** The signed list, fresh enough to be relied upon. @throws ProblemError `not-found` */
  async function signed(list: string): Promise<string> {
    return await retryOnConflict(async () => {
      const stored = await store.listById(db, list);
      if (!stored) throw new ProblemError('not-found', `There is no status list ${list}.`, { place: 'id' });
      if (isFresh(stored)) return stored.signed;
      const fresh = await prepare(list, new Map(), now());
      await db.transaction().execute((trx) => store.putList(trx, fresh));
      return fresh.signed;
    });
  }

  /** The list new badges of `issuer` go into, made when there is none with room. */
  async function roomFor(issuer: Issuer, count: number): Promise<{ list: string; places: Set<number> }> {
    const lists = (await store.allLists(db)).toSorted((a, b) => Number(b.id) - Number(a.id));
    const own = lists.find((list) => list.issuer === issuer.did && list.purpose === 'message');
    if (own) {
      const places = taken.get(own.id) ?? (await store.takenIn(db, own.id));
      taken.set(own.id, places);
      if (places.size + count <= FULL) return { list: own.id, places };
    }
    // List 1 was the one list of old.
    const id = String(Math.max(1, ...lists.map((list) => Number(list.id))) + 1);
    const list = await prepare(id, new Map(), now());
    await db.transaction().execute((trx) => store.putList(trx, list));
    const places = new Set<number>();
    taken.set(id, places);
    return { list: id, places };
  }

  return {
    prepare,
    signed,

    /** A free place, at random, so that it tells nothing about who came before or after. */
    place: (issuer: Issuer): Promise<Place> =>
      retryOnConflict(async () => {
        const { list, places } = await roomFor(issuer, 1);
        for (;;) {
          const index = randomInt(FIRST_ENTRY, LIST_ENTRIES);
          if (places.has(index)) continue;
          places.add(index);
          return { list, index, listUrl: urlOf(list) };
        }
      }),

    /** The list as parsed, after its signature and time were checked. @throws Error when it does not hold */
    async good(list: string, issuer: Issuer): Promise<object> {
      const text = await signed(list);
      const known = checked.get(list);
      if (known?.signed === text) return known.list;
      const parsed: object = JSON.parse(text);
      const verdict = await verifyList(parsed, issuer, now());
      if (!verdict.verified) throw new Error(verdict.reason);
      checked.set(list, { signed: text, list: parsed });
      return parsed;
    },
  };
}
export type Lists = ReturnType<typeof createLists>;
