/** What a page may use of the computer: every permission that Electron knows, each with its reason. */
import type { Session } from 'electron';
import { isOwnPage } from '../app-scheme.ts';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'permissions', states: everywhere('enforced') };

type Asked = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1];
type Checked = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1];
export type Permission = Asked | Checked;
export type Rule = { allowed: boolean; reason: string };

const yes = (reason: string): Rule => ({ allowed: true, reason });
const no = (reason: string): Rule => ({ allowed: false, reason });
const outside = no('leads out of the exam');
const tracking = no('tells more about the candidate than the exam needs');
const device = no('no exam uses this device');
const background = no('nothing runs on after the exam');
const capture = no('nobody records the exam');
const unused = no('the exam does not use it');

/** The compiler asks for a rule for each name; a new Electron with a new permission does not build until it has one. */
export const permissions: Record<Permission, Rule> = {
  media: yes('the check-in and the proctor need the camera; detectors need the microphone'),
  'clipboard-sanitized-write': yes('copying inside an answer; reading it back goes by the keyboard alone'),
  'screen-wake-lock': yes('the display must not sleep while someone reads'),
  'clipboard-read': no('answers come from the candidate, not from the clipboard'),
  'deprecated-sync-clipboard-read': no('answers come from the candidate, not from the clipboard'),
  'display-capture': capture,
  'captured-surface-control': capture,
  fullscreen: no('the window is full screen already; a page element would cover the clock'),
  'automatic-fullscreen': no('the window is full screen already; a page element would cover the clock'),
  pointerLock: no('would take the mouse away from the candidate'),
  keyboardLock: no('would take the keyboard away from assistive technology'),
  openExternal: outside,
  'payment-handler': outside,
  'web-app-installation': outside,
  'web-printing': no('the questions stay here'),
  fileSystem: no('neither notes in nor questions out'),
  geolocation: tracking,
  'geolocation-approximate': tracking,
  'idle-detection': tracking,
  sensors: tracking,
  'local-fonts': tracking,
  'window-management': tracking,
  notifications: no('nothing interrupts the exam'),
  'background-fetch': background,
  'background-sync': background,
  'periodic-background-sync': background,
  'system-wake-lock': background,
  'local-network': no('the page has no network'),
  'local-network-access': no('the page has no network'),
  'loopback-network': no('the page has no network'),
  'storage-access': no('there is no other site to share with'),
  'top-level-storage-access': no('there is no other site to share with'),
  'persistent-storage': unused,
  'speaker-selection': unused,
  mediaKeySystem: unused,
  hid: device,
  serial: device,
  usb: device,
  midi: device,
  midiSysex: device,
  nfc: device,
  'smart-card': device,
  ar: device,
  vr: device,
  'hand-tracking': device,
  unknown: no('what has no name gets no permission'),
};

/** Whether a page at `url` may use `permission`. Names that came with a newer Electron are denied. */
export const mayUse = (permission: string, url: string): boolean =>
  isOwnPage(url) && Object.hasOwn(permissions, permission) && permissions[permission as Permission].allowed;

/** Sets both handlers: Electron grants whatever has none. */
export function keepPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) => {
    answer(isMainFrame && mayUse(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame, requestingUrl }) => {
    return isMainFrame && mayUse(permission, requestingUrl ?? origin);
  });
  session.setDevicePermissionHandler(() => false);
}
