/** What people see of credentials: lists, one by one, in public, and as a cohort. */
import type { CredentialPage, CredentialSummary, ShownState } from '../../shared/contract/credentials.ts';
import type { PublicCredential } from '../../shared/contract/public.ts';
import { noticesAbout } from '../notices/index.ts';
import type { Db } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Programmes } from '../programmes/index.ts';
import { cohortOf } from './cohort.ts';
import { documentUrlOf } from './did.ts';
import type { Keyring } from './keyring.ts';
import type { Lists } from './lists.ts';
import * as store from './store.ts';
import { type Verdict, verifyAgainst } from './verify.ts';

export type ViewsOptions = {
  db: Db;
  programmes: Programmes;
  ring: Keyring;
  lists: Lists;
  issuerName: string;
  now: () => number;
};

export function createViews({ db, programmes, ring, lists, issuerName, now }: ViewsOptions) {
  type Row = Pick<store.StoredCredential, 'state' | 'issuer' | 'key_number'>;
  const stateOf = ({ state, issuer, key_number }: Row): ShownState => (ring.trusts(issuer, key_number) ? state : 'key-revoked');
  const changedAt = (row: { issued_at: number; state_at: number; state: string }): number | null =>
    row.state === 'valid' && row.state_at === row.issued_at ? null : row.state_at;

  async function summaryOf(row: store.ListedCredential | store.StoredCredential): Promise<CredentialSummary> {
    return {
      id: row.id,
      learner: row.learner,
      name: row.holder,
      programme: (await programmes.version(row.programme, row.version)).title,
      issuedAt: row.issued_at,
      state: stateOf(row),
      changedAt: changedAt(row),
      reason: row.state_reason,
      statusIndex: row.list_index,
    };
  }

  async function verify(row: store.StoredCredential): Promise<Verdict> {
    const issuer = ring.issuer(row.issuer);
    if (!issuer) return { verified: false, reason: `The keys of its issuer ${row.issuer} are not here.` };
    const statusList = await lists.good(row.list, issuer);
    return await verifyAgainst({ badge: JSON.parse(row.badge), statusList, issuer, at: now() });
  }

  return {
    /** The stored row. @throws ProblemError `not-found` */
    row: (id: string): Promise<store.StoredCredential> => store.credentialById(db, id),
    stateOf,
    summary: async (id: string): Promise<CredentialSummary> => summaryOf(await store.credentialById(db, id)),
    list: async (): Promise<CredentialSummary[]> => Promise.all((await store.allCredentials(db)).map(summaryOf)),

    /** One credential with its history, as staff see it. @throws ProblemError `not-found` */
    async page(id: string): Promise<CredentialPage> {
      const row = await store.credentialById(db, id);
      const consent = (await store.consents(db, row.learner)).get(row.learner);
      const events = await store.eventsOf(db, id);
      return {
        credential: await summaryOf(row),
        history: events.map(({ at, by, state, reason }) => ({
          at,
          by,
          // Rows of old called the first event by the state it led to.
          event: (state === 'valid' ? 'issued' : state) as CredentialPage['history'][number]['event'],
          reason,
        })),
        successor: row.successor,
        predecessors: (await store.predecessorsOf(db, id)).map((each) => each.id),
        issuer: row.issuer,
        key: row.key_number,
        jwt: row.claims !== null,
        roll: {
          listed: consent?.listed ?? false,
          at: consent?.at ?? null,
          by: consent?.by ?? null,
          reason: consent?.reason ?? null,
        },
        notices: (await noticesAbout(db, `credential ${id}`)).map(({ created_at, subject, text, sent_at }) => ({
          at: created_at,
          subject,
          text,
          sentAt: sent_at,
        })),
      };
    },

    /** What anyone may see. A credential that does not verify is never shown as valid. @throws ProblemError `not-found` */
    async publicView(id: string): Promise<PublicCredential> {
      const row = await store.credentialById(db, id);
      const state = stateOf(row);
      if (state === 'valid') {
        const verdict = await verify(row);
        if (!verdict.verified) {
          throw new ProblemError(
            'internal',
            `This credential does not verify: ${verdict.reason} Do not rely on it; ask the issuer.`,
          );
        }
      }
      const programme = await programmes.version(row.programme, row.version);
      return {
        id: row.id,
        name: row.holder,
        programme: programme.title,
        issuer: issuerName,
        issuedAt: row.issued_at,
        state,
        changedAt: changedAt(row),
        successor: row.successor,
        did: row.issuer,
        documentUrl: row.issuer.startsWith('did:web:') ? documentUrlOf(row.issuer) : null,
        jwt: row.claims !== null,
        criteria: programme.criteria,
        badge: JSON.parse(row.badge),
      };
    },

    /** Countries, programmes and the names of those who asked to be named. */
    async cohort() {
      const consents = await store.consents(db);
      const learners = new Map((await programmes.learners()).map(({ id, country }) => [id, country]));
      const rows = (await store.allCredentials(db)).filter((row) => stateOf(row) === 'valid');
      const members = await Promise.all(
        rows.map(async (row) => ({
          learner: row.learner,
          credential: row.id,
          name: row.holder,
          country: learners.get(row.learner) ?? '',
          programme: (await programmes.version(row.programme, row.version)).title,
          listed: consents.get(row.learner)?.listed ?? false,
        })),
      );
      return { issuer: issuerName, ...cohortOf(members) };
    },
  };
}
export type Views = ReturnType<typeof createViews>;
