/**
 * Pathways: a credential opens an application to a partner university. The learner sees what would be sent, consents or
 * not, and may take the consent back; only then is a signed record made, and the audit trail says what went when.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Application, ApplicationState, OwnApplication, ScoreLine } from '../../shared/contract/pathways.ts';
import { ApplicationState as State } from '../../shared/contract/pathways.ts';
import { digestBytes } from '../../shared/journal/chain.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Db } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { dateOf, isOlderThan, Pathway, type Programmes } from '../programmes/index.ts';
import { beside, csvOf, recordOf, scoreOf } from './record.ts';

export type PathwaysOptions = {
  db: Db;
  programmes: Programmes;
  credentials: Credentials;
  /** The best final score in each exam of the programme. */
  scoresOf: (learner: string, programme: string, version: string) => Promise<ScoreLine[]>;
  publicUrl: string;
  issuerName: string;
  now: () => number;
};

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export function createPathways({ db, programmes, credentials, scoresOf, publicUrl, issuerName, now }: PathwaysOptions) {
  const rows = () => db.selectFrom('pathway_application').selectAll();
  const sentRows = () => rows().where('state', '=', 'sent').orderBy('sent_at').orderBy('id').execute();
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;
  const pathwayIn = (row: Row): Pathway => Pathway.parse(JSON.parse(row.policy));
  const holderOf = async (learner: string) => credentials.holderName(learner, (await programmes.learner(learner)).name);

  async function shown(row: Row): Promise<Application> {
    const pathway = pathwayIn(row);
    return {
      id: row.id,
      learner: row.learner,
      name: await holderOf(row.learner),
      programme: row.programme,
      title: (await programmes.version(row.programme, row.version)).title,
      pathway: row.pathway,
      partner: pathway.partner,
      credential: row.credential,
      policyVersion: pathway.policy.version,
      state: State.parse(row.state),
      openedAt: row.opened_at,
      openedBy: row.opened_by,
      consentedAt: row.consented_at,
      withdrawnAt: row.withdrawn_at,
      sentAt: row.sent_at,
      sentBy: row.sent_by,
      recordHash: row.record ? digestBytes(Buffer.from(row.record)) : null,
    };
  }

  async function own(row: Row): Promise<OwnApplication> {
    const { name, title, state, consentedAt, sentAt } = await shown(row);
    const scores = await scoresOf(row.learner, row.programme, row.version);
    return { name, title, issuer: issuerName, pathway: pathwayIn(row), state, scores, consentedAt, sentAt };
  }

  /** @throws ProblemError `not-found` that does not say what was wrong with the link */
  async function byToken(token: string): Promise<Row> {
    const row = await rows().where('token_hash', '=', hashOf(token)).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', 'This link leads to no application. Ask for a new one.', { place: 'token' });
    return row;
  }

  async function byId(id: string): Promise<Row> {
    const row = await rows().where('id', '=', id).executeTakeFirst();
    if (!row) throw new ProblemError('not-found', `There is no application ${id}.`, { place: 'id' });
    return row;
  }

  /** @throws ProblemError `conflict` when the credential does not hold, or its time for this pathway is over */
  async function requireHolding(credential: string, pathway: Pathway): Promise<void> {
    const standing = await credentials.standing(credential);
    if (standing?.state !== 'valid') {
      throw new ProblemError('conflict', 'This credential is not valid now, so nothing can be applied for with it.', {
        place: 'credential',
      });
    }
    if (pathway.validYears !== null && isOlderThan(dateOf(standing.issuedAt), pathway.validYears, now())) {
      throw new ProblemError(
        'conflict',
        `This pathway is open for ${pathway.validYears} years after the award, which are over.`,
        {
          place: 'pathway',
        },
      );
    }
  }

  // Nothing may be applied for with what was revoked: its applications end in the same transaction.
  credentials.onRevoked(async (trx, { credentials: revoked, by, at }) => {
    const ended = await trx
      .updateTable('pathway_application')
      .set({ state: 'withdrawn', withdrawn_at: at })
      .where('credential', 'in', revoked)
      .where('state', '!=', 'withdrawn')
      .returning('id')
      .execute();
    for (const { id } of ended)
      await audit(trx, at, {
        by,
        act: 'withdraw application',
        subject: `application ${id}`,
        detail: 'its credential was revoked',
      });
  });

  /** Moves an application on, once. @throws ProblemError `conflict` */
  async function move(
    row: Row,
    from: readonly ApplicationState[],
    set: Partial<Row>,
    entry: { by: string; act: string; detail: string },
  ): Promise<Row> {
    const at = now();
    await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('pathway_application')
        .set(set)
        .where('id', '=', row.id)
        .where('state', 'in', [...from])
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) {
        throw new ProblemError('conflict', `This application is ${(await byIdIn(trx)).state}. Nothing was changed.`, {
          place: 'id',
        });
      }
      await audit(trx, at, { by: entry.by, act: entry.act, subject: `application ${row.id}`, detail: entry.detail });
      async function byIdIn(reader: typeof trx) {
        return await reader.selectFrom('pathway_application').select('state').where('id', '=', row.id).executeTakeFirstOrThrow();
      }
    });
    return await byId(row.id);
  }

  return {
    async list(): Promise<Application[]> {
      return await Promise.all((await rows().orderBy('opened_at', 'desc').orderBy('id').execute()).map(shown));
    },

    /** Valid credentials whose programme leads somewhere, without those applied with already. */
    async openings() {
      const taken = new Set((await rows().execute()).map(({ credential, pathway }) => `${credential} ${pathway}`));
      const all = (await credentials.list()).filter(({ state }) => state === 'valid');
      const found = await Promise.all(
        all.map(async ({ id, name, programme }) => {
          const { programme: programmeId, version } = await credentials.versionOf(id);
          const { pathways = [] } = await programmes.version(programmeId, version);
          const open = pathways
            .filter((one) => !taken.has(`${id} ${one.id}`))
            .map((one) => ({ id: one.id, partner: one.partner }));
          return { credential: id, name, title: programme, pathways: open };
        }),
      );
      return found.filter(({ pathways }) => pathways.length > 0);
    },

    /** @returns the application, and the link for the learner, which is kept nowhere */
    async open(credential: string, pathway: string, by: string): Promise<{ application: Application; link: string }> {
      const { learner, programme, version } = await credentials.versionOf(credential);
      const chosen = ((await programmes.version(programme, version)).pathways ?? []).find(({ id }) => id === pathway);
      if (!chosen)
        throw new ProblemError('not-found', `The programme ${programme} has no pathway ${pathway}.`, { place: 'pathway' });
      await requireHolding(credential, chosen);
      const token = randomBytes(24).toString('base64url');
      const id = randomUUID();
      const at = now();
      await db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('pathway_application')
          .values({
            id,
            learner,
            programme,
            version,
            pathway,
            credential,
            token_hash: hashOf(token),
            policy: JSON.stringify(chosen),
            state: 'open',
            opened_at: at,
            opened_by: by,
            consented_at: null,
            withdrawn_at: null,
            sent_at: null,
            sent_by: null,
            record: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) {
          throw new ProblemError('conflict', 'There is an application with this credential for this pathway already.', {
            place: 'pathway',
          });
        }
        await audit(trx, at, {
          by,
          act: 'open application',
          subject: `application ${id}`,
          detail: `${chosen.partner}, policy ${chosen.policy.version}`,
        });
      });
      return { application: await shown(await byId(id)), link: `${publicUrl}/apply#${token}` };
    },

    own: async (token: string): Promise<OwnApplication> => own(await byToken(token)),

    /** @throws ProblemError `conflict` when other words were read than those it was opened under, or it is not open */
    async consent(token: string, policyVersion: string): Promise<OwnApplication> {
      const row = await byToken(token);
      const pathway = pathwayIn(row);
      if (policyVersion !== pathway.policy.version) {
        throw new ProblemError('conflict', 'The policy has another version than the one you read. Load the page again.', {
          place: 'policyVersion',
        });
      }
      await requireHolding(row.credential, pathway);
      const entry = {
        by: `learner ${row.learner}`,
        act: 'consent to application',
        detail: `${pathway.partner}, policy ${policyVersion}`,
      };
      return await own(await move(row, ['open'], { state: 'consented', consented_at: now() }, entry));
    },

    /** What was sent cannot be called back; nothing more is sent. */
    async withdraw(token: string): Promise<OwnApplication> {
      const row = await byToken(token);
      const detail = row.sent_at === null ? 'before anything was sent' : `after it was sent on ${dateOf(row.sent_at)}`;
      const entry = { by: `learner ${row.learner}`, act: 'withdraw application', detail };
      return await own(await move(row, ['open', 'consented', 'sent'], { state: 'withdrawn', withdrawn_at: now() }, entry));
    },

    /**
     * Makes and signs the record under the consent that stands, and marks it as sent.
     * @param how by which way it goes, for the record
     * @throws ProblemError `conflict` without a consent, or when the credential does not hold any more
     */
    async send(id: string, how: string, by: string): Promise<Application> {
      const row = await byId(id);
      if (row.state !== 'consented' || row.consented_at === null) {
        throw new ProblemError('conflict', `This application is ${row.state}; only one with a consent can be sent.`, {
          place: 'id',
        });
      }
      const pathway = pathwayIn(row);
      await requireHolding(row.credential, pathway);
      const at = now();
      const issuer = credentials.issuer.current();
      const unsigned = recordOf({
        id,
        issuer: { did: issuer.did, name: issuerName },
        publicUrl,
        at,
        holder: await holderOf(row.learner),
        credential: row.credential,
        programme: await programmes.version(row.programme, row.version),
        pathway,
        scores: await scoresOf(row.learner, row.programme, row.version),
        consentedAt: row.consented_at,
      });
      const record = JSON.stringify(await issuer.sign(unsigned, at), null, 2);
      const detail = `to ${pathway.partner} by ${how}, SHA-256 ${digestBytes(Buffer.from(record))}`;
      const entry = { by, act: 'send application', detail };
      return await shown(await move(row, ['consented'], { state: 'sent', sent_at: at, sent_by: by, record }, entry));
    },

    /** The record as it was sent. @throws ProblemError `not-found`, or `conflict` once the application was withdrawn */
    async record(id: string): Promise<string> {
      const row = await byId(id);
      if (row.state === 'withdrawn')
        throw new ProblemError('conflict', 'This application was withdrawn; the record is not given out.', { place: 'id' });
      if (!row.record) throw new ProblemError('not-found', 'Nothing was sent yet.', { place: 'id' });
      return row.record;
    },

    /** Scores of what was sent and still may be used, as messages of LTI's grade service: a list in JSON. */
    async scores(): Promise<string> {
      const all = await Promise.all(
        (await sentRows()).map(async (row) =>
          (await scoresOf(row.learner, row.programme, row.version)).map((line) => scoreOf(row.id, line)),
        ),
      );
      return JSON.stringify(all.flat(), null, 2);
    },

    /** What was sent and still may be used, one row an application. */
    async csv(): Promise<string> {
      const sent = await sentRows();
      const lines = await Promise.all(
        sent.map(async (row) => {
          const { name, title, partner, policyVersion, credential, recordHash } = await shown(row);
          const { credit, leadsTo } = pathwayIn(row);
          const scores = (await scoresOf(row.learner, row.programme, row.version))
            .map((line) => [`${line.title}: ${line.percent} %`, beside(line)].filter(Boolean).join(', '))
            .join('; ');
          const cells = [row.id, name, title, partner, leadsTo, String(credit.value), credit.unit, policyVersion, scores];
          return [
            ...cells,
            `${publicUrl}/c/${credential}`,
            dateOf(row.consented_at ?? 0),
            dateOf(row.sent_at ?? 0),
            recordHash ?? '',
          ];
        }),
      );
      const heading = [
        'application',
        'name',
        'programme',
        'partner',
        'leads_to',
        'credit',
        'credit_unit',
        'policy_version',
        'scores',
      ];
      return csvOf([[...heading, 'credential', 'consented_on', 'sent_on', 'record_sha256'], ...lines]);
    },
  };
}
export type Pathways = ReturnType<typeof createPathways>;
