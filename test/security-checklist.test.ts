/**
 * Electron's security checklist, its twenty items in their order, one test an item:
 * https://www.electronjs.org/docs/latest/tutorial/security. What a window really does: test/electron-stand-in/shell.spec.ts.
 */
import { EventEmitter } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Session, WebContents } from 'electron';
import { expect, test, vi } from 'vitest';
import electronBuilder from '../build/electron-builder.ts';
import { contentSecurityPolicy, fileOf, isOwnPage, START_URL, serveBundle } from '../desktop/main/app-scheme.ts';
import type { ExamClient } from '../desktop/main/client/client.ts';
import { answerCalls } from '../desktop/main/ipc.ts';
import { parseLaunch } from '../desktop/main/launch-link.ts';
import { bridgeCalls } from '../shared/contract/bridge.ts';

const exposed = vi.hoisted(() => new Map<string, Record<string, unknown>>());
const heard = vi.hoisted(() => new Map<string, (...args: unknown[]) => void>());
const windows = vi.hoisted(() => [] as { webPreferences: Record<string, unknown> }[]);
// There is no Electron here. What is asked of it is what these tests look at.
vi.mock('electron', () => ({
  Menu: {},
  BrowserWindow: class {
    constructor(options: { webPreferences: Record<string, unknown> }) {
      windows.push(options);
    }
  },
  contextBridge: { exposeInMainWorld: (name: string, api: Record<string, unknown>) => exposed.set(name, api) },
  ipcRenderer: {
    invoke: async (channel: string) => ({ channel }),
    on: (channel: string, listener: (...args: unknown[]) => void) => heard.set(channel, listener),
    off: () => {},
  },
}));
const { lockContents, lockSession } = await import('../desktop/main/lockdown/index.ts');
const { createWindow } = await import('../desktop/main/window.ts');

createWindow('/out/preload.cjs');
const preferences = windows[0]?.webPreferences ?? {};

const root = path.dirname(import.meta.dirname);
const sources = globSync('desktop/**/*.{ts,tsx,html}', { cwd: root })
  .filter((file) => !/\.(test|spec)\.|\/preview\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
/** Files whose code, without comments and types, names `sign`. */
const naming = (sign: RegExp): string[] =>
  sources
    .filter(({ text }) => sign.test(text.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$|'[^'\n]*'/gm, "''")))
    .map(({ file }) => file);

type Ask = (contents: unknown, permission: string, answer: (yes: boolean) => void, details: object) => void;
type Check = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type OnRequest = (details: { url: string }, answer: (given: { cancel: boolean }) => void) => void;
/** The members of a session that the rules use, and what they were given. */
type LockedSession = {
  asks: Ask | null;
  checks: Check | null;
  devices: (() => boolean) | null;
  requests: OnRequest | null;
  setPermissionRequestHandler: (ask: Ask) => void;
  setPermissionCheckHandler: (check: Check) => void;
  setDevicePermissionHandler: (device: () => boolean) => void;
  webRequest: { onBeforeRequest: (handler: OnRequest) => void };
};

/** A page and a session under the client's rules. */
function locked() {
  const contents = Object.assign(new EventEmitter(), {
    opens: null as null | ((details: { url: string }) => { action: string }),
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
      contents.opens = handler;
    },
    closeDevTools: () => {},
  });
  lockContents(contents as unknown as WebContents);
  const session: LockedSession = {
    asks: null,
    checks: null,
    devices: null,
    requests: null,
    setPermissionRequestHandler: (ask) => {
      session.asks = ask;
    },
    setPermissionCheckHandler: (check) => {
      session.checks = check;
    },
    setDevicePermissionHandler: (device) => {
      session.devices = device;
    },
    webRequest: {
      onBeforeRequest: (handler) => {
        session.requests = handler;
      },
    },
  };
  lockSession(session as unknown as Session);
  return { contents, session };
}
/** Whether the page is kept from an event. */
function isPrevented(event: string, details: object): boolean {
  let prevented = false;
  const given = {
    ...details,
    preventDefault: () => {
      prevented = true;
    },
  };
  locked().contents.emit(event, given);
  return prevented;
}
const elsewhere = [
  'https://example.com/',
  'http://invigil-app/',
  'invigil-app://bundle.evil.example/',
  'file:///etc/passwd',
  'about:blank',
];

test('1: only secure content is loaded', () => {
  const code = 'ABCD-EFGH-JKLM';
  for (const server of ['http://exams.example.org', 'ws://exams.example.org', 'http://127.0.0.1.example.org', 'ftp://x']) {
    expect(parseLaunch(`invigil://sit?server=${encodeURIComponent(server)}&code=${code}`, null).ok, server).toBe(false);
  }
  expect(parseLaunch(`invigil://sit?server=https%3A%2F%2Fexams.example.org&code=${code}`, null).ok).toBe(true);
  const { session } = locked();
  for (const url of elsewhere) {
    const answers: boolean[] = [];
    session.requests?.({ url }, ({ cancel }) => answers.push(cancel));
    expect(answers, url).toEqual([true]);
  }
});

test('2: no Node in any page', () => {
  expect(preferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
  });
  expect(naming(/@electron\/remote|enableRemoteModule/)).toEqual([]);
});

