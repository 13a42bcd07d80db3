/** The tool put together: what a launch leads to, which scores and acts platforms are told of, and when. */

import * as z from 'zod';
import type { LtiArrival, LtiPage } from '../../shared/contract/lti.ts';
import { ltiPaths, ltiRoutes } from '../../shared/contract/lti.ts';
import type { Entry, ServerEntry } from '../../shared/journal/entry.ts';
import type { Stage } from '../../shared/sitting/state.ts';
import type { Db } from '../platform/database/database.ts';
import type { Log } from '../platform/log.ts';
import { createAccess } from './access.ts';
import { createAccounts, type People, type Place } from './accounts.ts';
import { scopes } from './claims.ts';
import { createGrades, type GradebookResult, under } from './grades.ts';
import { createToolKeys } from './keys.ts';
import { createLogin } from './login.ts';
import { createOutbox } from './outbox.ts';
import { createPlatforms } from './platforms.ts';
import { createProctorings } from './proctoring.ts';
import { controlOf, type Score, type Standing, scoreToSend } from './to-send.ts';
import { createRemoteKeys, type Fetch, type Pace } from './verify.ts';

export type LtiPorts = People & {
  /** What a learner's exam in a window came to; null while there is nothing graded. */
  standing: (learner: string, window: string) => Promise<Standing | null>;
  /** The sitting of a learner in a window, and whether a person let them in. */
  sitting: (
    learner: string,
    window: string,
  ) => Promise<{ id: string; stage: Stage; letInBy: string | null; name: string } | null>;
  entries: (sitting: string) => Promise<readonly Entry[]>;
  /** A token for the registration page of a learner. */
  entryOf: (learner: string, window: string | null) => Promise<string>;
  windowTitle: (window: string) => Promise<string>;
};
export type LtiOptions = {
  db: Db;
  log: Log;
  now: () => number;
  /** Where people and platforms reach this server. */
  publicUrl: string;
  pem: (generation: number) => string;
  ports: LtiPorts;
  fetch?: Fetch;
  random?: () => number;
  pace?: Partial<Pace>;
};

const AfterCheckIn: readonly Stage[] = ['released', 'running', 'paused'];
const Texts = z.array(z.string());

