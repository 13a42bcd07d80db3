/** The queue on a real disk and a real server: what goes first, what waits, what is given up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JournalStore, openJournalStore, type QueuedPicture } from './journal-store.ts';
import { type PictureQueue, startPictureQueue } from './picture-queue.ts';

let folder: string;
let store: JournalStore;
let server: Server;
let queue: PictureQueue;
let came: string[];
/** Purposes that the server has no room for now. */
let busy: string[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'invigil-queue-'));
  store = openJournalStore(path.join(folder, 'a.sqlite'));
  came = [];
  busy = [];
  server = createServer((request, response) => {
    const purpose = new URL(request.url ?? '/', 'http://localhost').searchParams.get('purpose') ?? '';
    const refused = busy.includes(purpose);
    request.resume().on('end', () => {
      if (!refused) came.push(purpose);
      response.writeHead(refused ? 503 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refused ? { code: 'busy', message: 'The server is behind.' } : { stored: true }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const unseal = (bytes: Uint8Array) => bytes;
  const options = { store, server: `http://127.0.0.1:${port}`, token: () => 't', isOnline: () => true, onSent: () => {}, unseal };
  queue = startPictureQueue(options);
});
afterEach(async () => {
  queue.stop();
  await new Promise((resolve) => server.close(resolve));
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
const put = (purpose: QueuedPicture['purpose'], bytes = 10): void => {
  number += 1;
  store.queuePicture({ hash: number.toString(16).padStart(64, '0'), purpose, takenAt: number, bytes: new Uint8Array(bytes) });
};

test('check-in pictures and files go first, then stills, then clips, whenever they were taken', async () => {
  for (const purpose of ['clip', 'still', 'answer', 'clip', 'portrait', 'still'] as const) put(purpose);
  queue.kick();
  await vi.waitFor(() => expect(came).toEqual(['answer', 'portrait', 'still', 'still', 'clip', 'clip']), 20_000);
  expect(store.nextPicture()).toBeNull();
});

test('while the server has no room for clips, everything else goes on, and later the clips too', async () => {
  busy = ['clip'];
  put('clip');
  queue.kick();
  put('still');
  queue.kick();
  await vi.waitFor(() => expect(came).toEqual(['still']), 20_000);
  expect(store.nextPicture()?.purpose).toBe('clip');
  busy = [];
  await vi.waitFor(() => expect(came).toEqual(['still', 'clip']), 20_000);
});

test('a full disk loses the oldest clips, and never an answer', () => {
  for (let i = 0; i < 40; i++) put('clip', 2_000_000);
  put('answer', 2_000_000);
  let clips = 0;
  for (let next = store.nextPicture(); next; next = store.nextPicture()) {
    if (next.purpose === 'clip') clips += 1;
    store.dropPicture(next.hash);
  }
  expect(clips).toBe(30);
});
