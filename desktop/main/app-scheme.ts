/**
 * The client's own pages: `invigil-app://bundle/…`, served from the bundled renderer with a policy that lets the page
 * run its own files and nothing else. The page has no network: main owns the socket.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CustomScheme, Protocol } from 'electron';
import { sandboxDirective } from './lockdown/printing.ts';

const SCHEME = 'invigil-app';
const HOST = 'bundle';
export const START_URL: string = `${SCHEME}://${HOST}/index.html`;

/** To be registered before Electron is ready. `standard` gives the page an origin of its own. */
export const appScheme: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Whether a URL is one of the client's own pages. Node's `URL.origin` is `null` for own schemes, so scheme and host decide. */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${SCHEME}:` && parsed.host === HOST;
}

const policy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    sandboxDirective,
  ].join('; ');

/** The policy of every page: its own files, no inline code or style, no network. */
export const contentSecurityPolicy: string = policy("'none'");
/** The policy of the workers: they read their weights, from this scheme and nowhere else. */
export const workerPolicy: string = policy("'self'");
const workers = /^\/workers\/[^/]+\.js$/;
export const policyFor = (url: string): string => (workers.test(new URL(url).pathname) ? workerPolicy : contentSecurityPolicy);

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** The file inside `folder` that a URL names, or null for any other URL: foreign, malformed, or leading out. */
export function fileOf(url: string, folder: string): string | null {
  if (!isOwnPage(url)) return null;
  let name: string;
  try {
    name = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const file = path.resolve(folder, `.${name}`);
  return file.startsWith(folder + path.sep) ? file : null;
}

/** Answers every request for the scheme out of `folder`. */
export function serveBundle(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileOf(request.url, folder) : null;
    const content = file && (await readFile(file).catch(() => null));
    if (!file || !content)
      return new Response('There is no such page.', { status: 404, headers: { 'content-type': 'text/plain' } });
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    const headers = {
      'content-type': type,
      'content-security-policy': policyFor(request.url),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    };
    return new Response(new Uint8Array(content), { headers });
  });
}
