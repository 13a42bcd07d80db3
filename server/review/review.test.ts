import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Verdict } from '../../shared/contract/console.ts';
import type { SignalKind } from '../../shared/journal/entry.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { ask, begin, checkIn, connect, type Json, launch, newKey, post, writer } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer } from '../testing.ts';
import { groupSignal, type Incident, isDecided, priorityOf, SAME_INCIDENT_MS, type Signal, stateOf } from './incidents.ts';

describe('grouping', () => {
  const signal = fc
    .record({ signal: fc.constantFrom<SignalKind>('speech', 'phone'), from: fc.nat(3_600_000), length: fc.nat(60_000) })
    .map(({ signal: kind, from, length }): Signal => ({ signal: kind, from, to: from + length, seq: 0 }));
  const grouped = (signals: readonly Signal[]) => {
    const incidents = new Map<string, Incident>();
    for (const [i, one] of signals.entries()) {
      const incident = groupSignal([...incidents.values()], one, `i${i}`);
      incidents.set(incident.id, incident);
    }
    return [...incidents.values()];
  };

  test('every signal is in exactly one incident of its cause, whose span covers it', () => {
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 40 }), (signals) => {
        const incidents = grouped(signals);
        expect(incidents.reduce((sum, incident) => sum + incident.signals, 0)).toBe(signals.length);
        for (const one of signals) {
          expect(incidents.some((i) => i.cause === one.signal && i.from <= one.from && i.to >= one.to)).toBe(true);
        }
      }),
    );
  });
  test('what lies further apart than the limit, or was decided, begins a new incident', () => {
    const first: Incident = { id: 'a', cause: 'speech', from: 0, to: 1000, signals: 1, state: 'open', note: null };
    const later = (from: number): Signal => ({ signal: 'speech', from, to: from, seq: 2 });
    expect(groupSignal([first], later(1000 + SAME_INCIDENT_MS), 'b')).toMatchObject({ id: 'a', signals: 2 });
    expect(groupSignal([first], later(1001 + SAME_INCIDENT_MS), 'b')).toMatchObject({ id: 'b', signals: 1 });
    expect(groupSignal([{ ...first, state: 'dismissed' }], later(1000), 'b')).toMatchObject({ id: 'b' });
  });
});

describe('the state that findings amount to', () => {
  test.each<[Verdict[], string]>([
    [[], 'open'],
    [['no-concern'], 'dismissed'],
    [['upheld'], 'second-review'],
    [['upheld', 'upheld'], 'upheld'],
    [['upheld', 'no-concern'], 'third-review'],
    [['upheld', 'no-concern', 'upheld'], 'upheld'],
    [['upheld', 'no-concern', 'no-concern'], 'dismissed'],
  ])('%j is %s', (verdicts, state) => expect(stateOf(verdicts, false)).toBe(state));

  test.each<[Verdict[], string]>([
    [['no-concern'], 'second-review'],
    [['no-concern', 'no-concern'], 'dismissed'],
    [['no-concern', 'upheld'], 'third-review'],
    [['no-concern', 'upheld', 'no-concern'], 'dismissed'],
    [['no-concern', 'upheld', 'upheld'], 'upheld'],
    [['upheld', 'upheld'], 'upheld'],
  ])('%j of something severe is %s', (verdicts, state) => expect(stateOf(verdicts, true)).toBe(state));

  test('nothing is ever upheld by one person, and nothing severe dismissed by one', () => {
    const verdict = fc.constantFrom<Verdict>('no-concern', 'upheld');
    fc.assert(
      fc.property(fc.array(verdict, { maxLength: 4 }), fc.boolean(), (verdicts, severe) => {
        const state = stateOf(verdicts, severe);
        if (!isDecided(state)) return;
        const decidedAt = verdicts.findIndex((_, i) => isDecided(stateOf(verdicts.slice(0, i + 1), severe)));
        const wanted = state === 'upheld' ? 'upheld' : 'no-concern';
        const agreed = verdicts.slice(0, decidedAt + 1).filter((one) => one === wanted).length;
        expect(agreed).toBeGreaterThanOrEqual(state === 'upheld' || severe ? 2 : 1);
      }),
    );
  });
  test('a detector that people uphold more often ranks higher', () => {
    expect(priorityOf('phone', { upheld: 8, decided: 10 })).toBeGreaterThan(priorityOf('speech', { upheld: 1, decided: 10 }));
    expect(priorityOf('proctor-note', { upheld: 0, decided: 9 })).toBe(1);
  });
});

