/** What `import … from 'electron'` means in a main process under the stand-in. */
import { app } from './electron/app.ts';
import { clipboard } from './electron/clipboard.ts';
import { dialog, Menu } from './electron/dialogs.ts';
import { ipcMain } from './electron/ipc.ts';
import { powerMonitor, powerSaveBlocker } from './electron/power.ts';
import { protocol } from './electron/protocol.ts';
import { safeStorage } from './electron/safe-storage.ts';
import { screen } from './electron/screen.ts';
import { session } from './electron/session.ts';
import { webContents } from './electron/web-contents.ts';
import { BrowserWindow } from './electron/window.ts';

export {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  webContents,
};

const everything = {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  webContents,
};
everything satisfies { [K in keyof typeof everything]: K extends keyof typeof import('electron') ? unknown : never };
export default everything;
