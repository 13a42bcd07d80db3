/** The demo's server: the product's own, seeded. Tells its parent process, if there is one, when it is up. */
import { createApp } from '../server/app.ts';
import { stopOnSignals } from '../server/lifecycle.ts';
import { readConfig } from '../server/platform/config.ts';
import { createLog } from '../server/platform/log.ts';
import { demoAnswers } from './content/answers.ts';
import { type FromServer, skillOf, type ToServer } from './messages.ts';
import { PROGRAMME, seed } from './seed.ts';

const config = readConfig(process.env);
const log = createLog(config.logLevel);
const app = await createApp({ config, log, programme: PROGRAMME });
await seed(app, config.data);
const address = await app.listen();

const tell = (message: FromServer) => process.send?.(message);
tell({ up: address });
// Simulated candidates can't read the questions; the demo whispers to them, outside of the product.
process.on('message', ({ whisper, ability }: ToServer) => {
  const answer = async () => {
    const { facts } = await app.sittings.journal.live(whisper);
    const { exam } = await app.exams.get(facts.exam);
    tell({ sitting: whisper, answers: demoAnswers(exam, facts.seed, skillOf(whisper, ability)) });
  };
  answer().catch((error: unknown) => log.warn({ err: error }, 'no answers for a simulated candidate'));
});
stopOnSignals(app, log);
