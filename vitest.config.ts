import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** A property that has a counterexample is false, however the next draw goes. */
const notAProperty = /^(?!Property failed)/;

/**
 * A test of real parts may fail once for the machine's sake, such as a browser that was starved. It gets a second try, and whoever
 * passes only then is named at the end (build/second-try.ts).
 *
 * `unit`: beside the code. `e2e`: the stand-in (or Electron) and Chromium, one file at a time, on the caller's display.
 */
export default defineConfig({
  test: {
    // Many files wait for a browser or a database most of the time, so that two go side by side even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,desktop,build,demo,test}/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: { count: 1, condition: notAProperty },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.spec.ts', 'test/electron-stand-in/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          retry: { count: 1, condition: notAProperty },
        },
      },
    ],
  },
});
