/**
 * The system's own key combinations that lead to other programs: Alt-Tab, the Windows key, the overview. Electron cannot hold
 * them back. Windows has a native hook (host/key-hook.ts) where the installation brings it; on GNOME the desktop's own
 * bindings are taken away for the exam, through the undo journal; anywhere else only the loss of the focus is seen (focus.ts).
 */
import type { Host } from '../host/host.ts';
import type { Changes } from '../undo/changes.ts';
import { everywhere, type Measure } from './measure.ts';

// Neither the hook nor a real GNOME session has been run, so no more than this is promised.
export const measure: Measure = { id: 'task-switching', states: everywhere('monitored') };

const wm = 'org.gnome.desktop.wm.keybindings';
const shell = 'org.gnome.shell.keybindings';
const none = '[]';
/** Only what leads elsewhere: nothing of a screen reader, of the keyboard's layout, or of the volume. */
export const gnomeBindings: readonly { schema: string; key: string; value: string }[] = [
  ...[
    'switch-applications',
    'switch-applications-backward',
    'switch-windows',
    'switch-windows-backward',
    'switch-group',
    'switch-group-backward',
    'cycle-windows',
    'cycle-windows-backward',
    'close',
    'minimize',
    'show-desktop',
    'panel-run-dialog',
    'activate-window-menu',
    'switch-to-workspace-left',
    'switch-to-workspace-right',
    'switch-to-workspace-up',
    'switch-to-workspace-down',
  ].map((key) => ({ schema: wm, key, value: none })),
  ...['toggle-overview', 'toggle-application-view', 'screenshot', 'show-screenshot-ui', 'show-screen-recording-ui'].map(
    (key) => ({
      schema: shell,
      key,
      value: none,
    }),
  ),
  { schema: 'org.gnome.mutter', key: 'overlay-key', value: "''" },
  { schema: 'org.gnome.desktop.interface', key: 'enable-hot-corners', value: 'false' },
];

/** Holds the keys back from now on. What one version of a desktop does not have is passed over. */
export async function holdKeys(
  { keys, settings }: Pick<Host, 'keys' | 'settings'>,
  changes: Changes,
  log: (line: string) => void,
) {
  keys?.start();
  if (!settings) return;
  for (const { schema, key, value } of gnomeBindings) {
    const former = await settings.get(schema, key).catch(() => null);
    if (former === null || former === value) continue;
    await changes
      .change({ kind: 'setting', schema, key, former }, () => settings.set(schema, key, value))
      .catch((error: unknown) => log(`lockdown: ${key} could not be taken away: ${String(error)}`));
  }
}

/** Ends the hook; the settings come back with `changes.undoAll`. */
export const freeKeys = ({ keys }: Pick<Host, 'keys'>): void => keys?.stop();

/** Tries what there is on this computer. False where nothing is: then only the focus tells. */
export async function tryKeys({ keys, settings }: Pick<Host, 'keys' | 'settings'>): Promise<boolean> {
  if (keys) {
    keys.start();
    keys.stop();
  }
  const [first] = gnomeBindings;
  if (settings && first) await settings.get(first.schema, first.key);
  return keys !== null || settings !== null;
}
