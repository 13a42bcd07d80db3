import { expect, test } from 'vitest';
import type { Frame } from '../frame.ts';
import { frozen, virtualByName } from './camera.ts';
import { lightOf, type PictureState, pictureState } from './light.ts';
import { speech } from './speech.ts';

const painted = (paint: (x: number, y: number) => number): Frame => {
  const data = new Uint8ClampedArray(320 * 240 * 4);
  for (let y = 0; y < 240; y++) for (let x = 0; x < 320; x++) data.fill(paint(x, y), (y * 320 + x) * 4, (y * 320 + x) * 4 + 3);
  return { data, width: 320, height: 240 };
};
const face = (mean: number, height = 100) => ({ light: { mean, spread: 20, detail: 5, top: mean + 40 }, height });

test.each<[string, Frame, ReturnType<typeof face> | null, PictureState]>([
  ['a shutter', painted(() => 3), null, 'covered'],
  ['a finger on the lens', painted((x) => 90 + x / 80), null, 'covered'],
  ['an unlit room with the screen on a wall', painted((x, y) => (x + y) % 29), null, 'too-dark'],
  ['an empty room', painted((x, y) => 100 + ((x * y) % 90)), null, 'good'],
  ['a face before a window', painted((x) => (x > 200 ? 250 : 90)), face(40), 'backlit'],
  ['a face that is seen well in a dark room', painted((x) => (x > 150 ? 120 : 8)), face(110), 'good'],
  ['a face in the dark', painted((x) => x % 20), face(20), 'too-dark'],
  ['a face far away', painted((x) => x % 200), face(120, 25), 'too-far'],
])('%s', (_what, frame, seen, state) => {
  expect(pictureState(lightOf(frame), seen, frame.height)).toBe(state);
});

test('programs that pose as cameras are known by name, cameras are not mistaken for them', () => {
  for (const name of ['OBS Virtual Camera', 'ManyCam Video Source', 'Snap Camera', 'DroidCam Source 3'])
    expect(virtualByName(name).seen).toBe(true);
  for (const name of ['FaceTime HD Camera', 'Integrated Webcam (0bda:5689)', 'HD Pro Webcam C920', 'fake_device_0', ''])
    expect(virtualByName(name).seen).toBe(false);
});

test('ten equal pictures are frozen, a few in a row are not', () => {
  expect(frozen(Array(10).fill(7)).seen).toBe(true);
  expect(frozen([...Array(9).fill(7), 8]).seen).toBe(false);
  expect(frozen(Array.from({ length: 120 }, (_, i) => i)).seen).toBe(false);
  expect(frozen(Array.from({ length: 120 }, (_, i) => i % 9))).toMatchObject({ seen: true, note: 'repeats' });
});

test('half a second of voice is speech, a click is not', () => {
  expect(speech(Array(16).fill(0.9))).toMatchObject({ seen: true });
  expect(speech([0.99, ...Array(15).fill(0.01)]).seen).toBe(false);
});
