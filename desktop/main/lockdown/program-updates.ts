/** The list of forbidden programs from the exam server: fetched, checked against the server's key, kept on disk for a start without a network. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { builtInList } from '../../../shared/lockdown/built-in.ts';
import { type Choice, chooseList, type ProgramList, SignedProgramList } from '../../../shared/lockdown/program-list.ts';
import { serverVerifier } from '../client/keys.ts';

/** An exam server and the key that its launch reply named. */
export type TrustedServer = { server: string; serverKey: string };

/** `newest` is the highest version ever taken under this key: an older list, however well signed, is refused. */
const Kept = z.object({ serverKey: z.string(), newest: z.number(), signed: SignedProgramList });

export type ProgramUpdates = {
  list: () => ProgramList;
  /** Where the list in use comes from, for the report. */
  source: () => Choice['source'];
  /** Fetches and takes the server's list. Never rejects: what does not fit is logged, and the list in use stays. */
  refresh: (from: TrustedServer) => Promise<void>;
};

export type ProgramUpdatesOptions = {
  file: string;
  fetchList: (server: string) => Promise<SignedProgramList>;
  log: (line: string) => void;
  now?: () => number;
};

export function openProgramUpdates({ file, fetchList, log, now = Date.now }: ProgramUpdatesOptions): ProgramUpdates {
  let choice: Choice = { list: builtInList, source: 'built-in', refused: null };

  const kept = (): z.infer<typeof Kept> | null => {
    if (!existsSync(file)) return null;
    try {
      return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      log('programs: the list on this disk cannot be read and is fetched again');
      return null;
    }
  };
  /** Takes a list when it holds; says why when it does not. */
  const take = (signed: SignedProgramList, { serverKey }: TrustedServer, newest: number): boolean => {
    const fresh = chooseList(builtInList, signed, serverVerifier(serverKey), newest, now());
    if (fresh.refused) {
      log(`programs: list ${signed.list.version} is refused (${fresh.refused}); list ${choice.list.version} stays in use`);
      return false;
    }
    choice = fresh;
    return true;
  };

  return {
    list: () => {
      // One that ends during the exam makes room for the built-in list.
      if (choice.list.expiresAt <= now()) choice = { list: builtInList, source: 'built-in', refused: 'expired' };
      return choice.list;
    },
    source: () => choice.source,
    async refresh(from) {
      const own = kept();
      const known = own?.serverKey === from.serverKey ? own : null;
      choice = { list: builtInList, source: 'built-in', refused: null };
      if (known) take(known.signed, from, known.newest);
      try {
        const signed = await fetchList(from.server);
        if (!take(signed, from, known?.newest ?? 0)) return;
        const part = `${file}.part`;
        const record: z.infer<typeof Kept> = { serverKey: from.serverKey, newest: signed.list.version, signed };
        writeFileSync(part, JSON.stringify(record), { flush: true, mode: 0o600 });
        renameSync(part, file);
      } catch (error) {
        log(`programs: no list came from the server (${error instanceof Error ? error.message : String(error)})`);
      }
    },
  };
}
