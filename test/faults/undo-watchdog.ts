/** The watchdog over a machine in a folder, as a process of its own. Argument: the machine's folder. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { keepWatch } from '../../desktop/main/undo/watchdog.ts';
import { machineTools } from './undo-machine.ts';

const [machine = ''] = process.argv.slice(2);
const results = await keepWatch(process.stdin, async () => ({ tools: machineTools(machine), boot: 'boot-1' }));
writeFileSync(path.join(machine, 'watchdog-ended'), JSON.stringify(results));
