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
  ])('%j is %s', (verdicts, state) => expect(stateOf(verdicts)).toBe(state));

  test('nothing is ever upheld by one person', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Verdict>('no-concern', 'upheld'), { maxLength: 4 }), (verdicts) => {
        const decidedAt = verdicts.findIndex((_, i) => isDecided(stateOf(verdicts.slice(0, i + 1))));
        const upheld = stateOf(verdicts) === 'upheld';
        expect(upheld && verdicts.slice(0, decidedAt + 1).filter((verdict) => verdict === 'upheld').length < 2).toBe(false);
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
    return { id: String(body.sitting), socket, journal, send: () => ask(socket, 'entries', journal.batch()) };
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
