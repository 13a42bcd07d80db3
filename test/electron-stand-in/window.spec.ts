import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Launched } from './launch.ts';
import { standInBinary } from './launch.ts';
import { events, heard, launchSample, sampleApp } from './sample.ts';

let it: Launched;
beforeAll(async () => {
  it = await launchSample();
});
afterAll(() => it?.close());
const x = (...args: string[]): string => execFileSync('xdotool', args, { encoding: 'utf8' }).trim();
const count = async (event: string): Promise<number> => (await events(it.app)).filter((each) => each === event).length;

test('a kiosk window fills the screen', async () => {
  expect(await it.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1280, 800]);
  const states = it.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return [window?.isKiosk(), window?.isFullScreen(), window?.isContentProtected()];
  });
  expect(await states).toEqual([true, true, true]);
  expect(await events(it.app)).toContain('displays 1 1280');
});

test("Playwright's page and Electron's window are the same", async () => {
  const window = await it.app.browserWindow(it.page);
  expect(await window.evaluate((win: Electron.BrowserWindow) => win.webContents.getURL())).toBe('sample-app://bundle/index.html');
});

test('navigation away is blocked and the page stays', async () => {
  await it.page.click('#away', { noWaitAfter: true });
  await heard(it.app, 'blocked https://example.com/ page');
  expect(await it.page.textContent('h1')).toBe('Stand-in sample');
});

test('a frame cannot navigate away either', async () => {
  await it.page.frameLocator('iframe').locator('#inner-away').click({ noWaitAfter: true });
  await heard(it.app, 'blocked https://example.com/inner frame');
});

test('requests to the network are cancelled by webRequest', async () => {
  await heard(it.app, 'cancelled https://example.com/pixel.png');
});

test('new windows are denied: window.open, _blank, control-click, middle click', async () => {
  expect(await it.page.evaluate(() => window.open('https://example.com/pop'))).toBe(null);
  await heard(it.app, 'denied https://example.com/pop');
  await it.page.click('#blank', { noWaitAfter: true });
  await heard(it.app, 'denied https://example.com/blank');
  await it.page.click('#away', { modifiers: ['Control'], noWaitAfter: true });
  await heard(it.app, 'denied https://example.com/');
  await it.page.click('#away', { button: 'middle', noWaitAfter: true });
  await expect.poll(() => count('denied https://example.com/'), { timeout: 10_000 }).toBe(2);
  await expect.poll(() => it.app.windows().length, { timeout: 10_000 }).toBe(1);
});

test('keys of the keyboard reach the page, those the app holds back do not', async () => {
  await it.page.click('#box');
  x('type', '--delay', '30', 'Hello, exam 42');
  await expect.poll(() => it.page.inputValue('#box'), { timeout: 10_000 }).toBe('Hello, exam 42');
  for (const combination of ['ctrl+t', 'ctrl+w', 'ctrl+n', 'alt+F4', 'ctrl+shift+i', 'ctrl+l', 'ctrl+p']) x('key', combination);
  for (const key of ['control+t', 'control+w', 'alt+F4']) await heard(it.app, `key ${key}`);
  await heard(it.app, 'key control+p');
  expect(it.app.windows().length).toBe(1);
  expect(await it.page.inputValue('#box')).toBe('Hello, exam 42');
});

test('the right mouse button opens no menu and is told', async () => {
  await it.page.click('h1', { button: 'right' });
  await heard(it.app, 'context-menu');
});

test('focus loss is seen when another window comes to the front, and the focus comes back', async () => {
  const other = spawn('xmessage', ['-geometry', '400x200+300+300', 'another window']);
  try {
    const find = () =>
      spawnSync('xdotool', ['search', '--class', 'xmessage'], { encoding: 'utf8' }).stdout.trim().split('\n').at(-1);
    await expect.poll(find, { timeout: 10_000 }).not.toBe('');
    x('windowactivate', find() ?? '');
    await heard(it.app, 'blur');
    await expect.poll(() => it.page.textContent('#happened'), { timeout: 10_000 }).toContain('blur');
  } finally {
    other.kill();
  }
  const before = await count('focus');
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
  await expect.poll(() => count('focus'), { timeout: 10_000 }).toBeGreaterThan(before);
});

test('leaving full screen is told and can be undone', async () => {
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(false));
  await heard(it.app, 'leave-full-screen');
  await expect.poll(() => it.page.evaluate(() => innerHeight), { timeout: 10_000 }).toBe(800);
});

test('a second instance hands its arguments to the first', async () => {
  const args = [`--user-data-dir=${it.profile}`, sampleApp, 'sample-app://launch?token=abc'];
  const second = spawnSync(standInBinary, args, { encoding: 'utf8', timeout: 20_000 });
  expect(second.status).toBe(0);
  await heard(it.app, 'second-instance sample-app://launch?token=abc {"why":"test"} string');
});

test('a crash of the page is told, and reload brings it back', async () => {
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
  await heard(it.app, 'gone crashed');
  await it.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
  const read = () =>
    it.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.querySelector("#answer")?.textContent'),
    );
  await expect.poll(read, { timeout: 10_000 }).toBe('42 true sample-app://bundle/index.html');
});

test('page.close() closes the window', async () => {
  const other = await launchSample();
  await other.page.close();
  await expect.poll(() => other.app.windows().length, { timeout: 10_000 }).toBe(0);
  await other.close();
});
