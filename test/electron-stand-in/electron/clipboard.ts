import fs from 'node:fs';
import { strict } from '../strict.ts';

/**
 * A clipboard of the main process alone: it is not the X server's. `STAND_IN_CLIPBOARD` names a file that holds it, so that
 * it outlives the process as a system's clipboard does.
 */
const file = process.env.STAND_IN_CLIPBOARD;
let content = '';
const write = (text: string): void => {
  content = text;
  if (file) fs.writeFileSync(file, text);
};
export const clipboard = strict<Electron.Clipboard>('clipboard')({
  readText: async () => (file && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : content),
  writeText: async (text: string) => write(text),
  clear: () => write(''),
});
