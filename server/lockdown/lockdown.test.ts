import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtInList } from '../../shared/lockdown/built-in.ts';
import { programListMessage, SignedProgramList } from '../../shared/lockdown/program-list.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { verifierOf } from '../platform/keys.ts';
import { launch, newKey, post } from '../sittings/test-candidate.ts';
import { openTestServer, type TestServer } from '../testing.ts';

const parlour = { id: 'parlour', title: 'Parlour', kind: 'messages', starts: ['parlour'] };

onBothEngines('the list of programs', (openDatabase) => {
  let server: TestServer;
  beforeEach(async () => {
    server = await openTestServer(openDatabase);
  });
  afterEach(() => server.close());

  const fetched = async () => SignedProgramList.parse(await (await fetch(new URL('/api/candidate/programs', server.url))).json());
  const publish = async (body: unknown, roles: Parameters<TestServer['staff']>[1] = ['administrator']) =>
    post(server.url, '/api/console/programs', body, { cookie: await server.staff(roles.join('-'), roles) });
  const first = { after: 0, validDays: 30, programs: [parlour], note: 'Parlour was seen in two sittings.' };

  test('before anything is published clients get the built-in list, signed under the key that the launch names', async () => {
    const { list, signature } = await fetched();
    expect(list).toEqual(builtInList);
    const { body } = await launch(server.url, await server.register('ada'), newKey());
    expect(verifierOf(String(body.serverKey))(programListMessage(list), signature)).toBe(true);
  });

  test('a published version is signed, dated, audited, and what clients get from then on', async () => {
    const published = await publish(first);
    expect(published).toMatchObject({ status: 200, body: { by: 'administrator', list: { version: 1, programs: [parlour] } } });
    const { list, signature } = await fetched();
    expect(list.expiresAt - list.issuedAt).toBe(30 * 86_400_000);
    const { body } = await launch(server.url, await server.register('ada'), newKey());
    expect(verifierOf(String(body.serverKey))(programListMessage(list), signature)).toBe(true);
    const trail = await server.db.selectFrom('audit').selectAll().where('act', '=', 'published').execute();
    expect(trail).toMatchObject([{ by: 'administrator', subject: 'list of programs, version 1', detail: first.note }]);
    const history = await fetch(new URL('/api/console/programs', server.url), {
      headers: { cookie: await server.staff('pat', ['proctor']) },
    });
    expect(await history.json()).toMatchObject({ published: [{ list: { version: 1 } }, { list: { version: 0 }, by: null }] });
  });

  test('two who publish at once do not overwrite each other', async () => {
    const both = await Promise.all([publish(first), publish({ ...first, note: 'Mine.' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await publish(first)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await fetched()).list.version).toBe(1);
  });

  test('what would find everything or stands twice is refused, and changes nothing', async () => {
    for (const programs of [
      [{ ...parlour, starts: ['s'] }],
      [{ ...parlour, starts: [] }],
      [{ ...parlour, starts: ['PARLOUR'] }],
      [parlour, { ...parlour, id: 'other' }],
      [parlour, { ...parlour, starts: ['another'] }],
    ])
      expect(await publish({ ...first, programs })).toMatchObject({ status: 400, body: { code: 'bad-input' } });
    expect(await publish({ ...first, note: '' })).toMatchObject({ status: 400 });
    expect((await fetched()).list.version).toBe(0);
    expect(await publish(first, ['proctor'])).toMatchObject({ status: 403 });
  });
});
