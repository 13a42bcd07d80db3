/** Starts the server from the environment's configuration. */
import { createApp } from './app.ts';
import { stopOnSignals } from './lifecycle.ts';
import { readConfig } from './platform/config.ts';
import { createLog } from './platform/log.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);
const app = await createApp({ config, log, programme: config.programme });
await app.listen();
stopOnSignals(app, log);
