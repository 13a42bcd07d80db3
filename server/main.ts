/** Starts the server from the environment's configuration; stops in order on SIGTERM and SIGINT. */
import { createApp } from './app.ts';
import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';

const STOP_MS = 10_000;

const config = readConfig(process.env);
const log = createLog(config.logLevel);
const app = await createApp({ config, log, programme: process.env.INVIGIL_PROGRAMME ?? 'scm' });
await app.listen();

const stop = (signal: string) => {
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), STOP_MS).unref();
  app.close().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'the stop was not clean');
      process.exit(1);
    },
  );
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
