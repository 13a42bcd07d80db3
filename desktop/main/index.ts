/** The client's main process: one instance, one window, one exam client. Lifecycle only; what it does stands elsewhere. */
import path from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
} from 'electron';
import { lockdownRoutes } from '../../shared/contract/lockdown.ts';
import { appScheme, START_URL, serveBundle } from './app-scheme.ts';
import { callServer } from './client/api.ts';
import { createExamClient, type ExamClient } from './client/client.ts';
import { openCrypt } from './crypt.ts';
import { openSystemHost } from './host/system.ts';
import { answerCalls, push } from './ipc.ts';
import { isCheckLink, LINK_SCHEME, linkAmong } from './launch-link.ts';
import { type Lockdown, lockContents, lockSession, lockWindow } from './lockdown/index.ts';
import { openProgramUpdates } from './lockdown/program-updates.ts';
import { createPreflight } from './preflight/preflight.ts';
import { openChanges } from './undo/changes.ts';
import { recover, wordsOf } from './undo/recover.ts';
import { clipboardText, guardBy, isWatchdog, undoFolder, watch } from './watchdog.ts';
import { createWindow } from './window.ts';

const log = (line: string): void => console.log(`${new Date().toISOString()} ${line}`);
const standIn = process.env.INVIGIL_STAND_IN === '1';

let window: BrowserWindow | undefined;
let client: ExamClient | undefined;
let lockdown: Lockdown | undefined;
let pendingLink = linkAmong(process.argv);
let released = false;

/** A link may come before the client is there; a later one counts. */
function openLink(link: string | undefined): void {
  if (!link) return;
  if (client)
    void (isCheckLink(link) ? client.calls.systemCheck({ codeOrLink: link }) : client.calls.launch({ codeOrLink: link }));
  else pendingLink = link;
}

/** The computer for the record, with what speaks for a virtual machine. It is no signal. */
const describe = (description: string, machine: Lockdown['machine']): string =>
  machine === null || machine.verdict === 'hardware'
    ? description
    : `${description} (${machine.verdict}: ${machine.signs.join(', ')})`;

async function start(): Promise<void> {
  const version = app.getVersion();
  const host = openSystemHost(log);
  log(`Invigil ${version} on ${host.description}${standIn ? ', in the Chromium stand-in' : ''}`);
  // Asked before it is needed: the answer takes half a second.
  host.machine().catch(() => {});
  const directory = app.getPath('userData');
  const crypt = openCrypt(safeStorage, process.platform, log);
  const tools = { clipboard: clipboardText(clipboard), settings: host.settings };
  // Before anything else: a former run may have ended without putting the machine back.
  const left = wordsOf(await recover({ folder: undoFolder(directory), tools, boot: host.boot, keyOf: crypt.decrypt }));
  if (left) log(left);
  const changes = openChanges({
    folder: undoFolder(directory),
    tools,
    boot: host.boot,
    crypt,
    guard: guardBy(app, log),
    log,
  });
  const programs = openProgramUpdates({
    file: path.join(directory, 'programs.json'),
    fetchList: (server) => callServer(server, null, lockdownRoutes.programs, {}),
    log,
  });
  const here = import.meta.dirname;
  serveBundle(protocol, path.join(here, '..', 'renderer'));
  lockSession(session.defaultSession);
  const page = createWindow(path.join(here, '..', 'preload', 'index.cjs'));
  window = page;
  page.on('close', (event) => {
    if (client?.mayQuit() === false) event.preventDefault();
  });
  const locked = await lockWindow({
    app,
    window: page,
    clipboard: tools.clipboard,
    screen,
    powerMonitor,
    powerSaveBlocker,
    host,
    changes,
    programs: programs.list,
    observe: (signal) => client?.signal(signal),
    onBegin: (signal, at) => client?.moment({ signal, from: at, to: at }),
    log,
  });
  lockdown = locked;
  const os = describe(host.description, locked.machine);
  const preflight = createPreflight({
    host,
    directory,
    displays: () => screen.getAllDisplays().length,
    programs: programs.list,
    log,
    app: `Invigil ${version}`,
    os,
    standIn,
    server: process.env.INVIGIL_SERVER ?? null,
    onTarget: programs.refresh,
    retry: locked.retry,
  });
  const exam = createExamClient({
    directory,
    crypt,
    standIn,
    app: `Invigil ${version}`,
    os,
    preflight,
    server: process.env.INVIGIL_SERVER ?? null,
    measures: locked.measures,
    onOpen: (from) => void programs.refresh(from),
    quit: () => app.quit(),
    log,
  });
  client = exam;
  exam.onView((view) => {
    locked.follow(!exam.mayQuit());
    push(page.webContents, 'view', view);
  });
  exam.onMoment((moment) => push(page.webContents, 'moment', moment));
  answerCalls(ipcMain, exam.calls, log);
  page.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the page ended (${reason}) and is loaded again`);
    page.webContents.reload();
  });
  await page.loadURL(START_URL);
  openLink(pendingLink);
}

function fail(error: unknown): void {
  log(`start failed: ${error instanceof Error ? error.stack : String(error)}`);
  dialog.showErrorBox(
    'Invigil could not start',
    'Restart the computer and try again. If it stays, ask your exam contact for help.',
  );
  app.exit(1);
}

if (process.env.INVIGIL_DATA) app.setPath('userData', path.resolve(process.env.INVIGIL_DATA));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([appScheme]);

if (isWatchdog(process.argv)) {
  // Electron's own files of this second process do not mix with those of the client.
  app.setPath('userData', path.join(app.getPath('userData'), 'watchdog'));
  await watch(app, clipboard, standIn);
} else if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  // The installed client alone: a run from the sources leaves the computer's links as they are.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on('second-instance', (_event, argv) => {
    window?.focus();
    openLink(linkAmong(argv));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    openLink(link);
  });
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  app.on('before-quit', (event) => {
    if (client?.mayQuit() === false) event.preventDefault();
  });
  app.on('will-quit', (event) => {
    if (released) return;
    event.preventDefault();
    released = true;
    void Promise.allSettled([client?.stop(), lockdown?.release()]).then(() => app.quit());
  });
  app.whenReady().then(start).catch(fail);
}