export async function createLti({
  db,
  log,
  now,
  publicUrl,
  pem,
  ports,
  fetch = globalThis.fetch,
  random = Math.random,
  pace = {},
}: LtiOptions) {
  const at = (path: string) => new URL(path, publicUrl).href;
  const keys = await createToolKeys({ db, now, pem });
  const platforms = createPlatforms(db, now, publicUrl.startsWith('https:'));
  const remoteKeys = createRemoteKeys(fetch, pace);
  const login = createLogin({ db, platforms, remoteKeys, launchUrl: at(ltiPaths.launch), now });
  const access = createAccess({ fetch, keys, now });
  const grades = createGrades(access);
  const outbox = createOutbox({ db, platforms, access, log, now, random });
  const accounts = createAccounts({ db, platforms, people: ports, now });
  const proctorings = createProctorings({ db, keys, now });

  /** Takes a launch that was checked. @returns the token of the page that follows */
  async function launch(posted: unknown, cookies: Readonly<Record<string, string | undefined>>): Promise<string> {
    const { platform, launch: came, claim } = await login.finish(posted, cookies);
    return await db.transaction().execute(async (trx) => {
      await claim(trx);
      const token = await accounts.arrive(trx, platform, came);
      if (came.message === 'start-proctoring') await proctorings.start(trx, platform, came);
      if (came.message === 'end-assessment') await proctorings.end(trx, platform, came);
      log.info({ platform: platform.id, message: came.message, deployment: came.deployment }, 'somebody came through LTI');
      return token;
    });
  }

  /** What a launch's page shows. @throws ProblemError `not-found` */
  async function arrival(token: string): Promise<LtiArrival> {
    const came = await accounts.arrival(token);
    const platform = await platforms.byId(came.platform);
    const learner = await accounts.learnerOf(came.platform, came.sub);
    const resource = await accounts.resourceOf(came);
    const window = resource?.window ?? null;
    const attempt = await proctorings.latest(came, came.sub);
    const base = {
      platform: platform.title,
      start: null,
      stage: null,
      returnUrl: came.return_url,
      entry: null,
      errorMessage: null,
    };
    if (attempt?.state === 'ended') return { ...base, kind: 'ended', errorMessage: attempt.error_message };
    if (learner === null) return { ...base, kind: 'waiting' };
    const entry = await ports.entryOf(learner, window);
    if (!attempt) return { ...base, kind: 'waiting', entry };
    const sitting = window === null ? null : await ports.sitting(learner, window);
    const ready = sitting !== null && AfterCheckIn.includes(sitting.stage);
    const start = ready
      ? await proctorings.startAssessment(attempt, platform, sitting.letInBy === null ? null : sitting.name)
      : null;
    return { ...base, kind: 'proctoring', start, stage: sitting?.stage ?? null, entry };
  }

  /** Queues the scores that platforms do not know yet. The same again queues nothing. */
  async function queueScores(): Promise<void> {
    for (const came of await accounts.arrivals()) {
      const [learner, resource] = [await accounts.learnerOf(came.platform, came.sub), await accounts.resourceOf(came)];
      if (learner === null || !resource?.window) continue;
      const allowed = Texts.parse(JSON.parse(resource.scopes));
      if (!allowed.includes(scopes.score) || (!resource.line_item && !resource.line_items)) continue;
      const standing = await ports.standing(learner, resource.window);
      if (!standing) continue;
      const series = `score ${came.platform} ${came.deployment} ${came.resource} ${came.sub}`;
      const last = await outbox.last(series);
      const sent = last && { number: last.number, body: JSON.parse(last.body) as Score };
      const message = scoreToSend(came.sub, standing, sent, now());
      if (!message) continue;
      const lineItem =
        resource.line_item ?? (await lineItemOf(came, resource.line_items, allowed, resource.window, standing.max));
      if (!lineItem) continue;
      const { scoreGiven, scoreMaximum } = message.body;
      const what = scoreGiven === undefined ? 'takes the score back' : `${scoreGiven} of ${scoreMaximum} points`;
      await outbox.queue({
        series,
        number: message.number,
        kind: 'score',
        platform: came.platform,
        learner,
        url: under(lineItem, 'scores'),
        body: JSON.stringify(message.body),
        what,
      });
    }
  }
  async function lineItemOf(
    place: Place,
    items: string | null,
    allowed: string[],
    window: string,
    max: number,
  ): Promise<string | null> {
    if (!items || !allowed.includes(scopes.lineItem)) return null;
    const platform = await platforms.byId(place.platform);
    const lineItem = await grades.ensureLineItem(platform, items, place.resource, await ports.windowTitle(window), max);
    await accounts.keepLineItem(place, lineItem);
    return lineItem;
  }

  /** Queues what proctors did to sittings that watch over a platform's assessment. */
  async function queueControls(): Promise<void> {
    for (const row of await proctorings.controlled()) {
      const learner = await accounts.learnerOf(row.platform, row.sub);
      const resource = await accounts.resourceOf(row);
      const sitting = learner && resource?.window ? await ports.sitting(learner, resource.window) : null;
      if (!learner || !sitting || !row.control_url) continue;
      const platform = await platforms.byId(row.platform);
      const actions = proctorings.actionsOf(row);
      const target = { issuer: platform.issuer, sub: row.sub, resource: row.resource, attempt: row.attempt };
      const series = `control ${row.id}`;
      const known = (await outbox.last(series))?.number ?? 0;
      const acts = (await ports.entries(sitting.id)).filter((entry): entry is Entry & ServerEntry => entry.lane === 'server');
      for (const entry of acts.filter(({ seq, at: made }) => seq > known && made.wall >= row.started_at)) {
        const control = controlOf(entry, target);
        if (!control || !actions.includes(control.action)) continue;
        const what = control.extra_time ? `${control.action} ${control.extra_time} min` : control.action;
        await outbox.queue({
          series,
          number: entry.seq,
          kind: 'control',
          platform: row.platform,
          learner,
          url: row.control_url,
          body: JSON.stringify(control),
          what,
        });
      }
    }
  }

  let working: Promise<unknown> = Promise.resolve();
  /** Brings platforms up to date: queues what they do not know and sends what is due. Call it after results and acts, and now and then. */
  const work = (): Promise<void> => {
    const next = working.then(async () => {
      for (const step of [queueScores, queueControls, outbox.send])
        await step().catch((error: unknown) =>
          log.error({ err: error }, 'platforms could not be brought up to date; the next round tries again'),
        );
    });
    working = next;
    return next;
  };

  return {
    keys,
    platforms,
    login,
    accounts,
    outbox,
    launch,
    arrival,
    work,
    /** Results of a line item as the gradebook has them. @throws ServiceError */
    async gradebook(platform: string, lineItem: string): Promise<GradebookResult[]> {
      return await grades.results(await platforms.byId(platform), lineItem);
    },
    async page(): Promise<LtiPage> {
      return {
        tool: {
          login: at(ltiPaths.login),
          launch: at(ltiPaths.launch),
          jwks: at(ltiRoutes.jwks.path),
          keys: (await keys.jwks()).keys.map(({ kid = '' }) => kid),
        },
        platforms: await platforms.all(),
        accounts: await accounts.accounts(),
        resources: await accounts.resources(),
        messages: await outbox.list(),
      };
    },
    /** Resolves when what is under way is through. */
    idle: () => working.then(() => {}),
  };
}
export type Lti = Awaited<ReturnType<typeof createLti>>;
