import { expect, it } from 'vitest';
import type { Check } from '../../../shared/preflight/report.ts';
import type { Seen } from '../monitors/protocol.ts';
import { bodies, eventually, previewed } from '../preview/page.ts';
import { judgeCamera, judgeDetectors, judgeFace, judgeMicrophone } from './judge.ts';
import { probeOf } from './probe.ts';

const { open } = previewed();
type Body = { locks: string[]; checks: Check[] };
const checksOf = async (page: Parameters<typeof bodies>[0]) => (await bodies(page, 'check')) as Body[];

it('runs when it is opened, with a page that tried its own locks', async () => {
  const page = await open('screen=launch');
  await page.getByRole('textbox', { name: 'Launch code or link' }).fill('K7QM-2RXA-9TDE');
  await page.getByRole('button', { name: 'Check this computer' }).click();
  await page.getByRole('heading', { name: 'Check this computer' }).waitFor();
  await eventually(async () => (await checksOf(page)).length, 1);
  expect(await bodies(page, 'systemCheck')).toEqual([{ codeOrLink: 'K7QM-2RXA-9TDE' }]);
  // This page is in no locked window: it may open others and ask where it is, and says so.
  expect((await checksOf(page))[0]).toEqual({ locks: ['new-windows', 'permissions'], checks: [] });
});

it('camera and microphone are tried on demand, and the candidate says whether the playback was heard', async () => {
  const page = await open('screen=system-check');
  await page.getByRole('button', { name: 'Try camera and microphone' }).click();
  await page.getByText('Do you hear yourself?').waitFor();
  await page.getByRole('button', { name: 'Yes, I hear it' }).click();
  await eventually(async () => (await checksOf(page)).length, 3);
  const [, devices, playback] = await checksOf(page);
  expect(Object.fromEntries((devices?.checks ?? []).map(({ id, outcome }) => [id, outcome]))).toMatchObject({
    camera: 'passed',
    microphone: 'passed',
  });
  expect(playback?.checks).toEqual([{ id: 'playback', outcome: 'passed', values: {} }]);
  await page.getByText('The microphone hears you.').waitFor();
});

it('what has to be put right comes first and says what to do; nothing keeps from going on', async () => {
  const page = await open('screen=capability');
  const first = page.getByRole('list', { name: 'Results of the check' }).getByRole('listitem').first();
  expect(await first.textContent()).toContain('Close these first: TeamViewer, OBS Studio.');
  await page.getByText('a person looks at this').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await eventually(async () => (await bodies(page, 'acceptCapability')).length, 1);
});

it('a camera that is black or missing and light that is bad are told apart', () => {
  expect([judgeCamera(null, 0), judgeCamera(2, 640), judgeCamera(90, 640)].map(({ outcome }) => outcome)).toEqual([
    'failed',
    'attention',
    'passed',
  ]);
  expect([judgeMicrophone(null), judgeMicrophone(0.001), judgeMicrophone(0.4)].map(({ outcome }) => outcome)).toEqual([
    'failed',
    'attention',
    'passed',
  ]);
  expect(judgeFace({ faces: 1, light: 'dark', msPerFrame: 50, everyMs: 1000 }).outcome).toBe('attention');
  expect(judgeFace({ faces: 0, light: 'fine', msPerFrame: 50, everyMs: 1000 }).outcome, 'never a failure').toBe('attention');
  expect(judgeFace(null).outcome).toBe('not-measured');
});

it('a slow computer is told its cadence, and a fast one its usual one', () => {
  const seen = (cost: number): Seen => ({ at: 0, width: 640, height: 480, faces: [], picture: 'backlit', cost });
  expect(probeOf([])).toBeNull();
  const fast = probeOf([seen(400), seen(20), seen(22)]);
  expect(fast).toMatchObject({ faces: 0, light: 'backlit', msPerFrame: 22, everyMs: 500 });
  const slow = probeOf([seen(900), seen(400), seen(420)]);
  expect(slow?.everyMs).toBeGreaterThan(500);
  expect(judgeDetectors(fast).outcome).toBe('passed');
});
