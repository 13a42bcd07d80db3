/** The client's own main process and preload, as bundled, over a page that tries what a page must not be able to do. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { bundles, root } from '../../build/bundles.ts';
import { type Bridge, bridgeCalls, type ClientView } from '../../shared/contract/bridge.ts';
import type { Problem } from '../../shared/contract/problem.ts';
import { type Launched, launch, standInBinary } from './launch.ts';

declare global {
  interface Window {
    invigil: Bridge;
    views: ClientView[];
  }
}

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-shell-'));
const log: string[] = [];
let it: Launched;

beforeAll(async () => {
  for (const name of ['main', 'preload'] as const) {
    await bundle(name);
    cpSync(path.join(root, bundles[name].out), path.join(folder, bundles[name].out), { recursive: true });
  }
  cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  mkdirSync(path.join(folder, bundles.renderer.out), { recursive: true });
  cpSync(path.join(import.meta.dirname, 'shell-page'), path.join(folder, bundles.renderer.out), { recursive: true });
  it = await launch({ target: folder, args: ['--use-fake-device-for-media-stream'] });
  it.app.process().stdout?.on('data', (text: Buffer) => log.push(text.toString()));
  await it.page.waitForFunction(() => document.querySelector('h1')?.textContent === 'launch');
});
afterAll(async () => {
  await it?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

const x = (...args: string[]): string => execFileSync('xdotool', args, { encoding: 'utf8' }).trim();
const outcome = (script: () => Promise<unknown>): Promise<string> =>
  it.page.evaluate(script).then(
    () => 'done',
    (error: Error) => error.message,
  );

test('the bridge has the keys of the contract, and nothing of Electron comes through', async () => {
  const keys = await it.page.evaluate(() => Object.keys(window.invigil));
  expect(keys.toSorted()).toEqual([...Object.keys(bridgeCalls), 'onMoment', 'onView'].toSorted());
  const reach = it.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(await reach).toEqual([]);
});

test('the view says that this is the stand-in, and what the lockdown can do here', async () => {
  const view = await it.page.evaluate(() => window.invigil.view({}));
  if (!view.ok) throw new Error(view.problem.message);
  expect(view.value.standIn).toBe(true);
  const states = Object.fromEntries(view.value.measures.map(({ id, state }) => [id, state]));
  expect(states).toMatchObject({ 'full-screen': 'monitored', navigation: 'enforced', 'screen-capture': 'unavailable' });
});

test('a payload that does not fit is answered with a problem, not with a rejection', async () => {
  const answer = it.page.evaluate(() => window.invigil.launch({ codeOrLink: 5 as unknown as string }));
  expect(await answer).toMatchObject({ ok: false, problem: { code: 'bad-input', place: 'codeOrLink' } });
  const mistyped = it.page.evaluate(() => window.invigil.launch({ codeOrLink: 'ABCD' }));
  expect(await mistyped).toMatchObject({ ok: false });
  await it.page.waitForFunction(() => window.views.at(-1)?.problem !== null);
});

test('the page came under its own scheme with a policy under which inline code and eval do not run', async () => {
  const window = await it.app.browserWindow(it.page);
  expect(await window.evaluate((win: Electron.BrowserWindow) => win.webContents.getURL())).toBe(
    'invigil-app://bundle/index.html',
  );
  expect(await it.page.title()).toBe('Shell probe');
  const violation = it.page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective), {
          once: true,
        });
        const script = document.createElement('script');
        script.textContent = 'document.title = "inline code ran"';
        document.body.append(script);
      }),
  );
  expect(await violation).toMatch(/^script-src/);
});

test('the page has no network, by policy and behind it', async () => {
  expect(await outcome(() => fetch('https://example.com/'))).toMatch(/Failed to fetch|Content Security Policy/);
  expect(await outcome(() => fetch('./page.js'))).toMatch(/Failed to fetch|Content Security Policy/);
});

test('neither navigation nor new windows lead out', async () => {
  await it.page.click('#away', { noWaitAfter: true });
  await it.page.click('#blank', { noWaitAfter: true });
  await it.page.click('#away', { modifiers: ['Control'], noWaitAfter: true });
  await it.page.click('#away', { button: 'middle', noWaitAfter: true });
  expect(await it.page.evaluate(() => window.open('https://example.com/'))).toBe(null);
  await expect.poll(() => it.app.windows().length, { timeout: 10_000 }).toBe(1);
  const electronWindow = await it.app.browserWindow(it.page);
  expect(await electronWindow.evaluate((win: Electron.BrowserWindow) => win.webContents.getURL())).toBe(
    'invigil-app://bundle/index.html',
  );
  expect(await it.page.textContent('h1')).toBe('launch');
});

test('the camera is granted; place, screen and notifications are not', async () => {
  expect(await outcome(() => navigator.mediaDevices.getUserMedia({ video: true }).then((stream) => stream.id))).toBe('done');
  expect(await outcome(() => navigator.mediaDevices.getDisplayMedia({ video: true }))).toMatch(/NotSupported/);
  expect(await it.page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const state = it.page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state);
  expect(await state).toBe('denied');
});

test('printing and dialogs do nothing', async () => {
  const answers = it.page.evaluate(() => {
    window.print();
    window.alert('still here?');
    return window.confirm('print?');
  });
  expect(await answers).toBe(false);
});

test('forbidden combinations are held back, and an answer can be typed', async () => {
  await it.page.click('#box');
  x('type', '--delay', '30', 'E = mc2');
  for (const combination of ['ctrl+t', 'ctrl+w', 'ctrl+p', 'ctrl+r', 'F5', 'alt+F4', 'ctrl+shift+i', 'F12'])
    x('key', combination);
  x('key', 'ctrl+a');
  x('type', '--delay', '30', 'x = 42');
  await expect.poll(() => it.page.inputValue('#box'), { timeout: 10_000 }).toBe('x = 42');
  expect(it.app.windows().length).toBe(1);
});

test('full screen is entered again when it was left', async () => {
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(false));
  await expect.poll(() => it.page.evaluate(() => innerHeight), { timeout: 10_000 }).toBe(800);
});

test('a launch link given to a second instance reaches the server it names, and its code is in no log', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => asked.push(text));
    request.on('end', () => {
      const problem: Problem = { code: 'outside-window', message: 'The exam is not open now.' };
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(problem));
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  try {
    const link = `invigil://sit?server=${encodeURIComponent(`http://127.0.0.1:${port}`)}&code=ABCD-EFGH-JKLM`;
    const second = spawnSync(standInBinary, [`--user-data-dir=${it.profile}`, folder, link], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(second.status).toBe(0);
    await it.page.waitForFunction(() => window.views.at(-1)?.problem?.code === 'outside-window');
    expect(asked.join('')).toContain('ABCD-EFGH-JKLM');
    expect(log.join('') + second.stdout + second.stderr).not.toContain('ABCD');
  } finally {
    server.close();
  }
});

test('a crash of the page brings it back', async () => {
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  const read = () =>
    it.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("h1")?.textContent'),
    );
  await expect.poll(read, { timeout: 15_000 }).toBe('launch');
});