test('3: context isolation is on', () => expect(preferences.contextIsolation).toBe(true));

test('4: every process is sandboxed', () => {
  expect(preferences.sandbox).toBe(true);
  expect(naming(/\bapp\.enableSandbox\(\)/)).toEqual(['desktop/main/index.ts']);
  expect(naming(/no-sandbox|disable-gpu-sandbox/)).toEqual([]);
});

test('5: permissions are answered, by request and by check, and denied to any other origin or frame', () => {
  const { session } = locked();
  const ask = (permission: string, requestingUrl: string, isMainFrame = true) => {
    const answers: boolean[] = [];
    session.asks?.({}, permission, (yes) => answers.push(yes), { isMainFrame, requestingUrl });
    return [answers, session.checks?.({}, permission, requestingUrl, { isMainFrame, requestingUrl })];
  };
  expect(ask('media', START_URL)).toEqual([[true], true]);
  for (const permission of ['geolocation', 'notifications', 'openExternal', 'display-capture', 'hid', 'a-new-one'])
    expect(ask(permission, START_URL), permission).toEqual([[false], false]);
  for (const url of elsewhere) expect(ask('media', url), url).toEqual([[false], false]);
  expect(ask('media', START_URL, false)).toEqual([[false], false]);
  expect(session.devices?.()).toBe(false);
});

test('6: web security is on', () => {
  expect(preferences.webSecurity).toBe(true);
  expect(naming(/disable-web-security/)).toEqual([]);
});

test('7: every page has a policy without inline code, eval or network', async () => {
  const policy = Object.fromEntries(
    contentSecurityPolicy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
  expect(policy['default-src']).toEqual(["'none'"]);
  // WebAssembly only, for the detectors.
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy['style-src']).toEqual(["'self'"]);
  for (const name of ['connect-src', 'base-uri', 'form-action', 'frame-ancestors'])
    expect(policy[name], name).toEqual(["'none'"]);
  let serve: ((request: Request) => Promise<Response>) | undefined;
  const protocol = {
    handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
      serve = handler;
    },
  };
  serveBundle(protocol as unknown as Parameters<typeof serveBundle>[0], path.join(root, 'desktop/renderer'));
  const answer = await serve?.({ url: START_URL, method: 'GET' } as Request);
  expect(answer?.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
});

test('8: no insecure content in a secure page', () => expect(preferences.allowRunningInsecureContent).toBe(false));

test('9: no experimental features', () => {
  expect(preferences.experimentalFeatures).toBe(false);
  expect(naming(/enable-experimental|enable-features/)).toEqual([]);
});

test('10: no blink features are switched on', () => {
  expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  expect(naming(/enableBlinkFeatures|enable-blink-features/)).toEqual([]);
});

test('11: no webview, so none that may open windows', () => {
  expect(preferences.webviewTag).toBe(false);
  expect(naming(/<webview|allowpopups/)).toEqual([]);
});

test('12: a webview that comes into being all the same is not attached', () => {
  expect(isPrevented('will-attach-webview', {})).toBe(true);
});

