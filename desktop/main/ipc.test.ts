import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bridgeCalls } from '../../shared/contract/bridge.ts';
import { START_URL } from './app-scheme.ts';
import type { ExamClient } from './client/client.ts';
import { answerCalls, channelOf, type Sender } from './ipc.ts';

type Handler = (event: { senderFrame: Sender }, payload: unknown) => Promise<unknown>;
const ours: Sender = { url: START_URL, parent: null };
const names = Object.keys(bridgeCalls);

/** Every channel as main would register it, over commands that note what reached them. */
function bridge(command: (name: string) => Promise<unknown> = async () => ({ ok: true, value: {} })) {
  const handlers = new Map<string, Handler>();
  const reached: string[] = [];
  const calls = Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        reached.push(name);
        return command(name);
      },
    ]),
  );
  const logged: string[] = [];
  const register = {
    handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
  };
  answerCalls(register as unknown as Parameters<typeof answerCalls>[0], calls as unknown as ExamClient['calls'], (line) =>
    logged.push(line),
  );
  const invoke = (name: string, payload: unknown, sender: Sender = ours) =>
    handlers.get(channelOf(name))?.({ senderFrame: sender }, payload) ?? Promise.reject(new Error(`no handler for ${name}`));
  return { handlers, reached, logged, invoke };
}

test('every call of the contract has a channel, and there is no other', () => {
  expect([...bridge().handlers.keys()].toSorted()).toEqual(names.map(channelOf).toSorted());
});

test.each(names)('%s is denied to subframes, foreign pages and frames that are gone', async (name) => {
  const { invoke, reached } = bridge();
  const strangers: Sender[] = [
    null,
    { url: START_URL, parent: {} },
    { url: 'https://bundle/index.html', parent: null },
    { url: 'invigil-app://bundle.evil.example/index.html', parent: null },
    { url: 'file:///index.html', parent: null },
    { url: 'about:blank', parent: null },
  ];
  for (const sender of strangers) {
    expect(await invoke(name, {}, sender)).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
  }
  expect(reached).toEqual([]);
});

test.each(names)('%s never throws, and refuses a payload that does not fit with its place', async (name) => {
  const { invoke, reached } = bridge();
  await fc.assert(
    fc.asyncProperty(fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }), async (payload) => {
      const before = reached.length;
      const answer = await invoke(name, payload);
      if (reached.length === before) expect(answer).toMatchObject({ ok: false, problem: { code: 'bad-input' } });
      else expect(answer).toMatchObject({ ok: true });
    }),
    { numRuns: 50 },
  );
});

test('a payload that does not fit says where', async () => {
  const { invoke } = bridge();
  const answer = await invoke('answer', { item: 'q1', responses: { RESPONSE: ['a', 5] } });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'bad-input', place: 'responses.RESPONSE.1' } });
});

test('a picture arrives as bytes', async () => {
  const { invoke, reached } = bridge();
  expect(await invoke('picture', { purpose: 'portrait', jpeg: new Uint8Array([255, 216]) })).toMatchObject({ ok: true });
  expect(await invoke('picture', { purpose: 'portrait', jpeg: [255, 216] })).toMatchObject({
    ok: false,
    problem: { place: 'jpeg' },
  });
  expect(reached).toEqual(['picture']);
});

test('a command that throws becomes a problem, and its reason goes to the log alone', async () => {
  const { invoke, logged } = bridge(() => Promise.reject(new Error('the disk is full')));
  const answer = await invoke('begin', {});
  expect(answer).toMatchObject({ ok: false, problem: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('disk');
  expect(logged.join()).toContain('the disk is full');
});
