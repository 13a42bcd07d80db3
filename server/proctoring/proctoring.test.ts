import { createHash } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WallTile, WallUpdate } from '../../shared/contract/console.ts';
import type { CandidateNote, DocumentReading } from '../../shared/journal/entry.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { answer, ask, begin, checkIn, connect, type Json, launch, newKey, writer } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer } from '../testing.ts';

onBothEngines('proctoring', (openDatabase) => {
  let server: TestServer;
  const sockets: Socket[] = [];
  beforeEach(async () => {
    server = await openTestServer(openDatabase, { release: 'proctor' });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });

  const waiting = async (learner: string, notes: readonly CandidateNote[] = checkIn) => {
    const key = newKey();
    const { body } = await launch(server.url, await server.register(learner), key);
    const socket = await connect(server.url, String(body.token));
    sockets.push(socket);
    const acts: Json[] = [];
    socket.on('acts', ({ entries }: { entries: Json[] }) => acts.push(...entries));
    const journal = writer(String(body.sitting), key);
    journal.write(...notes);
    await ask(socket, 'entries', journal.batch());
    return {
      id: String(body.sitting),
      token: String(body.token),
      socket,
      journal,
      acts,
      send: () => ask(socket, 'entries', journal.batch()),
    };
  };
  const consoleOf = (cookie: string, headers: Record<string, string> = {}): Promise<Socket> => {
    const socket = io(new URL('/console', server.url).href, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie, ...headers },
    });
    sockets.push(socket);
    return new Promise((resolve, reject) => {
      socket.on('connect', () => resolve(socket));
      socket.on('connect_error', (error) => reject('data' in error && error.data ? error.data : error));
    });
  };
  const watching = async () => {
    const proctor = await consoleOf(await server.staff('pat', ['proctor']));
    const tiles = new Map<string, WallTile>();
    const versions: number[] = [];
    proctor.on('wall', (update: WallUpdate) => {
      versions.push(update.version);
      for (const tile of update.tiles) tiles.set(tile.sitting, tile);
    });
    expect(await ask(proctor, 'watch', {})).toMatchObject({ ok: true });
    return { proctor, tiles, versions, act: (sitting: string, act: Json) => ask(proctor, 'act', { sitting, act }) };
  };

  /** A check-in whose document says something else than the registration. */
  const doubtful = (change: Partial<DocumentReading>): CandidateNote[] => {
    const reading: DocumentReading = { source: 'TD3', name: 'same', face: 'match', expired: false, digits: '', detector: 'd' };
    const [capability, consented, portrait, document, finished] = checkIn;
    if (!capability || !consented || !portrait || !document || !finished) throw new Error('the check-in lacks a step');
    const read: CandidateNote = { kind: 'document-read', body: { ...reading, ...change, blob: 'a'.repeat(64) } };
    return [capability, consented, portrait, read, document, finished];
  };

  test('over a serious doubt a proctor gives a reason, which the record and the audit trail keep', async () => {
    const ada = await waiting('ada', doubtful({ name: 'different', expired: true, face: 'unsure' }));
    const { tiles, act } = await watching();
    await vi.waitFor(() => expect(tiles.get(ada.id)?.doubts).toEqual(['name-different', 'document-expired', 'face-unsure']));
    expect(await act(ada.id, { act: 'release' })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    const reason = 'Married last month; the certificate was shown.';
    expect(await act(ada.id, { act: 'release', reason })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(ada.acts).toMatchObject([{ kind: 'released', body: { by: 'pat', reason } }]));
    const rows = await server.db.selectFrom('audit').selectAll().where('act', '=', 'release').execute();
    expect(rows).toMatchObject([{ by: 'pat', detail: reason }]);
  });

  test('what a person has to look at anyway holds nobody up, and one step can be asked for again', async () => {
    const ada = await waiting('ada', doubtful({ name: 'unsure' }));
    const { tiles, act } = await watching();
    await vi.waitFor(() => expect(tiles.get(ada.id)?.doubts).toEqual(['name-unsure']));
    const again = { act: 'return-check-in', reason: 'Please hold it still.', again: ['document'] };
    expect(await act(ada.id, again)).toMatchObject({ ok: true });
    const { state } = await server.sittings.journal.live(ada.id);
    expect(state).toMatchObject({ stage: 'check-in', returned: 'Please hold it still.', checkIn: { document: null } });
    expect(Object.keys(state.pictures)).toEqual(['portrait']);
    const [, , , read, document, finished] = doubtful({});
    if (!read || !document || !finished) throw new Error('the check-in lacks a step');
    ada.journal.write({ kind: 'act-received', body: { seq: 2 } }, read, document, finished);
    await ada.send();
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ stage: 'waiting', doubts: [] }));
    expect(await act(ada.id, { act: 'release' })).toMatchObject({ ok: true });
  });

  test('a candidate waits for the proctor, is let in, paused, told so, and goes on', async () => {
    const ada = await waiting('ada');
    const { tiles, act } = await watching();
    await vi.waitFor(() =>
      expect(tiles.get(ada.id)).toMatchObject({ stage: 'waiting', level: 'check-in', reason: 'release', online: true }),
    );
    expect(await act(ada.id, { act: 'release' })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(ada.acts).toMatchObject([{ kind: 'released', body: { by: 'pat' } }]));
    ada.journal.write(
      { kind: 'act-received', body: { seq: 2 } },
      begin,
      { kind: 'question-shown', body: { item: 'q2' } },
      answer('q2', 'x'),
    );
    await ada.send();
    await vi.waitFor(() =>
      expect(tiles.get(ada.id)).toMatchObject({ stage: 'running', level: 'quiet', question: 2, answered: 1 }),
    );
    expect(await act(ada.id, { act: 'pause', category: 'technical', reason: 'Fire alarm' })).toMatchObject({ ok: true });
    expect(await act(ada.id, { act: 'pause', category: 'technical', reason: 'again' })).toMatchObject({
      ok: false,
      problem: { code: 'conflict' },
    });
    ada.journal.write({ kind: 'act-received', body: { seq: 3 } });
    await ada.send();
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ stage: 'paused' }));
    expect(await act(ada.id, { act: 'resume' })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(ada.acts.map((entry) => entry.kind)).toEqual(['released', 'paused', 'resumed']));
  });

  test('what failed at check-in stands on the tile until a person opens it, and only then is there a release', async () => {
    const [, ...rest] = checkIn;
    const failed: CandidateNote = {
      kind: 'capability-reported',
      body: {
        tier: 'monitored',
        measures: [],
        computer: 'c',
        checks: [{ id: 'programs', outcome: 'failed', values: { names: 'AnyDesk' } }],
      },
    };
    const ada = await waiting('ada', [failed, ...rest]);
    const { tiles, act } = await watching();
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ level: 'check-in', reason: 'gate', held: ['programs'] }));
    expect(await act(ada.id, { act: 'release' })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    const opening = { act: 'open-gate', gate: 'programs', category: 'technical', reason: 'It belongs to the college.' };
    expect(await act(ada.id, opening)).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ reason: 'release', held: [] }));
    expect(await act(ada.id, { act: 'release' })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ stage: 'released', held: [] }));
  });

  test('monitors that stopped are told in blue and raise no incident', async () => {
    const ada = await waiting('ada');
    const { tiles, act } = await watching();
    await act(ada.id, { act: 'release' });
    const now = Date.now();
    ada.journal.write({ kind: 'act-received', body: { seq: 2 } }, begin, {
      kind: 'signal',
      body: { signal: 'monitor-lost', detector: 'monitor-worker@1', from: now, to: now, confidence: 1 },
    });
    await ada.send();
    await vi.waitFor(() => expect(tiles.get(ada.id)).toMatchObject({ level: 'technical', reason: 'monitor-lost' }));
    expect(await server.review.incidentsOf(ada.id)).toEqual([]);
  });

  test('a call for help and a signal stand out; a lost connection is technical; places never move', async () => {
    const [ada, bob] = [await waiting('ada'), await waiting('bob')];
    const { tiles, versions } = await watching();
    await vi.waitFor(() => expect(tiles.size).toBe(2));
    const places = new Map([...tiles.values()].map((tile) => [tile.sitting, tile.place]));
    ada.journal.write({ kind: 'help-asked', body: { text: 'My calculator does not open' } });
    await ada.send();
    await vi.waitFor(() =>
      expect(tiles.get(ada.id)).toMatchObject({ level: 'now', reason: 'help', note: 'My calculator does not open' }),
    );
    bob.socket.disconnect();
    await vi.waitFor(() => expect(tiles.get(bob.id)).toMatchObject({ online: false }));
    expect(new Map([...tiles.values()].map((tile) => [tile.sitting, tile.place]))).toEqual(places);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  });

  test("a note stays with staff: the candidate's computer gets its place in the chain, not its words", async () => {
    const ada = await waiting('ada');
    const { act } = await watching();
    await act(ada.id, { act: 'note', text: 'Looks at the ceiling a lot' });
    await vi.waitFor(() => expect(ada.acts).toHaveLength(1));
    expect(JSON.stringify(ada.acts)).not.toContain('ceiling');
    expect((await server.review.incidentsOf(ada.id)).map(({ cause, note }) => [cause, note])).toEqual([
      ['proctor-note', 'Looks at the ceiling a lot'],
    ]);
    expect(await ask(ada.socket, 'hello', { serverSeq: 0 })).toMatchObject({
      value: { acts: { entries: [{}, { body: { withheld: expect.any(String) } }] } },
    });
  });

  test('only staff with the role come in, and never from another site', async () => {
    const ada = await waiting('ada');
    await expect(consoleOf('')).rejects.toMatchObject({ code: 'not-signed-in' });
    const cookie = await server.staff('rev', ['reviewer']);
    const reviewer = await consoleOf(cookie);
    expect(await ask(reviewer, 'act', { sitting: ada.id, act: { act: 'release' } })).toMatchObject({
      ok: false,
      problem: { code: 'not-allowed' },
    });
    expect(await ask(reviewer, 'watch', {})).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
    await expect(consoleOf(cookie, { origin: 'https://evil.example' })).rejects.toBeTruthy();
    const page = await fetch(`${server.url}/api/console/sittings/${ada.id}`, {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    expect(page.status).toBe(403);
  });

  test('who looked at stills is kept: one row a person, sitting and ten minutes, however many were seen', async () => {
    const ada = await waiting('ada');
    const { act } = await watching();
    await act(ada.id, { act: 'release' });
    const pictures = [1, 2, 3].map((n) => new Uint8Array([0xff, 0xd8, 0xff, n]));
    const hashes = pictures.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
    ada.journal.write(
      { kind: 'act-received', body: { seq: 2 } },
      begin,
      ...hashes.map((blob): CandidateNote => ({ kind: 'still-taken', body: { blob, bytes: 4 } })),
    );
    await ada.send();
    for (const [at, hash] of hashes.entries()) {
      const url = `${server.url}/api/candidate/pictures/${hash}?purpose=still&takenAt=1`;
      const headers = { authorization: `Bearer ${ada.token}`, 'content-type': 'application/octet-stream' };
      expect((await fetch(url, { method: 'PUT', headers, body: pictures[at] ?? null })).status).toBe(200);
    }
    const looks = async (cookie: string) => {
      for (const hash of [...hashes, ...hashes])
        expect((await fetch(`${server.url}/api/console/pictures/${hash}`, { headers: { cookie } })).status).toBe(200);
    };
    const rows = async () =>
      (await server.db.selectFrom('audit').select(['by', 'act', 'subject']).orderBy('at').execute()).filter(({ subject }) =>
        subject.startsWith('still'),
      );
    const [pat, max] = [await server.staff('pat', ['proctor']), await server.staff('max', ['reviewer'])];
    await looks(pat);
    expect(await rows()).toEqual([{ by: 'pat', act: 'looked at', subject: `still of sitting ${ada.id}` }]);
    await looks(max);
    await looks(pat);
    expect((await rows()).map(({ by }) => by).toSorted()).toEqual(['max', 'pat']);
    server.setSkew(11 * 60_000);
    await looks(pat);
    expect((await rows()).map(({ by }) => by).toSorted()).toEqual(['max', 'pat', 'pat']);
  });

  test("a sitting's page: record intact, clock, timeline; looking is audited", async () => {
    const ada = await waiting('ada');
    const admin = await server.staff('adm', ['administrator']);
    const page = (await (
      await fetch(`${server.url}/api/console/sittings/${ada.id}`, { headers: { cookie: admin } })
    ).json()) as Json;
    expect(page).toMatchObject({
      intact: true,
      entries: 6,
      tile: { name: 'Learner ada' },
      timeline: [{ kind: 'opened' }, { kind: 'capability-reported' }, {}, {}, {}, { kind: 'check-in-finished' }],
    });
    const audit = (await (await fetch(`${server.url}/api/console/audit`, { headers: { cookie: admin } })).json()) as Json[];
    expect(audit).toContainEqual(expect.objectContaining({ by: 'adm', act: 'looked at', subject: `sitting ${ada.id}` }));
  });
});
