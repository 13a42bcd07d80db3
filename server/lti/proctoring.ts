/** Proctoring Services 1.0, as the proctoring tool: from Start Proctoring to Start Assessment, and what follows until its end. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Db, Trx } from '../platform/database/database.ts';
import { newToken } from '../platform/keys.ts';
import type { Place } from './accounts.ts';
import { LTI, type LtiLaunch, PROCTORING } from './claims.ts';
import type { ToolKeys } from './keys.ts';
import type { Platform } from './platforms.ts';

type Start = Extract<LtiLaunch, { message: 'start-proctoring' }> & { sub: string };
type End = Extract<LtiLaunch, { message: 'end-assessment' }> & { sub: string };
/** Seconds in which the browser must have posted what was signed for it. */
const VALID_S = 300;

export function createProctorings({ db, keys, now }: { db: Db; keys: ToolKeys; now: () => number }) {
  const of = (reader: Db | Trx, { platform, deployment, resource }: Place, sub: string) =>
    reader
      .selectFrom('lti_proctoring')
      .selectAll()
      .where('platform', '=', platform)
      .where('deployment', '=', deployment)
      .where('resource', '=', resource)
      .where('sub', '=', sub);
  type Row = Awaited<ReturnType<ReturnType<typeof of>['executeTakeFirstOrThrow']>>;

  return {
    /** The same attempt started again, such as after a reload, gets the newest session data and is not begun twice. */
    async start(trx: Trx, platform: Platform, launch: Start): Promise<void> {
      const fresh = {
        start_url: launch.startUrl,
        session_data: launch.sessionData,
        control_url: launch.control?.url ?? null,
        actions: JSON.stringify(launch.control?.actions ?? []),
      };
      await trx
        .insertInto('lti_proctoring')
        .values({
          id: randomUUID(),
          platform: platform.id,
          deployment: launch.deployment,
          resource: launch.resource.id,
          sub: launch.sub,
          attempt: launch.attempt,
          ...fresh,
          state: 'started',
          error_message: null,
          error_log: null,
          started_at: now(),
          ended_at: null,
        })
        .onConflict((conflict) => conflict.columns(['platform', 'deployment', 'resource', 'sub', 'attempt']).doUpdateSet(fresh))
        .execute();
    },
    /** @returns whether there was such an attempt. A second end changes nothing. */
    async end(trx: Trx, platform: Platform, launch: End): Promise<boolean> {
      const place = { platform: platform.id, deployment: launch.deployment, resource: launch.resource.id };
      const row = await of(trx, place, launch.sub).where('attempt', '=', launch.attempt).executeTakeFirst();
      if (!row) return false;
      await trx
        .updateTable('lti_proctoring')
        .set({ state: 'ended', ended_at: now(), error_message: launch.errorMessage, error_log: launch.errorLog })
        .where('id', '=', row.id)
        .where('state', '!=', 'ended')
        .execute();
      return true;
    },
    /** The attempt begun last. */
    latest: (place: Place, sub: string): Promise<Row | undefined> =>
      of(db, place, sub).orderBy('attempt', 'desc').limit(1).executeTakeFirst(),
    /** Attempts whose platform takes control messages and has not ended them longer ago than a day. */
    controlled: (): Promise<Row[]> =>
      db
        .selectFrom('lti_proctoring')
        .selectAll()
        .where('control_url', 'is not', null)
        .where((e) => e.or([e('ended_at', 'is', null), e('ended_at', '>', now() - 86_400_000)]))
        .execute(),
    actionsOf: (row: Row): string[] => z.array(z.string()).parse(JSON.parse(row.actions)),

    /**
     * The Start Assessment message that the candidate's browser posts to the platform, signed afresh each time.
     * @param verifiedName the name under which a person let the candidate in; null when nobody looked
     */
    async startAssessment(row: Row, platform: Platform, verifiedName: string | null): Promise<{ url: string; jwt: string }> {
      const claims = {
        iss: platform.clientId,
        aud: platform.issuer,
        sub: row.sub,
        nonce: newToken(),
        [`${LTI}/message_type`]: 'LtiStartAssessment',
        [`${LTI}/version`]: '1.3.0',
        [`${LTI}/deployment_id`]: row.deployment,
        [`${LTI}/resource_link`]: { id: row.resource },
        [`${PROCTORING}/attempt_number`]: row.attempt,
        [`${PROCTORING}/session_data`]: row.session_data,
        [`${PROCTORING}/end_assessment_return`]: true,
        ...(verifiedName === null ? {} : { [`${PROCTORING}/verified_user`]: { name: verifiedName } }),
      };
      const jwt = await keys.sign(claims, VALID_S);
      await db
        .updateTable('lti_proctoring')
        .set({ state: 'assessing' })
        .where('id', '=', row.id)
        .where('state', '=', 'started')
        .execute();
      return { url: row.start_url, jwt };
    },
  };
}
export type Proctorings = ReturnType<typeof createProctorings>;
