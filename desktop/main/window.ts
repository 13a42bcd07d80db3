/** The one window: it fills the screen and shows the client's own pages only. */
import { BrowserWindow, type WebPreferences } from 'electron';

/** What any page of ours may do. Everything is said, also where Electron's default is the same today. */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  devTools: false,
  navigateOnDragDrop: false,
  // A dictionary in the exam's language would be an aid, and would be fetched from the network.
  spellcheck: false,
  // Stills and detectors keep their pace when another window is in front.
  backgroundThrottling: false,
} as const satisfies WebPreferences;

/** `preload` is the absolute path of the preload bundle. */
export function createWindow(preload: string): BrowserWindow {
  return new BrowserWindow({
    kiosk: true,
    alwaysOnTop: true,
    title: 'Invigil',
    backgroundColor: '#ffffff',
    webPreferences: { ...webPreferences, preload },
  });
}
