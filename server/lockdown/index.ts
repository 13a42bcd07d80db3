/** The list of programs that no exam allows beside it: published here, signed, fetched by every client. */

import type { BodyOf } from '../../shared/contract/kit.ts';
import { lockdownRoutes, type PublishedList } from '../../shared/contract/lockdown.ts';
import { builtInList } from '../../shared/lockdown/built-in.ts';
import {
  type ForbiddenProgram,
  ProgramList,
  programListMessage,
  type SignedProgramList,
} from '../../shared/lockdown/program-list.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import type { SigningKey } from '../platform/keys.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';

export { lockdownMigrations } from './tables.ts';

const DAY_MS = 86_400_000;
type Publication = BodyOf<typeof lockdownRoutes.publish>;
export type ProgramListsOptions = { db: Db; key: SigningKey; now: () => number };

/** Names that stand twice, for the message that refuses them. */
function doubled(programs: readonly ForbiddenProgram[]): string[] {
  const names = programs.flatMap(({ id, starts }) => [`id ${id}`, ...starts]);
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}

export function createProgramLists({ db, key, now }: ProgramListsOptions) {
  const serially = createSerially();
  const sign = (list: ProgramList): SignedProgramList => ({ list, signature: key.sign(programListMessage(list)) });
  const published = async (): Promise<(SignedProgramList & { by: string; note: string })[]> => {
    const rows = await db.selectFrom('program_list').selectAll().orderBy('version', 'desc').execute();
    return rows.map((row) => ({
      list: ProgramList.parse(JSON.parse(row.list)),
      signature: row.signature,
      by: row.published_by,
      note: row.note,
    }));
  };
  const history = async (): Promise<PublishedList[]> => [
    ...(await published()).map(({ list, by, note }) => ({ list, by, note })),
    { list: builtInList, by: null, note: '' },
  ];

  const publishNext = async (by: string, { after, validDays, programs, note }: Publication): Promise<PublishedList> => {
    const [newest] = await history();
    if (newest && newest.list.version !== after)
      throw new ProblemError(
        'conflict',
        `Version ${newest.list.version} was published meanwhile. Look at it, and publish again if yours is still needed.`,
      );
    const twice = doubled(programs);
    if (twice.length > 0)
      throw new ProblemError('bad-input', `These stand twice in the list: ${twice.join(', ')}. Leave one of each.`, {
        place: 'programs',
      });
    const issuedAt = now();
    const { list, signature } = sign({ version: after + 1, issuedAt, expiresAt: issuedAt + validDays * DAY_MS, programs });
    await db.transaction().execute(async (trx) => {
      await trx
        .insertInto('program_list')
        .values({
          version: list.version,
          list: JSON.stringify(list),
          signature,
          published_by: by,
          published_at: issuedAt,
          note,
        })
        .execute();
      await audit(trx, issuedAt, { by, act: 'published', subject: `list of programs, version ${list.version}`, detail: note });
    });
    return { list, by, note };
  };

  return {
    /** The newest published list; the built-in one, signed as well, before the first publication. */
    async current(): Promise<SignedProgramList> {
      const [newest] = await published();
      return newest ? { list: newest.list, signature: newest.signature } : sign(builtInList);
    },
    history,
    /**
     * Publishes the next version in one transaction with its audit row.
     * @throws ProblemError `conflict` when `after` is not the newest, `bad-input` for names that stand twice
     */
    publish: (by: string, publication: Publication): Promise<PublishedList> =>
      serially('publish', () => publishNext(by, publication)),
    serve(http: Http): void {
      http.route(lockdownRoutes.programs, () => this.current(), { perMinute: 120 });
      http.route(lockdownRoutes.history, async () => ({ published: await history() }));
      http.route(lockdownRoutes.publish, ({ body, caller }) => this.publish(staffOf(caller).name, body));
    },
  };
}
export type ProgramLists = ReturnType<typeof createProgramLists>;
