/**
 * The client's lockdown of a machine in a folder, killed at one of its steps. Arguments: `exam` or `recover`, the folder of
 * journals, the folder of the machine, the step, and for an exam `watched` or `alone`. Says `done` when it was not killed.
 */
import path from 'node:path';
import { holdKeys } from '../../desktop/main/lockdown/task-switching.ts';
import { openChanges } from '../../desktop/main/undo/changes.ts';
import { recover } from '../../desktop/main/undo/recover.ts';
import { startWatchdog } from '../../desktop/main/undo/watchdog.ts';
import { killAt, killableAppend, machineTools, testCrypt } from './undo-machine.ts';

const [what, folder = '', machine = '', number = '', guarded] = process.argv.slice(2);
const { step, isLast } = killAt(Number(number));
const tools = machineTools(machine, step);
const write = killableAppend(step, isLast);

if (what === 'recover') {
  await recover({ folder, tools, boot: 'boot-1', keyOf: testCrypt.decrypt, write });
} else {
  const log = (line: string) => console.error(line);
  const changes = openChanges({
    folder,
    tools,
    boot: 'boot-1',
    crypt: testCrypt,
    guard: (journal, key) =>
      guarded === 'watched'
        ? startWatchdog(
            [process.execPath, path.join(import.meta.dirname, 'undo-watchdog.ts'), machine],
            { folder, journal, key },
            log,
          )
        : { dismiss: () => {} },
    log,
    write,
  });
  const former = await tools.clipboard.read();
  await changes.change({ kind: 'clipboard', sealed: changes.seal(former) }, tools.clipboard.clear);
  await holdKeys({ keys: null, settings: tools.settings }, changes, log);
  process.stdout.write('locked\n');
  await changes.undoAll();
}
process.stdout.write('done\n');
