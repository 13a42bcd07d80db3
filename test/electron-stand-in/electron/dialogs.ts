import { strict } from '../strict.ts';

/** No box appears: what it would say goes to stderr, where a spec can read it. */
export const dialog = strict<Electron.Dialog>('dialog')({
  showErrorBox: (title: string, content: string) => console.error(`dialog: ${title}: ${content}`),
});

export const Menu = { setApplicationMenu: () => {}, getApplicationMenu: () => null } satisfies Partial<typeof Electron.Menu>;
