/** Electron asks handlers in the main process; Chromium holds settings per origin. This turns one into the other. */
import { cdp } from '../browser/connection.ts';
import { originOf, webOrigin } from '../schemes.ts';
import { sessionImpl } from './session.ts';

export type Permission = Parameters<NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>>[1];

/** Electron's permission names and Chromium's, where a page can ask about them. */
const chromiumNames: Partial<Record<Permission, readonly string[]>> = {
  media: ['camera', 'microphone'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  'idle-detection': ['idle-detection'],
  midi: ['midi'],
  'screen-wake-lock': ['wake-lock-screen'],
  'local-fonts': ['local-fonts'],
  'window-management': ['window-management'],
};

/** Names that this Chromium does not know are refused by it, and then no page can ask about them either. */
async function set(permission: Permission, url: string, granted: boolean): Promise<void> {
  const origin = webOrigin(url);
  const setting = granted ? 'granted' : 'denied';
  for (const name of chromiumNames[permission] ?? []) {
    await cdp().root.trySend('Browser.setPermission', { permission: { name }, setting, ...(origin && { origin }) });
  }
}

type CheckName = Parameters<NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>>[1];

/** `navigator.permissions.query` and the like answer at once, so the check handler is asked before a page loads. */
export async function checkAll(contents: Electron.WebContents, url: string): Promise<void> {
  for (const permission of Object.keys(chromiumNames) as CheckName[]) {
    const details = { isMainFrame: true, requestingUrl: url };
    // Electron grants when the app sets no handler.
    const granted = sessionImpl._check?.(contents, permission, originOf(url), details) ?? true;
    await set(permission as Permission, url, granted);
  }
}

/** A page is about to use a guarded API: asks the app and sets Chromium accordingly. */
export async function request(
  contents: Electron.WebContents,
  permission: Permission,
  frame: Electron.WebFrameMain | null,
  details: object,
): Promise<void> {
  const url = frame?.url ?? '';
  const about = { requestingUrl: url, isMainFrame: !frame?.parent, securityOrigin: `${originOf(url)}/`, ...details };
  const ask = sessionImpl._ask;
  // Electron grants when the app sets no handler.
  const granted = ask ? await new Promise<boolean>((resolve) => ask(contents, permission, resolve, about)) : true;
  await set(permission, url, granted);
}
