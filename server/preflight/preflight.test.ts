import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UPLOAD_BYTES } from '../../shared/contract/preflight.ts';
import { measureIds } from '../../shared/preflight/measures.ts';
import type { PreflightReport } from '../../shared/preflight/report.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { ask, checkIn, connect, type Json, launch, newKey, post, writer } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer } from '../testing.ts';

const report = (outcome: 'passed' | 'failed', more: Partial<PreflightReport> = {}): PreflightReport => ({
  computer: 'pc-1',
  measures: measureIds.map((id) => ({ id, state: 'enforced' })),
  checks: [{ id: 'camera', outcome, values: {} }],
  takenAt: 1,
  app: 'Invigil test',
  os: 'Test',
  standIn: true,
  ...more,
});

onBothEngines('the system check and its gates', (openDatabase) => {
  let server: TestServer;
  const sockets: Socket[] = [];
  const open = async (policy: Parameters<typeof openTestServer>[1] = {}) => {
    server = await openTestServer(openDatabase, policy);
  };
  beforeEach(() => open());
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.disconnect();
    await server.close();
  });

  /** A whole check-in that found this on that computer. */
  const checkedIn = async (
    learner: string,
    code: string,
    checks: PreflightReport['checks'],
    measures: PreflightReport['measures'] = [],
  ) => {
    const key = newKey();
    const { body } = await launch(server.url, code, key);
    const socket = await connect(server.url, String(body.token));
    sockets.push(socket);
    const journal = writer(String(body.sitting), key);
    const notes = checkIn.map((note) =>
      note.kind === 'capability-reported' ? { ...note, body: { ...note.body, computer: 'pc-1', measures, checks } } : note,
    );
    journal.write(...notes);
    expect(await ask(socket, 'entries', journal.batch()), learner).toMatchObject({ ok: true });
    return String(body.sitting);
  };
  const stage = async (id: string) => (await server.sittings.journal.live(id)).state.stage;
  const proctor = async (): Promise<Socket> => {
    const cookie = await server.staff('pat', ['proctor']);
    const socket = io(new URL('/console', server.url).href, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie },
    });
    sockets.push(socket);
    await new Promise((resolve) => socket.on('connect', () => resolve(null)));
    return socket;
  };
  const act = (socket: Socket, sitting: string, given: Json) => ask(socket, 'act', { sitting, act: given });
  const openCamera = { act: 'open-gate', gate: 'camera', category: 'technical', reason: 'Seen on a video call.' };
  const camera = (outcome: 'passed' | 'failed') => [{ id: 'camera' as const, outcome, values: {} }];

  test('a system check on a day before is kept with its date, and no attempt is used up', async () => {
    const code = await server.register('ada');
    const target = await post(server.url, '/api/preflight/target', { code });
    expect(target.body).toMatchObject({ exam: 'Test exam', tier: 'monitored', lastAt: null });
    expect(JSON.stringify(target.body)).not.toMatch(/ada/i);
    const kept = await post(server.url, '/api/preflight/reports', { code, report: report('passed') });
    expect(kept.status).toBe(200);
    expect((await post(server.url, '/api/preflight/target', { code })).body.lastAt).toBe(kept.body.storedAt);
    expect(await server.sittings.ids()).toEqual([]);
  });

  test('an unknown code, a report that is none and an upload that is too large are refused', async () => {
    const code = await server.register('ada');
    const unknown = await post(server.url, '/api/preflight/reports', { code: 'ABCD-EFGH-JKLM', report: report('passed') });
    expect(unknown.body).toMatchObject({ code: 'bad-code' });
    const bad = await post(server.url, '/api/preflight/reports', { code, report: { ...report('passed'), computer: '../x' } });
    expect(bad.body).toMatchObject({ code: 'bad-input', place: 'body.report.computer' });
    expect(await server.preflight.reportsOf('r-ada')).toEqual([]);
    const put = (bytes: number) =>
      fetch(new URL('/api/preflight/upload', server.url), {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      });
    expect(await (await put(UPLOAD_BYTES)).json()).toEqual({ bytes: UPLOAD_BYTES });
    expect((await put(UPLOAD_BYTES + 1)).status).toBe(413);
  });

  test('only the newest few checks of a registration are kept', async () => {
    const code = await server.register('ada');
    for (let i = 0; i < 12; i++) {
      server.setSkew(i * 1000);
      await post(server.url, '/api/preflight/reports', { code, report: report('passed', { takenAt: i }) });
    }
    const kept = await server.preflight.reportsOf('r-ada');
    expect(kept.map(({ report: { takenAt } }) => takenAt)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
  });

  test('what passed on a day before does not hold anybody up; on another computer it does', async () => {
    const code = await server.register('ada');
    await post(server.url, '/api/preflight/reports', { code, report: report('passed') });
    expect(await stage(await checkedIn('ada', code, camera('failed')))).toBe('released');
    const other = await server.register('ben');
    await post(server.url, '/api/preflight/reports', { code: other, report: report('passed', { computer: 'pc-2' }) });
    expect(await stage(await checkedIn('ben', other, camera('failed')))).toBe('waiting');
  });

  test('a gate is opened by a person, with a reason that is audited, and the candidate is let in', async () => {
    const sitting = await checkedIn('ada', await server.register('ada'), camera('failed'));
    expect(await stage(sitting)).toBe('waiting');
    const socket = await proctor();
    expect(await act(socket, sitting, { ...openCamera, reason: '' })).toMatchObject({
      ok: false,
      problem: { code: 'bad-input' },
    });
    expect(await act(socket, sitting, { act: 'release' })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    expect(await stage(sitting)).toBe('waiting');
    expect(await act(socket, sitting, openCamera)).toMatchObject({ ok: true });
    expect(await stage(sitting)).toBe('released');
    const trail = await server.db.selectFrom('audit').selectAll().where('act', '=', 'open-gate').execute();
    expect(trail).toMatchObject([{ by: 'pat', subject: `sitting ${sitting}`, detail: 'camera: Seen on a video call.' }]);
    expect(await act(socket, sitting, openCamera), 'the check-in is over').toMatchObject({ ok: false });
    const page = await fetch(new URL(`/api/console/sittings/${sitting}/preflight`, server.url), {
      headers: { cookie: await server.staff('rae', ['reviewer']) },
    });
    expect(await page.json()).toEqual({ reports: [], gates: [{ id: 'camera', state: 'opened' }] });
  });

  test('under an enforced tier every measure that is not enforced wants a person, and one who opened all lets in', async () => {
    await server.close();
    await open({ tier: 'enforced' });
    const measures = measureIds.map((id) => ({ id, state: id === 'displays' ? ('monitored' as const) : ('enforced' as const) }));
    const sitting = await checkedIn('ada', await server.register('ada'), camera('failed'), measures);
    expect(await stage(sitting)).toBe('waiting');
    const gates = await server.sittings.gatesOf(sitting);
    expect(gates.map(({ id }) => id)).toEqual(['camera', 'measure-displays']);
    const bare = await checkedIn('ben', await server.register('ben'), camera('passed'));
    expect(await stage(bare), 'a client that says nothing of its measures is not let in by policy').toBe('waiting');
    const socket = await proctor();
    for (const { id } of gates) await act(socket, sitting, { ...openCamera, gate: id });
    expect(await stage(sitting)).toBe('released');
  });

  test('nobody but the staff sees the checks of a sitting', async () => {
    const sitting = await checkedIn('ada', await server.register('ada'), camera('passed'));
    expect((await fetch(new URL(`/api/console/sittings/${sitting}/preflight`, server.url))).status).toBe(401);
  });
});
