/** The server put together: platform, features, the flow between them, and an orderly end. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { publicRoutes } from '../shared/contract/public.ts';
import { createFeatures } from './features.ts';
import { migrations } from './migrations.ts';
import { fileOutbox } from './notices/index.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/database/database.ts';
import { createHttp } from './platform/http/server.ts';
import { staffCaller } from './platform/identity/routes.ts';
import type { Log } from './platform/log.ts';
import { createMetrics } from './platform/metrics.ts';
import { createRealtime } from './platform/realtime.ts';
import { createRounds } from './rounds.ts';
import { serveFeatures } from './routes.ts';
import { candidateOf } from './sittings/index.ts';
import { sayProblem } from './words/index.ts';

export type AppOptions = { config: Config; log: Log; programme: string; now?: () => number };
export type App = Awaited<ReturnType<typeof createApp>>;

/**
 * Opens the database, brings everything up to date, and serves once `listen` is called.
 * @param programme the programme whose rules the learners' page applies
 */
export async function createApp({ config, log, programme, now = Date.now }: AppOptions) {
  const startedAt = now();
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const metrics = createMetrics();
  const database = await openDatabase(config.database, migrations, { log, commitWindowMs: config.commitWindowMs });
  const { db } = database;
  const features = await createFeatures({ config, database, log, metrics, programme, publicUrl, now });
  const rounds = createRounds(features, { db, outbox: fileOutbox(path.join(config.data, 'outbox')), publicUrl, log, now });

  const http = await createHttp({
    trustProxy: config.trustProxy,
    say: sayProblem,
    log,
    metrics,
    authenticate: async ({ cookie, bearer }) => (bearer ? candidateOf(db, bearer) : staffCaller(features.identity, cookie)),
  });
  const realtime = createRealtime(http.app.server, { log, metrics });
  let stopping = false;
  http.route(publicRoutes.health, async () => {
    await db.selectFrom('staff').select('id').limit(1).execute();
    return {
      status: stopping ? ('stopping' as const) : ('up' as const),
      database: database.engine,
      uptimeS: Math.round((now() - startedAt) / 1000),
    };
  });
  http.route(publicRoutes.metrics, () => metrics.text());
  await serveFeatures(http, realtime, features, { config, db, log, programme, publicUrl, now });

  return {
    ...features,
    db,
    /** Makes up for what was interrupted, then takes requests. Resolves with the address. */
    async listen(): Promise<string> {
      await features.flow.start();
      await rounds.start();
      await features.proctoring.wall.fill();
      const address = await http.app.listen({ host: config.host, port: config.port });
      log.info({ address, database: database.engine }, 'the server is up');
      return address;
    },
    /** Stops taking requests, lets what is under way finish, and closes the database last. */
    async close(): Promise<void> {
      stopping = true;
      await Promise.all([rounds.stop(), features.lti.idle()]);
      await features.proctoring.wall.stop();
      await realtime.close();
      await http.app.close();
      await database.close();
      log.info('the server has stopped');
    },
  };
}
