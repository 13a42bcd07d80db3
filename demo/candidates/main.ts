/** Runs all simulated candidates of the demo in one process beside the server. Forked by demo/main.ts. */
import path from 'node:path';
import type { Responses } from '../../shared/journal/entry.ts';
import type { FromServer, ToServer } from '../messages.ts';
import { readCodes } from '../seed.ts';
import { behaviourOf } from './behaviour.ts';
import { simulate } from './simulated.ts';

const [data = '', server = ''] = process.argv.slice(2);
const ended = new AbortController();
const end = () => {
  ended.abort();
  // A candidate who waits for the server would wait on; nothing here is lost by leaving.
  setTimeout(() => process.exit(0), 1_000).unref();
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
process.once('disconnect', end);

const waiting = new Map<string, (answers: Record<string, Responses>) => void>();
process.on('message', (message: FromServer) => {
  if ('sitting' in message) waiting.get(message.sitting)?.(message.answers);
});
/** Asks the demo's server process, through the parent. */
const whisperTo = (sitting: () => string) => (ability: number) =>
  new Promise<Record<string, Responses>>((resolve) => {
    const whisper = sitting();
    waiting.set(whisper, resolve);
    process.send?.({ whisper, ability } satisfies ToServer);
  });

// The first eligible learner is for the person at the keyboard.
const simulated = readCodes(data)
  .learners.filter(({ eligible }) => eligible)
  .slice(1);
await Promise.all(
  simulated.map(({ learner, code }, place) => {
    let sitting = '';
    const log = (line: string) => {
      sitting = /^sitting (\S+) is open$/.exec(line)?.[1] ?? sitting;
      if (process.env.INVIGIL_LOG === 'debug') console.log(`${learner}: ${line}`);
    };
    const directory = path.join(data, 'simulated', learner);
    return simulate(
      { place, directory, server, code, behaviour: behaviourOf(place), whisper: whisperTo(() => sitting), log },
      ended.signal,
    );
  }),
);
