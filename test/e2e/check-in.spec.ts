/**
 * The check-in on real parts: the bundled client with its detectors and its document reader in the stand-in, cameras from real
 * pictures and from documents drawn here, the server's rooms in this process. The camera's picture changes with a new start,
 * so each step is also a kill -9 from which the client has to come back to the same step.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import type { Holder } from '../../desktop/renderer/monitors/document/testing.ts';
import { openDatabase } from '../../server/platform/database/database.ts';
import { createLog } from '../../server/platform/log.ts';
import { openTestServer, type TestServer } from '../../server/testing.ts';
import type { ServerNote } from '../../shared/journal/entry.ts';
import type { CheckInPolicy } from '../../shared/policy/policy.ts';
import { doubtsOf } from '../../shared/sitting/check-in.ts';
import { cameras, capture } from '../bench/detectors/documents/capture.ts';
import { canDraw, drawDocuments } from '../bench/detectors/documents/draw.ts';
import { type Person, portraitJpeg, portraitOf, writeStill } from './camera.ts';
import { linkTo, takeSeat } from './seat.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'invigil-check-in-'));
const camera = path.join(folder, 'camera.mjpeg');
/** One person of the package's pictures, and another. */
const [SHE, OTHER]: [Person, Person] = [3, 2];

const holder = (surname: string, given: string): Holder => ({
  surname,
  given,
  sex: 'F',
  birth: '910303',
  expiry: '331231',
  number: 'QX8801B42',
  state: 'UTO',
});
const papers = {
  own: { holder: holder('Lindqvist', 'Elsa Viktoria'), face: SHE },
  other: { holder: holder('Okafor', 'Blessing Adaeze'), face: OTHER },
  cyrillic: { holder: holder('Shcherbakova', 'Iuliia'), face: SHE },
};
type Paper = keyof typeof papers;
const show = {
  face: () => writeStill(camera, portraitOf(SHE)),
  paper: (name: Paper) => writeStill(camera, shown[name]),
};
const shown = {} as Record<Paper, ReturnType<typeof capture>>;

let server: TestServer;
const seat = takeSeat({ camera, server: () => server.url });
const { again, kill } = seat;

const inCyrillic: Record<string, string> = { shcherbakova: 'Юлия Щербакова' };

const openServer = (checkIn: CheckInPolicy) =>
  openTestServer(
    (migrations) =>
      openDatabase(path.join(folder, `${Date.now()}.sqlite`), migrations, { log: createLog('silent'), commitWindowMs: 0 }),
    { checkIn },
    {},
    (learner) => inCyrillic[learner] ?? learner.replaceAll('_', ' '),
  );
const register = async (learner: string): Promise<Page> => {
  const profile = mkdtempSync(path.join(folder, 'profile-'));
  return await seat.start(profile, linkTo(server.url, await server.register(learner)));
};
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
const says = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const live = async () => {
  const [row] = await server.sittings.ids().then((all) => all.slice(-1));
  if (!row) throw new Error('there is no sitting');
  return server.sittings.journal.live(row.id);
};
const act = async (note: ServerNote) => server.sittings.journal.act((await live()).facts.id, () => note);
const agree = async (page: Page) => {
  await press(page, 'Continue');
  await press(page, 'I agree');
};
const takeAndUse = async (page: Page, about?: string | RegExp) => {
  await press(page, 'Take the picture');
  if (about) await says(page, about);
  await press(page, 'Use this picture');
};
const decline = async (page: Page, reason: string, words = '') => {
  await press(page, 'I cannot do this step');
  await page.getByText(reason, { exact: true }).click();
  if (words) await page.getByRole('textbox', { name: 'In your own words' }).fill(words);
  await press(page, 'Leave it out and go on');
};
/** Up to the document, which waits for a camera that shows one. */
const portrait = async (learner: string): Promise<Page> => {
  show.face();
  const page = await register(learner);
  await agree(page);
  await heading(page, 'A picture of you');
  await says(page, 'That is good');
  await takeAndUse(page);
  await heading(page, 'Your identity document');
  return page;
};

beforeAll(async () => {
  for (const name of ['main', 'preload', 'renderer'] as const) await bundle(name);
  if (!canDraw()) return;
  const names = Object.keys(papers) as Paper[];
  const drawn = await drawDocuments(
    names.map((name) => ({ format: 'TD3' as const, holder: papers[name].holder, portrait: portraitJpeg(papers[name].face) })),
  );
  const size = cameras['720p'];
  drawn.forEach(({ picture }, at) => {
    const name = names[at];
    if (name && size) shown[name] = capture(picture, size, at + 1);
  });
}, 300_000);
afterEach(kill);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

