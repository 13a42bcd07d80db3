import { strict } from '../strict.ts';

/** A clipboard of the main process alone: it is not the X server's. */
let content = '';
export const clipboard = strict<Electron.Clipboard>('clipboard')({
  readText: async () => content,
  writeText: async (text: string) => {
    content = text;
  },
  clear: () => {
    content = '';
  },
});
