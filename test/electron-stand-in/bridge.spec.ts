import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Launched } from './launch.ts';
import { launchSample } from './sample.ts';

let it: Launched;
beforeAll(async () => {
  it = await launchSample();
});
afterAll(() => it?.close());

test('the preload bridge makes a round trip with a structured clone', async () => {
  expect(await it.page.textContent('#answer')).toBe('42 true sample-app://bundle/index.html');
  expect(await it.page.evaluate(async () => [...(await window.sample.invert(new Uint8Array([0, 1, 255])))])).toEqual([
    255, 254, 0,
  ]);
});

test('a picture of a megabyte crosses whole', async () => {
  const sum = await it.page.evaluate(async () => {
    const back = await window.sample.invert(new Uint8Array(1_000_000).fill(254));
    return back.length + back.reduce((total, byte) => total + byte, 0);
  });
  expect(sum).toBe(2_000_000);
});

test('the bridge is frozen and Node is out of reach', async () => {
  expect(await it.page.evaluate(() => Object.isFrozen(window.sample))).toBe(true);
  expect(await it.page.evaluate(() => [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')])).toEqual([
    'undefined',
    'undefined',
  ]);
  const replaced = await it.page.evaluate(() => Reflect.set(window, 'sample', 1));
  expect(replaced).toBe(false);
});

test('what cannot be cloned is refused', async () => {
  const refused = it.page.evaluate(async () => {
    try {
      await window.sample.next(1, Symbol('x'));
      return 'carried';
    } catch (error) {
      return String(error);
    }
  });
  expect(await refused).toMatch(/could not be cloned/);
});

test('a file outside the bundle is not served', async () => {
  expect(await it.page.evaluate(() => fetch('/../../package.json').then((answer) => answer.status))).toBe(404);
});

test('the app can tell that it runs on the stand-in', async () => {
  expect(await it.app.evaluate(() => process.env.INVIGIL_STAND_IN)).toBe('1');
});

test('an API that the stand-in lacks fails by name', async () => {
  await expect(it.app.evaluate(({ app }) => app.getFileIcon('/'))).rejects.toThrow(/app\.getFileIcon is not implemented/);
});

test('loose webPreferences are refused', async () => {
  const loose = it.app.evaluate(({ BrowserWindow }) => {
    new BrowserWindow({ webPreferences: { nodeIntegration: true } });
  });
  await expect(loose).rejects.toThrow(/nodeIntegration/);
});

test("events of the machine can be played by a spec, and the app's manifest is read", async () => {
  const heard = it.app.evaluate(
    ({ powerMonitor }) =>
      new Promise((resolve) => {
        powerMonitor.once('lock-screen', () => resolve('locked'));
        powerMonitor.emit('lock-screen');
      }),
  );
  expect(await heard).toBe('locked');
  expect(await it.app.evaluate(({ app }) => [app.getName(), app.getVersion()])).toEqual(['Stand-in Sample', '1.2.3']);
});