describe.runIf(canDraw())('portrait and document, doubts to a proctor', () => {
  beforeAll(async () => {
    server = await openServer({ document: true, room: false, liveness: false, documentDigits: 4, doubts: 'proctor' });
  });
  afterAll(() => server.close());

  test('her own passport: let in without anybody, though the client is killed at every step', { timeout: 400_000 }, async () => {
    show.face();
    let page = await register('Elsa_Lindqvist');
    await heading(page, 'Your computer');
    page = await again();
    await press(page, 'Continue');
    await heading(page, 'Your agreement');
    page = await again();
    await page.getByText('the last 4 characters of its number').waitFor();
    await press(page, 'I agree');
    await heading(page, 'A picture of you');
    page = await again();
    await says(page, 'That is good');
    // Long enough for the camera to be set to this face.
    await expect.poll(async () => page.getByRole('button', { name: 'Take the picture' }).isEnabled()).toBe(true);
    await page.waitForTimeout(4000);
    await takeAndUse(page);
    await heading(page, 'Your identity document');
    show.paper('own');
    page = await again();
    await heading(page, 'Your identity document');
    await says(page, 'The document can be read');
    await takeAndUse(page, 'The name agrees');
    await heading(page, 'Ready to begin');
    page = await again();
    await heading(page, 'Ready to begin');

    const { state } = await live();
    expect(doubtsOf(state)).toEqual([]);
    expect(state.checkIn.document).toMatchObject({
      source: 'TD3',
      name: 'same',
      face: 'match',
      expired: false,
      digits: '1B42'.slice(-4),
    });
    expect(state.checkIn.baseline).not.toBeNull();
    expect(state.refused).toEqual([]);
    // Neither the name that was read nor the whole number has left the computer.
    const { timeline } = await server.sittings.record((await live()).facts.id);
    expect(JSON.stringify(timeline)).not.toMatch(/VIKTORIA|QX8801B42/i);
  });

  test("somebody else's passport: nobody is turned away, a proctor sees why and decides", { timeout: 240_000 }, async () => {
    await portrait('Amina_Rahman');
    show.paper('other');
    const page = await again();
    await says(page, 'The document can be read');
    await takeAndUse(page, /another one/);
    await heading(page, 'Please wait a moment');
    await page.getByText('seems to show another name').waitFor();
    expect(doubtsOf((await live()).state)).toEqual(['name-different', 'face-other']);
    await act({ kind: 'check-in-returned', body: { by: 'pat', reason: 'Please show your own document.', again: ['document'] } });
    await heading(page, 'Your identity document');
    await page.getByText('Please show your own document.').waitFor();
  });

  test('a passport in another alphabet than the registration', { timeout: 240_000 }, async () => {
    await portrait('shcherbakova');
    show.paper('cyrillic');
    const page = await again();
    await says(page, 'The document can be read');
    await takeAndUse(page, 'The name agrees');
    const reading = async () => (await live()).state.checkIn.document;
    await expect.poll(reading, { timeout: 20_000 }).toMatchObject({ name: 'same', face: 'match', expired: false });
    await heading(page, 'Ready to begin');
  });

  test('no document: left out with a reason, and a proctor lets her in', { timeout: 240_000 }, async () => {
    const page = await portrait('Layla_Haddad');
    await decline(page, 'I have no document with me', 'It is being renewed.');
    await heading(page, 'Please wait a moment');
    const { state } = await live();
    expect(doubtsOf(state)).toEqual(['document-declined']);
    expect(state.checkIn.declined.document).toEqual({ reason: 'no-document', words: 'It is being renewed.' });
    await act({ kind: 'released', body: { by: 'pat', reason: 'Known to me from the course.' } });
    await heading(page, 'Ready to begin');
  });
});

describe('everything asked for', () => {
  beforeAll(async () => {
    server = await openServer({ document: true, room: true, liveness: true, documentDigits: 0, doubts: 'proctor' });
  });
  afterAll(() => server.close());

  test('a camera that may not be used: every step can be left out, and the room goes on after a kill', {
    timeout: 300_000,
  }, async () => {
    show.face();
    let page = await register('Hery_Rakotomalala');
    await press(page, 'Continue');
    await heading(page, 'Your agreement');
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    });
    await press(page, 'I agree');
    await page.getByText('The camera may not be used').waitFor();
    expect(await page.getByRole('button', { name: 'Take the picture' }).isDisabled()).toBe(true);
    await decline(page, 'My camera cannot be moved or does not work');
    await heading(page, 'Your identity document');
    await decline(page, 'My camera cannot be moved or does not work');
    await heading(page, 'Your room');
    // The permission is there after a new start.
    page = await again();
    await heading(page, 'Your room');
    for (const number of [1, 2]) {
      await press(page, `Take picture ${number} of 4`);
      await says(page, `Picture ${number} of 4 is taken.`);
    }
    page = await again();
    for (const number of [3, 4]) await press(page, `Take picture ${number} of 4`);
    await heading(page, 'Turn and blink');
    page = await again();
    await press(page, 'Begin');
    // A picture cannot turn its head.
    await says(page, 'That did not work this time.');
    await press(page, 'Go on all the same');
    await heading(page, 'Please wait a moment');
    const { state } = await live();
    expect(doubtsOf(state)).toEqual(['liveness-not-passed', 'portrait-declined', 'document-declined']);
    expect(state.checkIn.room).toBe(4);
    expect(state.refused).toEqual([]);
  });
});