test('13: no navigation leaves the client, in the top frame or another, by link or redirect', () => {
  for (const url of elsewhere) {
    expect(isPrevented('will-frame-navigate', { url, isMainFrame: true }), url).toBe(true);
    expect(isPrevented('will-redirect', { url }), url).toBe(true);
  }
  expect(isPrevented('will-frame-navigate', { url: START_URL, isMainFrame: false })).toBe(true);
  expect(isPrevented('will-frame-navigate', { url: START_URL, isMainFrame: true })).toBe(false);
});

test('14: no page opens a window', () => {
  const { contents } = locked();
  for (const url of [START_URL, ...elsewhere]) expect(contents.opens?.({ url }), url).toEqual({ action: 'deny' });
});

test('15: nothing is handed to the system to open', () => {
  expect(naming(/openExternal\(|openPath\(|\bshell\.\w+\(/)).toEqual([]);
  expect(sources.filter(({ text }) => /import\s*\{[^}]*\bshell\b[^}]*\}\s*from 'electron'/.test(text))).toEqual([]);
});

test('16: Electron is a supported version, and the one that the lock file names', () => {
  const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  const installed: string = read('node_modules/electron/package.json').version;
  expect(read('package-lock.json').packages['node_modules/electron'].version).toBe(installed);
  // The oldest of the three majors that were supported when this was last looked at, in November 2026.
  expect(Number(installed.split('.')[0])).toBeGreaterThanOrEqual(43);
  expect(installed).toMatch(/^\d+\.\d+\.\d+$/);
});

test('17: every channel asks who is calling, and no other channel exists', async () => {
  const handlers = new Map<string, (event: { senderFrame: object | null }, payload: unknown) => Promise<unknown>>();
  const register = { handle: (channel: string, handler: never) => void handlers.set(channel, handler) };
  const calls = new Proxy({}, { get: () => async () => ({ ok: true, value: 'reached' }) });
  answerCalls(register as unknown as Parameters<typeof answerCalls>[0], calls as ExamClient['calls'], () => {});
  expect(handlers.size).toBe(Object.keys(bridgeCalls).length);
  for (const [channel, handler] of handlers) {
    for (const senderFrame of [null, { url: START_URL, parent: {} }, ...elsewhere.map((url) => ({ url, parent: null }))])
      expect(await handler({ senderFrame }, {}), channel).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
  }
  expect(naming(/\bipcMain\.(on|once|handle|handleOnce)\(/)).toEqual(['desktop/main/ipc.ts']);
});

test('18: pages come under a scheme of their own, never from file:, and not from outside of the bundle', () => {
  expect(URL.parse(START_URL)?.protocol).toBe('invigil-app:');
  expect(naming(/loadFile\(|file:\/\//)).toEqual([]);
  for (const url of elsewhere) expect(isOwnPage(url), url).toBe(false);
  for (const way of ['/../main/index.mjs', '/%2e%2e/main/index.mjs', '/..%2fmain', '/a\\..\\..\\main', '/%00'])
    expect(fileOf(`invigil-app://bundle${way}`, '/app/renderer')?.startsWith('/app/renderer/') ?? true, way).toBe(true);
});

test('19: every fuse is set, to what a locked client needs', () => {
  expect(electronBuilder.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

test("20: the page gets the contract's calls and nothing of Electron: no ipcRenderer, no event", async () => {
  await import('../desktop/preload/index.ts');
  expect([...exposed.keys()]).toEqual(['invigil']);
  const bridge = exposed.get('invigil') ?? {};
  expect(Object.keys(bridge).toSorted()).toEqual([...Object.keys(bridgeCalls), 'onMoment', 'onView'].toSorted());
  const seen: unknown[][] = [];
  (bridge.onView as (listener: (...args: unknown[]) => void) => void)((...args) => seen.push(args));
  heard.get('invigil:view:pushed')?.({ sender: 'ipcRenderer' }, { screen: 'launch' });
  expect(seen).toEqual([[{ screen: 'launch' }]]);
  for (const name of Object.keys(bridgeCalls)) {
    const call = bridge[name] as (...args: unknown[]) => Promise<unknown>;
    // A page that names another channel reaches its own all the same.
    expect(await call({}, 'another-channel')).toEqual({ channel: `invigil:${name}` });
  }
});
