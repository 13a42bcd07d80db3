import { expect, test, vi } from 'vitest';

const created = vi.hoisted(() => [] as unknown[]);
// There is no Electron here; what matters is what the window is asked to be.
vi.mock('electron', () => ({
  BrowserWindow: class {
    constructor(options: unknown) {
      created.push(options);
    }
  },
}));
const { createWindow, webPreferences } = await import('./window.ts');

test('the page may do as little as Electron lets it', () => {
  expect(webPreferences).toEqual({
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
    spellcheck: false,
    backgroundThrottling: false,
  });
});

test('the window is made with exactly these preferences and the preload', () => {
  createWindow('/bundle/preload.cjs');
  expect(created).toEqual([
    expect.objectContaining({
      kiosk: true,
      alwaysOnTop: true,
      webPreferences: { ...webPreferences, preload: '/bundle/preload.cjs' },
    }),
  ]);
});
