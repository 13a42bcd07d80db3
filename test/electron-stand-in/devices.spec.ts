import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { launch } from './launch.ts';
import { heard, launchSample, sampleApp } from './sample.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-camera-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

/** Motion JPEG is JPEGs one after another. */
function cameraFile(): string {
  const pictures = path.join(path.dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const file = path.join(folder, 'face.mjpeg');
  writeFileSync(file, readFileSync(path.join(pictures, 'sample1.jpg')));
  return file;
}

/** Width of the camera's picture, and how much its pixels differ: a flat test picture differs little. */
const look = (page: Page): Promise<{ width: number; colours: number }> =>
  page.evaluate(async () => {
    const video = document.createElement('video');
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
    await video.play();
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(video, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    for (let i = 0; i < pixels.length; i += 4)
      colours.add(((pixels[i] ?? 0) << 16) | ((pixels[i + 1] ?? 0) << 8) | (pixels[i + 2] ?? 0));
    return { width: video.videoWidth, colours: colours.size };
  });

test('the camera is asked for and granted, other permissions are refused', async () => {
  const it = await launchSample(['--use-fake-device-for-media-stream']);
  try {
    const label = it.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: true });
      return stream.getVideoTracks()[0]?.label;
    });
    expect(await label).toMatch(/fake/i);
    await heard(it.app, 'ask media');
    expect(await it.page.evaluate(() => Notification.requestPermission())).toBe('denied');
    await heard(it.app, 'ask notifications');
    const state = it.page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state);
    expect(await state).toBe('denied');
    const display = it.page.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'shared',
        (error: Error) => error.name,
      ),
    );
    expect(await display).toBe('NotSupportedError');
  } finally {
    await it.close();
  }
});

test('STAND_IN_CAMERA chooses what the camera shows', async () => {
  const it = await launch({ target: sampleApp, env: { STAND_IN_CAMERA: cameraFile() } });
  try {
    const { width, colours } = await look(it.page);
    expect(width).toBeGreaterThan(100);
    expect(colours).toBeGreaterThan(2000);
  } finally {
    await it.close();
  }
});
