/** Sittings with a plan, over the wire: what is not open is not given, what is not allowed does not count. */
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeliveryForm } from '../../shared/assessment/delivery.ts';
import type { CandidateNote } from '../../shared/journal/entry.ts';
import type { Plan } from '../../shared/journal/plan.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { openTestServer, type TestServer } from '../testing.ts';
import { answer, ask, begin, checkIn, connect, launch, newKey, writer } from './test-candidate.ts';

const item = (id: string, stretch: number) => ({ id, part: 0, stretch, skip: true, validate: false, review: true });
const planOf = (stretch: number): Plan => ({
  stretch,
  complete: stretch === 2,
  midPart: stretch === 1,
  minMs: null,
  parts: [{ linear: true, together: false }],
  items: [item('q1', 1), item('q2', 1), ...(stretch === 2 ? [item('q4', 2)] : [])],
  limits: [],
});
const form: DeliveryForm = {
  exam: 'exam1',
  title: 'Test',
  language: 'en',
  sections: [
    {
      id: 's',
      title: 'S',
      stimuli: [],
      items: ['q1', 'q2', 'q3', 'q4'].map((id) => ({ id, title: id, responses: [], content: [] })),
    },
  ],
};
const show = (id: string): CandidateNote => ({ kind: 'question-shown', body: { item: id } });

onBothEngines('a sitting with a plan', (openDatabase) => {
  let server: TestServer;
  let fails = false;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    fails = false;
    const plan = async (_: unknown, { ended }: { ended: number }) => {
      if (fails) throw new Error('no plan today');
      return planOf(ended + 1);
    };
    server = await openTestServer(openDatabase, {}, { plan, deliver: async () => form });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });

  const running = async () => {
    const key = newKey();
    const { body } = await launch(server.url, await server.register('ada'), key);
    const [id, token] = [String(body.sitting), String(body.token)];
    const socket = await connect(server.url, token);
    sockets.push(socket);
    const journal = writer(id, key);
    const send = async (...notes: CandidateNote[]) => {
      const from = journal.entries.length + 1;
      journal.write(...notes);
      expect(await ask(socket, 'entries', journal.batch(from))).toMatchObject({ ok: true });
    };
    await send(...checkIn);
    await send(begin);
    const state = async () => (await server.sittings.journal.live(id)).state;
    const getForm = async (stretch?: number) => {
      const url = new URL(`/api/candidate/form${stretch === undefined ? '' : `?stretch=${stretch}`}`, server.url);
      const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
      const reply = (await response.json()) as { form?: DeliveryForm; code?: string };
      return reply.form?.sections.flatMap(({ items }) => items.map((one) => one.id)) ?? reply.code;
    };
    return { id, send, state, getForm };
  };

  test('questions come stretch by stretch, and none that rules left out', async () => {
    const { send, getForm } = await running();
    expect(await getForm()).toEqual(['q1', 'q2']);
    expect(await getForm(2)).toBe('not-released');
    expect(await getForm(0)).toBe('bad-input');
    await send(show('q1'), show('q2'), { kind: 'stretch-ended', body: { stretch: 1 } });
    expect(await getForm(2)).toEqual(['q4']);
    expect(await getForm(3)).toBe('not-released');
  });

  test('a client that jumps about is heard and not followed', async () => {
    const { send, state } = await running();
    await send(show('q2'), answer('q2', 'x'), answer('q4', 'x'), show('q4'), { kind: 'stretch-ended', body: { stretch: 1 } });
    expect(await state()).toMatchObject({ current: null, answers: {}, course: { begun: 1, ended: 0, at: -1 } });
    await send(show('q1'), answer('q1', 'a'), show('q2'), answer('q1', 'b'), {
      kind: 'stretch-started',
      body: { stretch: 2, form: 'b'.repeat(64) },
    });
    expect(await state()).toMatchObject({
      current: 'q2',
      answers: { q1: { responses: { RESPONSE: ['a'] } } },
      course: { begun: 1 },
    });
  });

  test('a plan that failed is made up for, and the candidate has lost no time', async () => {
    const { id, send, state } = await running();
    await send(show('q1'), show('q2'));
    fails = true;
    await send({ kind: 'stretch-ended', body: { stretch: 1 } });
    expect(await state()).toMatchObject({ course: { plan: { stretch: 1 }, ended: 1 }, clock: { running: false } });
    expect(server.sittings.journal.takeBehind()).toEqual([id]);
    fails = false;
    await server.sittings.catchUp(id);
    await server.sittings.catchUp(id);
    expect(await state()).toMatchObject({ course: { plan: { stretch: 2, complete: true } } });
    expect((await server.sittings.record(id)).timeline.filter(({ kind }) => kind === 'planned')).toHaveLength(2);
    expect((await server.sittings.record(id)).intact).toBe(true);
    // As it is rebuilt from what is stored.
    const before = await state();
    server.sittings.journal.forget(id);
    expect(await state()).toEqual(before);
  });
});
