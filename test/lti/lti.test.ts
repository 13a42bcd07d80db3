/** LTI 1.3 against a platform with its own server and real signatures: launches, refusals, scores, proctoring. */
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLti, ltiMigrations, type Standing, serveLti } from '../../server/lti/index.ts';
import { onBothEngines } from '../../server/platform/database/testing.ts';
import { createHttp, SESSION_COOKIE } from '../../server/platform/http/server.ts';
import { createIdentity } from '../../server/platform/identity/identity.ts';
import { serveIdentity, staffCaller } from '../../server/platform/identity/routes.ts';
import { identityMigrations } from '../../server/platform/identity/tables.ts';
import { rsaSecret } from '../../server/platform/keys.ts';
import { createLog } from '../../server/platform/log.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import { createLearnerLinks, LINK_MS, registrationMigrations } from '../../server/registrations/index.ts';
import { type LtiArrival, type LtiMessage, type LtiPage, ltiRoutes, type PlatformRow } from '../../shared/contract/lti.ts';
import type { Entry } from '../../shared/journal/entry.ts';
import type { Stage } from '../../shared/sitting/state.ts';
import { type MockPlatform, startPlatform } from './platform.ts';

const AP = 'https://purl.imsglobal.org/spec/lti-ap/claim';
const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

