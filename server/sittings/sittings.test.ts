import { createHash } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_PICTURE_BYTES, PROTOCOL } from '../../shared/contract/candidate.ts';
import type { CandidateNote } from '../../shared/journal/entry.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { openTestServer, type TestServer } from '../testing.ts';
import { answer, ask, begin, checkIn, connect, type Json, launch, newKey, post, writer } from './test-candidate.ts';

onBothEngines('a sitting', (openDatabase) => {
  let server: TestServer;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = await openTestServer(openDatabase);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });

  const opened = async (learner = 'ada') => {
    const key = newKey();
    const code = await server.register(learner);
    const { body } = await launch(server.url, code, key);
    const socket = await connect(server.url, String(body.token));
    sockets.push(socket);
    return { key, code, id: String(body.sitting), token: String(body.token), socket, journal: writer(String(body.sitting), key) };
  };
  const running = async () => {
    const sitting = await opened();
    sitting.journal.write(...checkIn);
    await ask(sitting.socket, 'entries', sitting.journal.batch());
    sitting.journal.write({ kind: 'act-received', body: { seq: 2 } }, begin, answer('q1', 'a'));
    await ask(sitting.socket, 'entries', sitting.journal.batch(6));
    return sitting;
  };
  const stage = async (id: string) => (await server.sittings.journal.live(id)).state.stage;
  const stored = async (id: string) =>
    (await server.sittings.record(id)).timeline.filter((entry) => entry.lane === 'candidate').length;

  describe('launch', () => {
    test('the first launch binds the key; the same key may launch again, another may not', async () => {
      const { key, code, id } = await opened();
      const again = await launch(server.url, code, key);
      expect(again).toMatchObject({ status: 200, body: { sitting: id } });
      const other = await launch(server.url, code, newKey());
      expect(other).toMatchObject({ status: 409, body: { code: 'bound-elsewhere' } });
    });

    test('many launches at once get a place each', async () => {
      const codes = await Promise.all(Array.from({ length: 12 }, (_, i) => server.register(`many-${i}`)));
      const replies = await Promise.all(codes.map((code) => launch(server.url, code, newKey())));
      expect(replies.map(({ status }) => status)).toEqual(codes.map(() => 200));
      expect(await server.sittings.ids()).toHaveLength(12);
    });

    test('every gate says what is wrong and opens nothing', async () => {
      const code = await server.register('bob');
      server.refused.set('bob', ['SC3x: 48 % earned, 60 % needed']);
      const key = newKey();
      expect(await launch(server.url, code, key)).toMatchObject({
        status: 403,
        body: { code: 'not-eligible', reasons: ['SC3x: 48 % earned, 60 % needed'] },
      });
      expect(await launch(server.url, 'AAAA-AAAA-AAAA', key)).toMatchObject({ status: 404, body: { code: 'bad-code' } });
      expect(await launch(server.url, 'nonsense', key)).toMatchObject({
        status: 400,
        body: { code: 'bad-input', place: 'body.code' },
      });
      expect(await launch(server.url, code, key, { protocol: 99 })).toMatchObject({
        status: 426,
        body: { code: 'unknown-protocol' },
      });
      expect(await launch(server.url, code, key, { proof: newKey().sign(new Uint8Array(3)) })).toMatchObject({
        status: 403,
        body: { code: 'bad-proof' },
      });
      server.refused.clear();
      server.setSkew(2 * 3600_000);
      expect(await launch(server.url, code, key)).toMatchObject({ status: 403, body: { code: 'outside-window' } });
      expect(await server.sittings.ids()).toEqual([]);
      const counted = await server.metrics.text();
      for (const code of ['not-eligible', 'bad-code', 'bad-input', 'unknown-protocol', 'bad-proof', 'outside-window']) {
        expect(counted).toContain(`invigil_refused_total{where="/api/candidate/launch",code="${code}"} 1`);
      }
    });

    test('a socket needs the token of the last launch and a protocol both know', async () => {
      const { token, code, key } = await opened();
      await expect(connect(server.url, 'nonsense')).rejects.toMatchObject({ code: 'not-signed-in' });
      await expect(connect(server.url, token, PROTOCOL + 1)).rejects.toMatchObject({ code: 'unknown-protocol' });
      expect(await server.metrics.text()).toContain(
        'invigil_refused_total{where="/sitting handshake",code="unknown-protocol"} 1',
      );
      await launch(server.url, code, key);
      await expect(connect(server.url, token)).rejects.toMatchObject({ code: 'not-signed-in' });
    });
  });

  describe('the journal', () => {
    test('a batch is committed, acknowledged with a signed receipt, and known after a restart', async () => {
      const { socket, id, journal } = await running();
      expect(await ask(socket, 'hello', { serverSeq: 0 })).toMatchObject({
        ok: true,
        value: { acked: 8, receipt: { seq: 8 }, acts: { entries: [{ kind: 'opened' }, { kind: 'released' }] } },
      });
      server.sittings.journal.forget(id);
      const { state } = await server.sittings.journal.live(id);
      expect(state).toMatchObject({ stage: 'running', answers: { q1: { responses: { RESPONSE: ['a'] } } } });
      expect(await server.sittings.record(id)).toMatchObject({ intact: true });
      expect(journal.entries).toHaveLength(8);
    });

    test('a replayed batch changes nothing and is acknowledged again', async () => {
      const { socket, id, journal } = await running();
      const before = await server.sittings.record(id);
      expect(await ask(socket, 'entries', journal.batch(3, 7))).toMatchObject({ ok: true, value: { receipt: { seq: 8 } } });
      expect(await server.sittings.record(id)).toEqual(before);
      expect(await server.metrics.text()).toMatch(/invigil_journal_repeated_total 5/);
    });

    const refused = async (make: (s: Awaited<ReturnType<typeof running>>) => unknown) => {
      const sitting = await running();
      const before = await server.sittings.record(sitting.id);
      const outcome = await ask(sitting.socket, 'entries', make(sitting));
      expect(await server.sittings.record(sitting.id)).toEqual(before);
      if (outcome.ok) return null;
      expect(await server.metrics.text()).toContain(
        `invigil_refused_total{where="/sitting entries",code="${outcome.problem.code}"} 1`,
      );
      return outcome.problem;
    };
    const changed = (journal: ReturnType<typeof writer>, change: (entry: Json) => Json) => {
      journal.write(answer('q2', 'b'));
      const batch = journal.batch(9);
      return { ...batch, entries: batch.entries.map((entry) => change(entry)) };
    };

    test('wrong sequences', async () => {
      const gap = await refused(({ journal }) => {
        journal.write(answer('q1', 'b'), answer('q1', 'c'));
        return journal.batch(10);
      });
      expect(gap).toMatchObject({ code: 'gap', acked: 8 });
    });
    test('a wrong first number', async () => {
      expect(await refused(({ journal }) => ({ ...journal.batch(7), from: 8 }))).toMatchObject({
        code: 'wrong-sequence',
        acked: 8,
      });
    });
    test('a changed answer under an old hash', async () => {
      const problem = await refused(({ journal }) =>
        changed(journal, (entry) => ({ ...entry, body: { item: 'q2', responses: { RESPONSE: ['z'] } } })),
      );
      expect(problem).toMatchObject({ code: 'bad-chain', place: 'entry 9' });
    });
    test('a forged signature', async () => {
      const problem = await refused(({ journal }) => {
        journal.write(answer('q2', 'b'));
        return { ...journal.batch(9), signature: newKey().sign(new Uint8Array(8)) };
      });
      expect(problem).toMatchObject({ code: 'bad-signature' });
      expect(await server.metrics.text()).toMatch(/invigil_refused_total\{where="\/sitting entries",code="bad-signature"\} 1/);
    });
    test('another history for a stored number', async () => {
      const problem = await refused(({ id, key }) => {
        const other = writer(id, key);
        other.write(...checkIn.slice(0, 2), answer('q1', 'other'));
        return other.batch();
      });
      expect(problem).toMatchObject({ code: 'fork', place: 'entry 1' });
    });
    test.each<[string, unknown, object]>([
      ['not an object', 'hello', { code: 'bad-input', place: 'message' }],
      [
        'an unknown kind',
        { from: 9, signature: 'x', entries: [{ lane: 'candidate', seq: 9, kind: 'granted' }] },
        { code: 'bad-input' },
      ],
      ['too many entries', { from: 9, signature: 'x', entries: Array.from({ length: 201 }, () => ({})) }, { code: 'bad-input' }],
      [
        "an entry of the server's lane",
        { from: 9, signature: 'x', entries: [{ lane: 'server', seq: 9, kind: 'released', body: { by: 'me' } }] },
        { code: 'bad-input', place: expect.stringContaining('message.entries.0') },
      ],
    ])('a malformed message: %s', async (_name, message, expected) => {
      expect(await refused(() => message)).toMatchObject(expected);
    });
    test('an oversized message closes the connection and stores nothing', async () => {
      const { socket, id } = await running();
      const count = await stored(id);
      const closed = new Promise((resolve) => socket.on('disconnect', resolve));
      socket.emit('entries', { from: 9, entries: [], signature: 'x'.repeat(5_000_000) });
      await closed;
      expect(await stored(id)).toBe(count);
      expect(await server.metrics.text()).toContain('invigil_refused_total{where="/sitting",code="too-large"} 1');
    });
    test('two connections of one sitting: the newer one holds', async () => {
      const { socket, token } = await running();
      const closed = new Promise((resolve) => socket.on('disconnect', resolve));
      sockets.push(await connect(server.url, token));
      await closed;
    });
    test('twenty copies of a batch at once store it once', async () => {
      const { id, journal } = await running();
      journal.write(answer('q2', 'x'));
      const batch = journal.batch(9);
      await Promise.all(Array.from({ length: 20 }, () => server.sittings.journal.accept(id, batch)));
      expect(await stored(id)).toBe(9);
    });
  });

  describe('release and time', () => {
    test('policy lets in who is checked in', async () => {
      const { socket, id, journal } = await opened();
      const pushed = new Promise<Json>((resolve) => socket.on('acts', resolve));
      journal.write(...checkIn);
      await ask(socket, 'entries', journal.batch());
      expect(await pushed).toMatchObject({ entries: [{ kind: 'released', body: { by: 'policy' } }] });
      expect(await stage(id)).toBe('released');
    });

    const restarted: CandidateNote = { kind: 'client-started', body: { app: 't', os: 't', standIn: true } };
    const settlements = async (id: string) =>
      (await server.sittings.record(id)).timeline.flatMap(({ kind, body }) => (kind === 'time-restored' ? [body as Json] : []));
    const minutes = (ms: unknown) => Math.round(Number(ms) / 60_000);

    test('lost time is settled by the server, also when the clock of the candidate was set back', async () => {
      const { socket, id, journal } = await running();
      journal.crash(0);
      journal.setWall(-3600_000);
      server.setSkew(120_000);
      journal.write(restarted);
      await ask(socket, 'entries', journal.batch(9));
      const [gap] = await settlements(id);
      expect(minutes(gap?.gapMs)).toBe(2);
      journal.write({ kind: 'act-received', body: { seq: 3 } });
      await ask(socket, 'entries', journal.batch(10));
      const { state } = await server.sittings.journal.live(id);
      expect(state.clock.gaps).toMatchObject([{ boot: 'b2', settled: true }]);
      server.sittings.journal.forget(id);
      expect((await server.sittings.journal.live(id)).state).toEqual(state);
    });

    test('an hour of work without a network after a power cut is counted once', async () => {
      const { socket, id, journal } = await running();
      journal.crash(3 * 60_000);
      journal.write(restarted);
      for (let i = 0; i < 60; i++) {
        journal.wait(60_000);
        journal.write({ kind: 'tick', body: {} });
      }
      server.setSkew(63 * 60_000);
      await ask(socket, 'entries', journal.batch(9));
      expect((await settlements(id)).map((gap) => [minutes(gap.gapMs), minutes(gap.restoredMs)])).toEqual([[3, 3]]);
    });

    test('several interruptions together give back no more than the policy says', async () => {
      const { socket, id, journal } = await running();
      for (const crash of [1, 2]) {
        journal.crash(8 * 60_000);
        server.setSkew(crash * 8 * 60_000);
        journal.write(restarted);
        await ask(socket, 'entries', journal.batch(8 + crash));
      }
      expect((await settlements(id)).map((gap) => minutes(gap.restoredMs))).toEqual([8, 2]);
    });

    test('time that runs backwards is refused: a timer that goes back, a boot that returns', async () => {
      const back = await running();
      back.journal.wait(10_000);
      back.journal.write({ kind: 'tick', body: {} });
      back.journal.wait(-5_000);
      back.journal.write({ kind: 'tick', body: {} });
      const problem = { code: 'bad-chain', place: 'entry 10' };
      expect(await ask(back.socket, 'entries', back.journal.batch(9))).toMatchObject({ ok: false, problem });
      const twice = await opened('eve');
      twice.journal.write({ kind: 'tick', body: {} });
      twice.journal.crash(0);
      twice.journal.write({ kind: 'tick', body: {} });
      twice.journal.returnTo('b1');
      twice.journal.write({ kind: 'tick', body: {} });
      expect(await ask(twice.socket, 'entries', twice.journal.batch())).toMatchObject({
        ok: false,
        problem: { code: 'bad-chain', place: 'entry 3' },
      });
    });
  });

  test('a sitting whose listeners failed is remembered, once, to be made up for', async () => {
    const { socket, id, journal } = await running();
    server.sittings.journal.onCommitted(async () => {
      throw new Error('the disk of the other room is full');
    });
    journal.write(answer('q2', 'x'));
    expect(await ask(socket, 'entries', journal.batch(9))).toMatchObject({ ok: true });
    expect(server.sittings.journal.isBehind(id)).toBe(true);
    expect(server.sittings.journal.takeBehind()).toEqual([id]);
    expect(server.sittings.journal.takeBehind()).toEqual([]);
  });

  describe('the form and pictures', () => {
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const hash = createHash('sha256').update(jpeg).digest('hex');
    const put = async (token: string, name: string, bytes: Uint8Array<ArrayBuffer>) => {
      const response = await fetch(`${server.url}/api/candidate/pictures/${name}?purpose=still&takenAt=1`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: bytes,
      });
      return { status: response.status, body: (await response.json()) as Json };
    };

    test('the form comes after release only', async () => {
      const { token, socket, journal } = await opened();
      const form = async () =>
        (await fetch(`${server.url}/api/candidate/form`, { headers: { authorization: `Bearer ${token}` } })).status;
      expect(await form()).toBe(409);
      journal.write(...checkIn);
      await ask(socket, 'entries', journal.batch());
      expect(await form()).toBe(200);
    });

    test('a picture is stored once under its hash, sealed, and gone with its key', async () => {
      const { token, id } = await opened();
      expect(await put(token, hash, jpeg)).toEqual({ status: 200, body: { stored: true } });
      expect(await put(token, hash, jpeg)).toEqual({ status: 200, body: { stored: false } });
      expect((await server.sittings.pictures.get(hash)).bytes).toEqual(Buffer.from(jpeg));
      await server.sittings.pictures.keepUntil(id, 5);
      expect(await server.sittings.pictures.destroyDue(10)).toEqual([id]);
      await expect(server.sittings.pictures.get(hash)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    });

    test('a file of an answer is stored sealed, whatever it is, and stands among no pictures', async () => {
      const { token, id } = await opened();
      const file = new TextEncoder().encode('a,b\n1,2\n');
      const name = createHash('sha256').update(file).digest('hex');
      const send = async (purpose: string, bytes: Uint8Array<ArrayBuffer>, address = name) =>
        (
          await fetch(`${server.url}/api/candidate/pictures/${address}?purpose=${purpose}&takenAt=1`, {
            method: 'PUT',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
            body: bytes,
          })
        ).status;
      expect(await send('still', file)).toBe(400);
      expect(await send('answer', file, '0'.repeat(64))).toBe(400);
      expect(await send('answer', file)).toBe(200);
      expect(Buffer.from(await server.sittings.pictures.file(id, name)).toString()).toBe('a,b\n1,2\n');
      expect(await server.sittings.pictures.of(id)).toEqual([]);
      await expect(server.sittings.pictures.get(name)).rejects.toMatchObject({ problem: { code: 'not-found' } });
      const large = new Uint8Array(MAX_PICTURE_BYTES + 1);
      large.set([0xff, 0xd8, 0xff]);
      const hashOfLarge = createHash('sha256').update(large).digest('hex');
      expect(await send('still', large, hashOfLarge)).toBe(413);
      expect(await send('answer', large, hashOfLarge)).toBe(200);
      await server.sittings.pictures.keepUntil(id, 5);
      await server.sittings.pictures.destroyDue(10);
      await expect(server.sittings.pictures.file(id, name)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    });

    test('a wrong hash, another format, too many bytes and no token are refused', async () => {
      const { token } = await opened();
      expect(await put(token, 'f'.repeat(64), jpeg)).toMatchObject({ status: 400, body: { place: 'path.hash' } });
      expect(await put(token, hash, new Uint8Array([1, 2, 3]))).toMatchObject({ status: 400, body: { code: 'bad-input' } });
      expect(await put(token, hash, new Uint8Array(2_000_000))).toMatchObject({ status: 413, body: { code: 'too-large' } });
      expect(await put('nonsense', hash, jpeg)).toMatchObject({ status: 401 });
    });
  });

  test('malformed and oversized HTTP bodies are refused with what and where', async () => {
    expect(await post(server.url, '/api/candidate/launch', '{"code":')).toMatchObject({
      status: 400,
      body: { code: 'bad-input' },
    });
    expect(await post(server.url, '/api/candidate/launch', { code: 'x'.repeat(3_000_000) })).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
    expect((await fetch(`${server.url}/api/nothing`)).status).toBe(404);
  });
});
