/** Builds the preview with Vite and serves it to Chromium, for tests and pictures. Runs in Node. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { packagedFile } from '../monitors/weights/node.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};
/** Chromium's own moving test picture in place of a camera, without the question for permission. */
const fakeCamera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=5'];

export type Served = { url: string; browser: Browser; close: () => Promise<void> };

/**
 * A built preview at `url` and a browser to look at it; `close` ends both and removes the files.
 * @param film an MJPEG file that the camera shows, in place of Chromium's test picture
 * @param shipped React as it is shipped, for measuring; it then reports no misuse
 */
export async function servePreview(film?: string, shipped = false): Promise<Served> {
  const out = await mkdtemp(join(tmpdir(), 'invigil-preview-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    plugins: [react()],
    mode: shipped ? 'production' : 'development',
    // In development React reports misuse as errors on the console, which the tests collect.
    define: { 'process.env.NODE_ENV': JSON.stringify(shipped ? 'production' : 'development') },
    worker: { format: 'es' },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const weights = /^\/weights\/([\w.-]+)$/.exec(path)?.[1];
    const file = weights ? packagedFile(weights) : join(out, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (bytes) => response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the preview server has no port');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--lang=en', ...fakeCamera, ...(film ? [`--use-file-for-fake-video-capture=${film}`] : [])],
  });
  return {
    url: `http://127.0.0.1:${address.port}/`,
    browser,
    close: async () => {
      await browser.close();
      await new Promise((closed) => server.close(closed));
      await rm(out, { recursive: true, force: true });
    },
  };
}