onBothEngines('review', (openDatabase) => {
  let server: TestServer;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = await openTestServer(openDatabase);
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });
  const at = Date.now();
  const speech = (from: number, signal: SignalKind = 'speech') => ({
    kind: 'signal' as const,
    body: { signal, detector: 'test-1', from: at + from, to: at + from + 1000, confidence: 0.9 },
  });
  const sitting = async (learner: string, accommodations: Parameters<TestServer['register']>[1] = []) => {
    const key = newKey();
    const { body } = await launch(server.url, await server.register(learner, accommodations), key);
    const socket = await connect(server.url, String(body.token));
    sockets.push(socket);
    const journal = writer(String(body.sitting), key);
    journal.write(...checkIn);
    await ask(socket, 'entries', journal.batch());
    journal.write({ kind: 'act-received', body: { seq: 2 } }, begin);
    return {
      id: String(body.sitting),
      token: String(body.token),
      socket,
      journal,
      send: () => ask(socket, 'entries', journal.batch()),
    };
  };
  const get = async (path: string, cookie: string) => {
    const response = await fetch(`${server.url}${path}`, { headers: { cookie } });
    return { status: response.status, body: await response.json() };
  };

  test('signals become one incident, once, however often the journal is read', async () => {
    const { id, journal, send } = await sitting('ada');
    journal.write(speech(0), speech(30_000), speech(400_000), speech(0, 'too-dark'));
    await send();
    await server.review.catchUp(id);
    await server.review.catchUp(id);
    const incidents = await server.review.incidentsOf(id);
    expect(incidents.map(({ cause, signals }) => [cause, signals])).toEqual([
      ['speech', 2],
      ['speech', 1],
    ]);
  });

  test('clips: those that came are played by reviewers alone, each look is kept, and they go with the key', async () => {
    const { id, token, journal, send } = await sitting('ada');
    const webm = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3]);
    const hash = createHash('sha256').update(webm).digest('hex');
    const clip = (blob: string, from: number) => ({
      kind: 'clip-taken' as const,
      body: { blob, bytes: webm.length, signal: 'speech' as const, from: at + from, to: at + from + 5000 },
    });
    journal.write(speech(0), clip(hash, -2000), clip('e'.repeat(64), 3000), clip('d'.repeat(64), 3_600_000));
    await send();
    const put = async (bytes: Uint8Array<ArrayBuffer>, name: string) =>
      await fetch(`${server.url}/api/candidate/pictures/${name}?purpose=clip&takenAt=1`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
        body: bytes,
      }).then(({ status }) => status);
    const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);
    expect(await put(jpeg, createHash('sha256').update(jpeg).digest('hex'))).toBe(400);
    expect(await put(webm, hash)).toBe(200);
    const [reviewer, proctor] = await Promise.all([server.staff('rev', ['reviewer']), server.staff('pat', ['proctor'])]);
    const [incident] = (await get('/api/console/incidents', reviewer)).body as { id: string }[];
    const page = (await get(`/api/console/incidents/${incident?.id}`, reviewer)).body as Json;
    expect(page).toMatchObject({
      destroyedAt: null,
      clips: [
        { hash, state: 'here' },
        { hash: 'e'.repeat(64), state: 'waiting' },
      ],
    });
    const play = async (cookie: string) => await fetch(`${server.url}/api/console/clips/${hash}`, { headers: { cookie } });
    expect((await play(proctor)).status).toBe(403);
    const played = await play(reviewer);
    expect(played.headers.get('content-type')).toBe('video/webm');
    expect([...new Uint8Array(await played.arrayBuffer())]).toEqual([...webm]);
    const audit = (await get('/api/console/audit', await server.staff('adm', ['administrator']))).body as Json[];
    expect(audit.filter(({ act }) => act === 'played')).toMatchObject([{ by: 'rev', subject: `clip of sitting ${id}` }]);
    // A clip is no picture of the wall.
    expect(await server.sittings.pictures.of(id)).toEqual([]);
    await server.sittings.pictures.keepUntil(id, 5);
    await server.sittings.pictures.destroyDue(10);
    expect((await play(reviewer)).status).toBe(404);
  });

  test('an accommodation mutes what it explains', async () => {
    const { id, journal, send } = await sitting('grace', [{ kind: 'reads-aloud' }]);
    journal.write(speech(0), speech(0, 'phone'));
    await send();
    expect((await server.review.incidentsOf(id)).map((incident) => incident.cause)).toEqual(['phone']);
  });

  test('upholding takes a second reviewer who decides blind; the audit names both', async () => {
    const { journal, send } = await sitting('alan');
    journal.write(speech(0));
    await send();
    const [one, two, proctor] = await Promise.all([
      server.staff('one', ['reviewer']),
      server.staff('two', ['reviewer']),
      server.staff('pat', ['proctor']),
    ]);
    const [incident] = (await get('/api/console/incidents', one)).body as { id: string; mine: boolean }[];
    const path = `/api/console/incidents/${incident?.id}`;
    const finding = { verdict: 'upheld', evidence: ['Spoken words'], reason: 'Somebody speaks twice.' };
    expect(await post(server.url, `${path}/findings`, finding, { cookie: proctor })).toMatchObject({ status: 403 });
    expect(await post(server.url, `${path}/findings`, finding, { cookie: one })).toMatchObject({
      status: 200,
      body: { state: 'second-review', mine: false },
    });
    expect(await post(server.url, `${path}/findings`, finding, { cookie: one })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await get(path, two)).body).toMatchObject({ findings: [], incident: { mine: true } });
    expect(await post(server.url, `${path}/findings`, finding, { cookie: two })).toMatchObject({
      status: 200,
      body: { state: 'upheld' },
    });
    expect(await post(server.url, `${path}/findings`, finding, { cookie: two })).toMatchObject({ status: 409 });
    expect((await get(path, two)).body).toMatchObject({ findings: [{ by: 'one' }, { by: 'two' }] });
    const admin = await server.staff('adm', ['administrator']);
    const audit = (await get('/api/console/audit', admin)).body as Json[];
    expect(
      audit
        .filter((row) => row.act === 'finding')
        .map((row) => row.by)
        .toSorted(),
    ).toEqual(['one', 'two']);
  });

  test('dismissing a phone takes two as well; the result waits for the second', async () => {
    const { journal, send, id } = await sitting('barbara');
    journal.write(speech(0, 'phone'), speech(0, 'typing'));
    await send();
    const [one, two] = await Promise.all([server.staff('one', ['reviewer']), server.staff('two', ['reviewer'])]);
    const finding = { verdict: 'no-concern', evidence: ['Nothing seen'], reason: 'It is a calculator.' };
    const stateAfter = async (cause: string, cookie: string) => {
      const incident = (await server.review.incidentsOf(id)).find((each) => each.cause === cause);
      return (await post(server.url, `/api/console/incidents/${incident?.id}/findings`, finding, { cookie })).body;
    };
    expect(await stateAfter('typing', one)).toMatchObject({ state: 'dismissed', twoDismiss: false });
    expect(await stateAfter('phone', one)).toMatchObject({ state: 'second-review', mine: false, twoDismiss: true });
    expect(await stateAfter('phone', two)).toMatchObject({ state: 'dismissed' });
    expect(await stateAfter('phone', two)).toMatchObject({ code: 'conflict' });
  });

  test('bad findings change nothing', async () => {
    const { journal, send, id } = await sitting('edsger');
    journal.write(speech(0));
    await send();
    const one = await server.staff('one', ['reviewer']);
    const [incident] = await server.review.incidentsOf(id);
    const path = `/api/console/incidents/${incident?.id}/findings`;
    expect(await post(server.url, path, { verdict: 'guilty', evidence: [], reason: 'x' }, { cookie: one })).toMatchObject({
      status: 400,
      body: { place: 'body.verdict' },
    });
    expect(await post(server.url, path, { verdict: 'upheld', evidence: [], reason: '' }, { cookie: one })).toMatchObject({
      status: 400,
      body: { place: 'body.reason' },
    });
    expect(
      await post(
        server.url,
        '/api/console/incidents/none/findings',
        { verdict: 'upheld', evidence: [], reason: 'x' },
        { cookie: one },
      ),
    ).toMatchObject({ status: 404 });
    expect(await server.review.incidentsOf(id)).toMatchObject([{ state: 'open' }]);
  });
});
