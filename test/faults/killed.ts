/**
 * A server that is killed while it takes a credential back. Arguments: the database's file, and how many statements of
 * the one transaction are let through before; says `done` when there were no more.
 */
import { invalidated, openDeciding } from './deciding.ts';

const [file = '', through = '0'] = process.argv.slice(2);
const { database, decisions } = await openDeciding(file);
const prepared = await decisions.prepare(invalidated);
let statements = 0;
await database.db.transaction().execute(async (trx) => {
  const counting = trx.withPlugin({
    transformQuery({ node }) {
      if (statements === Number(through)) process.kill(process.pid, 'SIGKILL');
      statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await prepared.write(counting);
  if (statements === Number(through)) process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(`done after ${statements}\n`);
await database.close();
