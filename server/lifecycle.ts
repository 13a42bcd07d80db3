/** An orderly end on SIGTERM and SIGINT: what is under way finishes, then the process ends, after ten seconds at most. */
import type { Log } from './platform/log.ts';

const STOP_MS = 10_000;

export function stopOnSignals(app: { close: () => Promise<void> }, log: Log): void {
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
}
