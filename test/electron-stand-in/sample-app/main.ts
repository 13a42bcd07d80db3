/** A small locked-down Electron app; the stand-in's specs watch what it is told. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, ipcMain, powerSaveBlocker, protocol, safeStorage, screen, session } from 'electron';

const events: string[] = [];
Object.assign(globalThis, { events });
const note = (event: string): void => void events.push(event);
const files: Record<string, string> = { '/index.html': 'text/html', '/page.js': 'text/javascript', '/frame.html': 'text/html' };

protocol.registerSchemesAsPrivileged([{ scheme: 'sample-app', privileges: { standard: true, secure: true } }]);

if (app.requestSingleInstanceLock({ why: 'test' })) {
  app.on('second-instance', (_event, argv, cwd, data) => {
    note(`second-instance ${argv.at(-1)} ${JSON.stringify(data)} ${typeof cwd}`);
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-frame-navigate', (event) => {
      if (event.url.startsWith('sample-app://bundle/')) return;
      note(`blocked ${event.url} ${event.isMainFrame ? 'page' : 'frame'}`);
      event.preventDefault();
    });
    contents.setWindowOpenHandler(({ url }) => {
      note(`denied ${url}`);
      return { action: 'deny' };
    });
    contents.on('render-process-gone', (_gone, details) => note(`gone ${details.reason}`));
    contents.on('context-menu', () => note('context-menu'));
  });
  void app.whenReady().then(open);
} else {
  app.quit();
}

async function open(): Promise<void> {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    note(`ask ${permission}`);
    answer(permission === 'media');
  });
  defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'media');
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = url.startsWith('http:') || url.startsWith('https:');
    if (cancel) note(`cancelled ${url}`);
    answer({ cancel });
  });
  protocol.handle('sample-app', (request) => {
    const { pathname } = new URL(request.url);
    const type = files[pathname];
    if (!type) return new Response('not here', { status: 404 });
    return new Response(readFileSync(path.join(import.meta.dirname, pathname)), { headers: { 'content-type': type } });
  });
  ipcMain.handle('next', (event, n: number, when: Date) => {
    return { n: n + 1, when, from: event.senderFrame?.url };
  });
  ipcMain.handle('invert', (_event, bytes: Uint8Array) => bytes.map((byte) => byte ^ 255));

  const preload = path.join(import.meta.dirname, 'preload.cjs');
  const window = new BrowserWindow({ kiosk: true, webPreferences: { preload, sandbox: true, contextIsolation: true } });
  window.setContentProtection(true);
  window.on('blur', () => {
    note('blur');
    window.webContents.send('happened', 'blur');
  });
  window.on('focus', () => note('focus'));
  window.on('leave-full-screen', () => {
    note('leave-full-screen');
    window.setKiosk(true);
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.alt)) return;
    note(`key ${input.modifiers.join('+')}+${input.key}`);
    event.preventDefault();
  });
  powerSaveBlocker.start('prevent-display-sleep');
  note(`displays ${screen.getAllDisplays().length} ${screen.getPrimaryDisplay().size.width}`);
  note(`safe ${safeStorage.decryptString(safeStorage.encryptString('token'))}`);
  await window.loadURL('sample-app://bundle/index.html');
}