onBothEngines('LTI', (open) => {
  let mock: MockPlatform;
  let tool: Awaited<ReturnType<typeof start>>;

  async function start() {
    const folder = mkdtempSync(path.join(tmpdir(), 'invigil-lti-'));
    writeFileSync(path.join(folder, 'index.html'), '<title>Invigil</title>');
    let skew = 0;
    const now = () => Date.now() + skew;
    const log = createLog('silent');
    const database = await open([...identityMigrations, ...registrationMigrations, ...ltiMigrations]);
    const { db } = database;
    const identity = createIdentity(db, now);
    const http = await createHttp({ log, metrics: createMetrics(), authenticate: ({ cookie }) => staffCaller(identity, cookie) });
    serveIdentity(http, identity, db, { secure: false });
    await http.app.register(fastifyStatic, { root: folder, wildcard: false, index: ['index.html'] });
    const warned: { code?: string; detail?: string }[] = [];
    const standings = new Map<string, Standing>();
    const sittings = new Map<string, { id: string; stage: Stage; letInBy: string | null; name: string }>();
    const entries: Entry[] = [];
    const links = createLearnerLinks(db, now);
    // The address is known only once the server listens.
    const address = await freeAddress();
    const lti = await createLti({
      db,
      log: {
        ...log,
        warn: (fields: { code?: string }) => void warned.push(fields),
        info: () => {},
        error: () => {},
      } as unknown as typeof log,
      now,
      publicUrl: address,
      pem: (generation) => rsaSecret(folder, `lti-${generation}`),
      ports: {
        learners: async () => [
          { id: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' },
          { id: 'bob', name: 'Bob', email: 'b@example.org' },
        ],
        windowExists: async (id) => id === 'w1',
        windowTitle: async () => 'November window',
        standing: async (learner) => standings.get(learner) ?? null,
        sitting: async (learner) => sittings.get(learner) ?? null,
        entries: async () => entries,
        entryOf: (learner, window) => links.make(db, { learner, window }, LINK_MS.arrived),
      },
      random: () => 0.5,
      pace: { cooldownMs: 0 },
    });
    const logged = { ...log, warn: (fields: { code?: string }) => void warned.push(fields) } as unknown as typeof log;
    await serveLti(http, lti, { db, log: logged, now, secure: false });
    await http.app.listen({ host: '127.0.0.1', port: Number(new URL(address).port) });
    const staff = async (name: string, roles: Parameters<typeof identity.putStaff>[0]['roles']) => {
      await identity.putStaff({ email: `${name}@example.org`, name, roles, code: `code-${name}` });
      const { token } = await identity.signIn(`${name}@example.org`, `code-${name}`);
      return `${SESSION_COOKIE}=${token}`;
    };
    const admin = await staff('adam', ['administrator']);
    const call = async (method: string, at: string, body?: unknown, cookie = admin) => {
      const response = await fetch(address + at, {
        method,
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    return {
      url: address,
      db,
      lti,
      standings,
      sittings,
      entries,
      warned,
      links,
      staff,
      call,
      setSkew: (ms: number) => {
        skew = ms;
      },
      page: async () => (await call('GET', ltiRoutes.page.path)).body as unknown as LtiPage,
      async close() {
        await lti.idle();
        await http.app.close();
        await database.close();
        rmSync(folder, { recursive: true });
      },
    };
  }
  const freeAddress = async (): Promise<string> => {
    const { createServer } = await import('node:net');
    return await new Promise((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const at = probe.address();
        probe.close(() => resolve(`http://127.0.0.1:${typeof at === 'object' && at ? at.port : 0}`));
      });
    });
  };

  beforeEach(async () => {
    mock = await startPlatform();
    tool = await start();
    mock.trustTool(`${tool.url}/lti/jwks`);
    expect(await tool.call('POST', ltiRoutes.addPlatform.path, mock.registration)).toMatchObject({ status: 200 });
  });
  afterEach(async () => {
    await tool.close();
    await mock.close();
  });

  /** The first half: the platform sends the browser to the login, which sends it back with state and nonce. */
  const begin = async (over: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') => {
    const query = new URLSearchParams({
      iss: mock.url,
      login_hint: 'h',
      target_link_uri: `${tool.url}/lti/launch`,
      client_id: mock.clientId,
      ...over,
    });
    const response = await fetch(method === 'GET' ? `${tool.url}/lti/login?${query}` : `${tool.url}/lti/login`, {
      redirect: 'manual',
      method,
      ...(method === 'POST' ? { body: query } : {}),
    });
    const location = new URL(response.headers.get('location') ?? '', tool.url);
    const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return {
      location,
      cookie,
      setCookie: response.headers.get('set-cookie'),
      state: location.searchParams.get('state') ?? '',
      nonce: location.searchParams.get('nonce') ?? '',
    };
  };
  const post = async (form: Record<string, string>, cookie: string) => {
    const response = await fetch(`${tool.url}/lti/launch`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(form),
    });
    const location = new URL(response.headers.get('location') ?? '', tool.url);
    return { status: response.status, location, why: location.searchParams.get('why'), token: location.hash.slice(1) };
  };
  const launch = async (claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
    const { state, nonce, cookie } = await begin();
    return await post({ state, id_token: await mock.sign(nonce, claims, header) }, cookie);
  };
  const arrival = async (token: string) =>
    (await tool.call('POST', ltiRoutes.arrival.path, { token }, '')).body as unknown as LtiArrival;
  const platformId = async () => (await tool.page()).platforms[0]?.id ?? '';
  const link = async (learner: string | null = 'ada', sub = 'user-1') =>
    tool.call('POST', ltiRoutes.settleAccount.path, {
      platform: await platformId(),
      sub,
      learner,
      reason: 'Seen on a call with the passport.',
    });

  test('a learner of the platform comes in, waits until a person says who it is, and then has a registration page', async () => {
    const { location, setCookie } = await begin({}, 'POST');
    expect(location.origin + location.pathname).toBe(`${mock.url}/auth`);
    expect(Object.fromEntries(location.searchParams)).toMatchObject({
      response_mode: 'form_post',
      response_type: 'id_token',
      scope: 'openid',
      prompt: 'none',
      client_id: mock.clientId,
      redirect_uri: `${tool.url}/lti/launch`,
    });
    expect(setCookie).toMatch(/HttpOnly/);
    const { status, token } = await launch();
    expect(status).toBe(303);
    // The same address as a learner here proves nothing.
    expect(await arrival(token)).toMatchObject({ kind: 'waiting', entry: null, platform: 'Mock LMS' });
    expect((await tool.page()).accounts).toMatchObject([
      { sub: 'user-1', state: 'waiting', learner: null, claimedEmail: 'ada@example.org', sameEmail: { id: 'ada' } },
    ]);
    expect(await link()).toMatchObject({ status: 200, body: { state: 'linked', learner: 'ada', settledBy: 'adam' } });
    const { entry } = await arrival(token);
    expect(await tool.links.read(entry ?? '')).toEqual({ learner: 'ada', window: 'w1' });
    // Links and arrivals end.
    tool.setSkew(13 * 3600_000);
    await expect(tool.links.read(entry ?? '')).rejects.toThrow('not valid');
    expect(await arrival(token)).toMatchObject({ code: 'not-found' });
  });

  test('one learner is one account of a platform, and a refused account sees nothing', async () => {
    await launch();
    await launch({ sub: 'user-2' });
    await link('ada', 'user-1');
    expect(await link('ada', 'user-2')).toMatchObject({ status: 409 });
    expect(await link('nobody', 'user-2')).toMatchObject({ status: 404 });
    expect(await link(null, 'user-2')).toMatchObject({ body: { state: 'refused', learner: null } });
    const { token } = await launch({ sub: 'user-2' });
    expect(await arrival(token)).toMatchObject({ entry: null });
  });

  test.each([
    ['another audience', { aud: 'client-2' }, 'wrong-audience'],
    ['another authorised party', { aud: ['client-1', 'other'], azp: 'other' }, 'wrong-audience'],
    ['several audiences and no authorised party', { aud: ['client-1', 'other'] }, 'wrong-audience'],
    ['another issuer', { iss: 'https://evil.example' }, 'wrong-issuer'],
    ['an unknown deployment', { [`${LTI}/deployment_id`]: 'd2' }, 'unknown-deployment'],
    ['an end in the past', { exp: Math.floor(Date.now() / 1000) - 120 }, 'expired'],
    ['no end', { exp: undefined }, 'expired'],
    ['the nonce of another login', { nonce: 'another' }, 'replayed'],
    ['no person', { sub: undefined }, 'anonymous'],
    ['no learner role', { [`${LTI}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'] }, 'not-a-learner'],
    ['a message that is none of ours', { [`${LTI}/message_type`]: 'LtiDeepLinkingRequest' }, 'wrong-message'],
    ['another version', { [`${LTI}/version`]: '1.1' }, 'bad-token'],
    [
      'services elsewhere',
      { 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': { scope: [], lineitem: 'https://evil.example/1' } },
      'foreign-address',
    ],
  ])('a token with %s is refused with a page and a line in the log', async (_what, claims, why) => {
    expect(await launch(claims)).toMatchObject({ status: 303, why });
    expect(tool.warned).toContainEqual(expect.objectContaining({ code: why }));
    expect((await tool.page()).accounts).toEqual([]);
  });

  test('several audiences with ours as authorised party are fine', async () => {
    expect(await launch({ aud: ['client-1', 'other'], azp: 'client-1' })).toMatchObject({ why: null });
  });

  test('neither "none" nor a secret made of the public key passes for a signature', async () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const first = await begin();
    const [, claims = ''] = (await mock.sign(first.nonce)).split('.');
    expect(await post({ state: first.state, id_token: `${part({ alg: 'none' })}.${claims}.` }, first.cookie)).toMatchObject({
      why: 'wrong-algorithm',
    });
    const second = await begin();
    const body = `${part({ alg: 'HS256', kid: 'k1' })}.${(await mock.sign(second.nonce)).split('.')[1]}`;
    const mac = createHmac('sha256', JSON.stringify(mock.publicJwk())).update(body).digest('base64url');
    expect(await post({ state: second.state, id_token: `${body}.${mac}` }, second.cookie)).toMatchObject({
      why: 'wrong-algorithm',
    });
    const third = await begin();
    const [head, own, signature] = (await mock.sign(third.nonce)).split('.');
    const changed = Buffer.from(own ?? '', 'base64url')
      .toString()
      .replace('user-1', 'user-9');
    expect(
      await post(
        { state: third.state, id_token: `${head}.${Buffer.from(changed).toString('base64url')}.${signature}` },
        third.cookie,
      ),
    ).toMatchObject({ why: 'bad-signature' });
  });

  test('a state is good once, in the browser that began, for ten minutes', async () => {
    const one = await begin();
    const id_token = await mock.sign(one.nonce);
    expect(await post({ state: `${one.state}x`, id_token }, one.cookie)).toMatchObject({ why: 'unknown-state' });
    expect(await post({ state: one.state, id_token }, one.cookie)).toMatchObject({ why: null });
    expect(await post({ state: one.state, id_token }, one.cookie)).toMatchObject({ why: 'used-state' });

    const two = await begin();
    const without = await post({ state: two.state, id_token: await mock.sign(two.nonce) }, '');
    expect(without.why).toBe('no-cookie');
    // The page offers to begin again in a window of its own, where the cookie is not a third party's.
    expect(new URLSearchParams(without.location.searchParams.get('again') ?? '').get('login_hint')).toBe('h');

    const three = await begin();
    const name = three.cookie.split('=')[0];
    expect(
      await post({ state: three.state, id_token: await mock.sign(three.nonce) }, `${name}=of-another-browser`),
    ).toMatchObject({ why: 'unknown-state' });

    const four = await begin();
    tool.setSkew(11 * 60_000);
    expect(await post({ state: four.state, id_token: await mock.sign(four.nonce) }, four.cookie)).toMatchObject({ why: 'late' });
  });

  test('two posts of one token at the same moment come in once', async () => {
    const { state, nonce, cookie } = await begin();
    const id_token = await mock.sign(nonce);
    const both = await Promise.all([post({ state, id_token }, cookie), post({ state, id_token }, cookie)]);
    expect(both.map(({ why }) => why).toSorted()).toEqual([null, 'used-state'].toSorted());
  });

  test('a login of an unknown or switched-off platform is refused; what a platform refuses is said', async () => {
    expect((await begin({ iss: 'https://unknown.example' })).location.searchParams.get('why')).toBe('unknown-platform');
    expect((await begin({ target_link_uri: 'https://evil.example/' })).location.searchParams.get('why')).toBe('bad-request');
    expect((await begin({ lti_deployment_id: 'd9' })).location.searchParams.get('why')).toBe('unknown-deployment');
    const { state, cookie } = await begin();
    expect(await post({ state, error: 'login_required', error_description: 'x' }, cookie)).toMatchObject({
      why: 'platform-refused',
    });
    const { id, createdAt: _, ...platform } = (await tool.page()).platforms[0] as PlatformRow;
    await tool.call('PUT', `/api/console/lti/platforms/${id}`, { ...platform, active: false });
    expect((await begin()).location.searchParams.get('why')).toBe('switched-off');
  });

  test('the platform turns its keys over and launches go on; a key nobody publishes is refused', async () => {
    expect(await launch()).toMatchObject({ why: null });
    const before = mock.jwksFetches();
    expect(await launch()).toMatchObject({ why: null });
    expect(mock.jwksFetches()).toBe(before);
    await mock.rotate('k2');
    expect(await launch()).toMatchObject({ why: null });
    expect(mock.jwksFetches()).toBe(before + 1);
    await mock.rotate('k3', false);
    expect(await launch()).toMatchObject({ why: 'unknown-key' });
  });

  test('pages of a launch may stand in a frame of the platform and post to it; the others may not', async () => {
    const { headers } = await fetch(`${tool.url}/lti/arrived`);
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${mock.url}`);
    expect(headers.get('content-security-policy')).toContain(`form-action 'self' ${mock.url}`);
    expect(headers.get('x-frame-options')).toBeNull();
    const other = await fetch(`${tool.url}/`);
    expect(other.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    // A form posted from elsewhere reaches no route of the console.
    const form = await fetch(`${tool.url}${ltiRoutes.addPlatform.path}`, {
      method: 'POST',
      body: new URLSearchParams({ title: 'x' }),
    });
    expect(form.status).toBeGreaterThanOrEqual(400);
  });

  test('a registration that cannot be right is refused with every reason', async () => {
    const twice = await tool.call('POST', ltiRoutes.addPlatform.path, mock.registration);
    expect(twice).toMatchObject({ status: 409 });
    const wrong = await tool.call('POST', ltiRoutes.addPlatform.path, {
      ...mock.registration,
      clientId: 'c2',
      jwksUrl: 'http://user:pw@x.example/',
      deployments: ['a', 'a'],
    });
    expect(wrong).toMatchObject({
      status: 400,
      body: { reasons: [expect.stringContaining('jwksUrl'), expect.stringContaining('deployments')] },
    });
    const proctor = await tool.staff('pat', ['proctor', 'reviewer']);
    for (const [method, at] of [
      ['GET', ltiRoutes.page.path],
      ['POST', ltiRoutes.addPlatform.path],
      ['POST', ltiRoutes.rotateKey.path],
    ] as const)
      expect(await tool.call(method, at, method === 'POST' ? {} : undefined, proctor)).toMatchObject({ status: 403 });
  });

  const arrived = async () => {
    await launch(mock.grades());
    await link();
  };
  const messages = async (): Promise<LtiMessage[]> => (await tool.page()).messages;

  test('a final result reaches the gradebook once; a provisional one does not; one taken back is taken back', async () => {
    await arrived();
    tool.standings.set('ada', { state: 'provisional', score: 41, max: 50 });
    await tool.lti.work();
    expect(mock.scores).toEqual([]);
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    await tool.lti.work();
    await tool.lti.work();
    expect(mock.scores).toMatchObject([
      {
        item: '/lineitems/7/scores',
        score: {
          userId: 'user-1',
          scoreGiven: 41,
          scoreMaximum: 50,
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
        },
      },
    ]);
    expect(mock.granted).toMatchObject([{ scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score' }]);
    tool.standings.set('ada', { state: 'final', score: 43, max: 50 });
    await tool.lti.work();
    tool.standings.set('ada', { state: 'invalidated', score: 43, max: 50 });
    await tool.lti.work();
    expect(mock.scores.map(({ score }) => [score.scoreGiven, score.gradingProgress])).toEqual([
      [41, 'FullyGraded'],
      [43, 'FullyGraded'],
      [undefined, 'Failed'],
    ]);
  });

  test('nothing is sent for somebody who is not linked, or where the platform did not ask', async () => {
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    await launch(mock.grades());
    await tool.lti.work();
    expect(await messages()).toEqual([]);
    await launch({ ...mock.grades({ scope: [] }), [`${LTI}/resource_link`]: { id: 'link-2' } });
    await link();
    await tool.lti.work();
    expect(mock.scores).toHaveLength(1);
  });

  test('without a line item one is made, and only one', async () => {
    await launch(mock.grades({ lineitem: undefined }));
    await link();
    tool.standings.set('ada', { state: 'final', score: 1, max: 2 });
    await tool.lti.work();
    expect(mock.items).toMatchObject([
      { label: 'November window', scoreMaximum: 2, resourceLinkId: 'link-1', tag: 'invigil-exam' },
    ]);
    expect(mock.scores).toMatchObject([{ item: '/lineitems/made/scores' }]);
    tool.standings.set('ada', { state: 'final', score: 2, max: 2 });
    await tool.lti.work();
    expect(mock.items).toHaveLength(1);
    expect(mock.scores).toHaveLength(2);
  });

  test('a platform that fails is tried again later and later, and gets the score once', async () => {
    await arrived();
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    mock.failures.push(503);
    await tool.lti.work();
    expect(await messages()).toMatchObject([{ state: 'waiting', attempts: 1, lastError: expect.stringContaining('503') }]);
    await tool.lti.work();
    expect((await messages())[0]?.attempts).toBe(1);
    mock.failures.push(0, 429);
    tool.setSkew(31_000);
    await tool.lti.work();
    expect(await messages()).toMatchObject([{ state: 'waiting', attempts: 2 }]);
    tool.setSkew(31_000 + 119_000);
    await tool.lti.work();
    expect((await messages())[0]?.attempts).toBe(2);
    tool.setSkew(31_000 + 121_000);
    await tool.lti.work();
    expect(await messages()).toMatchObject([{ state: 'sent', attempts: 3 }]);
    expect(mock.scores).toHaveLength(1);
  });

  test('a score that was taken although the answer got lost is not counted twice; a forgotten token is asked for anew', async () => {
    await arrived();
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    await tool.lti.work();
    await tool.db.updateTable('lti_message').set({ state: 'waiting' }).execute();
    mock.forgetTokens();
    await tool.lti.work();
    expect(await messages()).toMatchObject([{ state: 'sent' }]);
    expect(mock.scores).toHaveLength(1);
    expect(mock.granted).toHaveLength(2);
  });

  test('what a platform refuses is not repeated until somebody asks for it', async () => {
    await arrived();
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    mock.failures.push(0, 422);
    await tool.lti.work();
    const [message] = await messages();
    expect(message).toMatchObject({ state: 'refused', attempts: 1 });
    tool.setSkew(24 * 3600_000);
    await tool.lti.work();
    expect(mock.scores).toEqual([]);
    // The administrator's session would be over by then.
    tool.setSkew(0);
    expect(await tool.call('POST', `/api/console/lti/messages/${message?.id}/retry`)).toMatchObject({ status: 200 });
    await tool.lti.work();
    expect(mock.scores).toHaveLength(1);
    expect(await tool.call('POST', `/api/console/lti/messages/${message?.id}/retry`)).toMatchObject({ status: 409 });
  });

  test('our keys turn over: the next one is known before it signs, and the platform takes its assertions', async () => {
    await arrived();
    const { keys } = (await tool.page()).tool;
    expect(keys).toHaveLength(2);
    expect((await tool.call('POST', ltiRoutes.rotateKey.path)).body.keys).toEqual([...keys, expect.any(String)]);
    tool.standings.set('ada', { state: 'final', score: 41, max: 50 });
    await tool.lti.work();
    expect(mock.granted).toMatchObject([{ kid: keys[1] }]);
    tool.setSkew(25 * 3600_000);
    const published = (await (await fetch(`${tool.url}/lti/jwks`)).json()) as { keys: { kid: string; d?: string }[] };
    expect(published.keys.map(({ kid }) => kid)).toEqual([keys[1], expect.any(String)]);
    expect(published.keys.every(({ d }) => d === undefined)).toBe(true);
  });

  test('results of a line item are read over all pages', async () => {
    await arrived();
    mock.setResults([1, 2, 3, 4, 5].map((n) => ({ id: `r${n}`, userId: `u${n}`, resultScore: n, resultMaximum: 5 })));
    const results = await tool.lti.gradebook(await platformId(), `${mock.url}/lineitems/7?course=1`);
    expect(results.map(({ userId }) => userId)).toEqual(['u1', 'u2', 'u3', 'u4', 'u5']);
    await expect(tool.lti.gradebook(await platformId(), 'https://evil.example/lineitems/7')).rejects.toThrow('no address of');
  });

  test('proctoring: the assessment starts once check-in is done, signed for the platform, and ends with its message', async () => {
    const { token } = await launch(mock.startProctoring());
    await link();
    expect(await arrival(token)).toMatchObject({ kind: 'proctoring', start: null, stage: null, entry: expect.any(String) });
    tool.sittings.set('ada', { id: 's1', stage: 'waiting', letInBy: null, name: 'Ada Lovelace' });
    expect((await arrival(token)).start).toBeNull();
    tool.sittings.set('ada', { id: 's1', stage: 'released', letInBy: 'pat', name: 'Ada Lovelace' });
    const { start } = await arrival(token);
    expect(start?.url).toBe(`${mock.url}/start`);
    expect(await mock.verifyStart(start?.jwt ?? '')).toMatchObject({
      [`${LTI}/message_type`]: 'LtiStartAssessment',
      [`${LTI}/deployment_id`]: 'd1',
      [`${LTI}/resource_link`]: { id: 'link-1' },
      [`${AP}/session_data`]: 'session-of-attempt-1',
      [`${AP}/attempt_number`]: 1,
      [`${AP}/end_assessment_return`]: true,
      [`${AP}/verified_user`]: { name: 'Ada Lovelace' },
    });
    const end = await launch(mock.endAssessment({ [`${LTI}/errormsg`]: 'The connection was lost.' }));
    expect(await arrival(end.token)).toMatchObject({ kind: 'ended', errorMessage: 'The connection was lost.', start: null });
  });

  test('proctoring: an assessment that would start elsewhere is refused', async () => {
    expect(await launch(mock.startProctoring({ [`${AP}/start_assessment_url`]: 'https://evil.example/start' }))).toMatchObject({
      why: 'foreign-address',
    });
    expect(await launch(mock.startProctoring({ [`${AP}/session_data`]: undefined }))).toMatchObject({ why: 'bad-token' });
  });

  test("proctoring: a proctor's acts reach the platform in their order, each once, and its words for staff do not", async () => {
    await launch(mock.startProctoring());
    await link();
    tool.sittings.set('ada', { id: 's1', stage: 'running', letInBy: 'pat', name: 'Ada' });
    const act = (seq: number, kind: string, body: object) =>
      tool.entries.push({
        lane: 'server',
        seq,
        at: { wall: Date.now() + seq, mono: seq, boot: 'b' },
        kind,
        body,
        prev: '',
        hash: '',
      } as unknown as Entry);
    act(1, 'released', { by: 'pat' });
    act(2, 'paused', { by: 'pat', category: 'technical', reason: 'Fire alarm' });
    act(3, 'extended', { by: 'pat', ms: 90_000, category: 'technical', reason: 'Fire alarm' });
    mock.failures.push(503);
    await tool.lti.work();
    // Nothing overtakes the pause that waits.
    expect(mock.controls).toEqual([]);
    act(4, 'resumed', { by: 'pat' });
    act(5, 'noted', { by: 'pat', text: 'Whispers to somebody.' });
    tool.setSkew(60_000);
    await tool.lti.work();
    act(6, 'terminated', { by: 'pat', category: 'candidate', reason: 'Asked to stop' });
    await tool.lti.work();
    await tool.lti.work();
    expect(mock.controls.map(({ action }) => action)).toEqual(['pause', 'update', 'resume', 'flag', 'terminate']);
    expect(mock.controls[0]).toMatchObject({
      user: { iss: mock.url, sub: 'user-1' },
      resource_link: { id: 'link-1' },
      attempt_number: 1,
      incident_severity: '0.0',
      reason_code: 'technical',
      reason_msg: 'Fire alarm',
    });
    expect(mock.controls[1]).toMatchObject({ extra_time: 2 });
    expect(JSON.stringify(mock.controls)).not.toContain('Whispers');
  });
});
