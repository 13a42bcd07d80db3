import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { contentSecurityPolicy, fileOf, isOwnPage, policyFor, START_URL, serveBundle, workerPolicy } from './app-scheme.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-bundle-'));
writeFileSync(path.join(folder, 'index.html'), '<!doctype html><html><head><title>x</title></head></html>');
writeFileSync(path.join(folder, 'model.bin'), Buffer.from([1, 2, 3]));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Handler = (request: Request) => Response | Promise<Response>;
function served(): Handler {
  let handler: Handler = () => new Response(null, { status: 500 });
  serveBundle(
    {
      handle: (_scheme, given) => {
        handler = given;
      },
    },
    folder,
  );
  return handler;
}

test('no URL leads out of the bundle', () => {
  const step = fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', 'a', '/', '//', '%00', '%', 'index.html', '~');
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const file = fileOf(`invigil-app://bundle/${steps.join('/')}`, folder);
      if (file !== null) expect(path.relative(folder, file)).not.toMatch(/^\.\.|^$/);
    }),
  );
});

test.each([
  'https://bundle/index.html',
  'invigil-app://other/index.html',
  'invigil-app://bundle.evil.example/',
  'file:///index.html',
  '',
])('%s is not one of our pages', (url) => {
  expect(isOwnPage(url)).toBe(false);
  expect(fileOf(url, folder)).toBeNull();
});

test('every answer carries the policy and its type', async () => {
  const page = await served()(new Request(START_URL));
  expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await page.text()).toContain('<title>x</title>');
});

test('other files come byte by byte, missing ones and other methods not at all', async () => {
  const handler = served();
  const model = await handler(new Request('invigil-app://bundle/model.bin'));
  expect([...new Uint8Array(await model.arrayBuffer())]).toEqual([1, 2, 3]);
  expect((await handler(new Request('invigil-app://bundle/none.js'))).status).toBe(404);
  expect((await handler(new Request(START_URL, { method: 'POST' }))).status).toBe(404);
});

test('the policy starts from nothing and allows no inline code, no eval, no network and no dialogs', () => {
  expect(contentSecurityPolicy).toContain("default-src 'none'");
  expect(contentSecurityPolicy).toContain("connect-src 'none'");
  expect(contentSecurityPolicy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
  expect(contentSecurityPolicy).not.toMatch(/allow-(modals|popups|downloads|top-navigation)/);
});

test('workers alone may read files, and of this scheme alone; whatever else a page loads may not', () => {
  expect(policyFor('invigil-app://bundle/workers/monitor.worker-x1.js')).toBe(workerPolicy);
  expect(workerPolicy.replace("connect-src 'self'", "connect-src 'none'")).toBe(contentSecurityPolicy);
  for (const path of ['index.html', 'assets/workers.js', 'assets/workers/x.js', 'workers/../index.html', 'workers/a/b.js'])
    expect(policyFor(`invigil-app://bundle/${path}`)).toBe(contentSecurityPolicy);
});
