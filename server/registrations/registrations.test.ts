import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RuleReport } from '../../shared/contract/console.ts';
import {
  authorisationStates,
  type LearnerPage,
  registrationRoutes,
  type WindowInput,
} from '../../shared/contract/registration.ts';
import ar from '../console/messages/ar.json' with { type: 'json' };
import en from '../console/messages/en.json' with { type: 'json' };
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { createHttp, SESSION_COOKIE } from '../platform/http/server.ts';
import { createIdentity } from '../platform/identity/identity.ts';
import { serveIdentity, staffCaller } from '../platform/identity/routes.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { holdReason } from '../programmes/index.ts';
import { type AuthorisationEventKind, advance, due, type Held } from './authorisation.ts';
import { type GateFacts, gate } from './gate.ts';
import {
  createAuthorisations,
  createLearnerLinks,
  createRegistrations,
  LINK_MS,
  registrationMigrations,
  serveRegistrations,
} from './index.ts';

const met: RuleReport = { rule: 'Programme', status: 'met', reason: 'All courses are passed.', children: [] };
const HOUR = 3600_000;
const T0 = 1_800_000_000_000;

onBothEngines('registering', (open) => {
  let database: Database;
  let at: number;
  let tool: Awaited<ReturnType<typeof start>>;

  async function start() {
    at = T0;
    const now = () => at;
    database = await open([...identityMigrations, ...registrationMigrations]);
    const { db } = database;
    const log = createLog('silent');
    const identity = createIdentity(db, Date.now);
    const registrations = createRegistrations(db, new Uint8Array(32), now);
    const links = createLearnerLinks(db, now);
    const sittings = new Map<string, string>();
    const outcomes: unknown[] = [];
    const again: string[] = [];
    const read: [string, string | undefined][] = [];
    const programme = new Map<string, RuleReport>();
    const verified = new Map<string, string>();
    const authorisations = createAuthorisations({
      db,
      registrations,
      now,
      ports: {
        async learner(id) {
          if (!id.startsWith('l')) throw new ProblemError('not-found', `There is no learner ${id}.`);
          return { name: `Learner ${id}` };
        },
        mayTake: async (learner) => programme.get(learner) ?? met,
        examTitle: async () => 'Final',
        assessment: async () => 'final',
        idVerifiedOn: async (learner) => verified.get(learner) ?? null,
        holds: async () => [],
        sitting: async (registration) => sittings.get(registration) ?? null,
        outcome: async (_trx, { by: _by, ...of }) => void outcomes.push(of),
        decideAgain: async (learner) => void again.push(learner),
      },
    });
    const http = await createHttp({ log, metrics: createMetrics(), authenticate: ({ cookie }) => staffCaller(identity, cookie) });
    serveIdentity(http, identity, db, { secure: false });
    serveRegistrations(http, authorisations, {
      db,
      links,
      learner: async () => ({}),
      reads: async (learner, languages) => void read.push([learner, languages]),
      publicUrl: 'http://x',
      launchLink: (code) => `invigil:${code}`,
      now,
    });
    const url = await http.app.listen({ host: '127.0.0.1', port: 0 });
    const staff = async (name: string, roles: Parameters<typeof identity.putStaff>[0]['roles']) => {
      await identity.putStaff({ email: `${name}@example.org`, name, roles, code: `code-${name}` });
      return `${SESSION_COOKIE}=${(await identity.signIn(`${name}@example.org`, `code-${name}`)).token}`;
    };
    const admin = await staff('adam', ['administrator']);
    const call = async (method: string, path: string, body?: unknown, cookie = admin) => {
      const response = await fetch(url + path, {
        method,
        headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    return {
      registrations,
      authorisations,
      links,
      sittings,
      outcomes,
      again,
      programme,
      verified,
      call,
      staff,
      close: () => http.app.close(),
    };
  }
  beforeEach(async () => {
    tool = await start();
  });
  afterEach(async () => {
    await tool.close();
    await database.close();
  });

  const window = (id: string, over: Partial<WindowInput['rule']> = {}, day = 1): WindowInput => ({
    id,
    title: `Window ${id}`,
    exam: 'e1',
    programme: 'p1',
    opensAt: T0 + day * 24 * HOUR,
    closesAt: T0 + (day * 24 + 12) * HOUR,
    rule: {
      registersFrom: T0,
      registersUntil: T0 + day * 24 * HOUR,
      changeUntil: T0 + (day - 1) * 24 * HOUR + 12 * HOUR,
      seats: null,
      identity: false,
      ...over,
    },
  });
  const opened = (...windows: WindowInput[]) =>
    Promise.all(windows.map((one) => tool.call('POST', registrationRoutes.openWindow.path, one)));
  const tokenOf = (learner: string) => tool.links.make(database.db, { learner, window: 'w1' }, LINK_MS.sent);
  const as = async (learner: string) => {
    const token = await tokenOf(learner);
    const post = (path: string, body: object = {}) => tool.call('POST', path, { token, ...body }, '');
    return {
      page: async () => (await post(registrationRoutes.learnerPage.path)).body as unknown as LearnerPage,
      register: (id = 'w1') => post(registrationRoutes.register.path, { window: id }),
      cancel: (id = 'w1') => post(registrationRoutes.cancel.path, { window: id }),
      go: (from: string, to: string) => post(registrationRoutes.reschedule.path, { from, to }),
      code: (id = 'w1') => post(registrationRoutes.code.path, { window: id }),
    };
  };
  const states = async () =>
    Object.fromEntries((await tool.authorisations.window('w1')).authorisations.map(({ learner, state }) => [learner, state]));

  test('a learner sees why, registers, gets a code that works, and a new one in its place', async () => {
    await opened(window('w1'), window('w2', {}, 2));
    const ada = await as('l1');
    const before = await ada.page();
    expect(before).toMatchObject({
      name: 'Learner l1',
      windows: [
        { id: 'w1', chosen: true, may: true, state: null },
        { id: 'w2', may: true },
      ],
    });
    expect(before.windows[0]?.report.children.map(({ rule }) => rule)).toContain('Time of registration');
    expect(await ada.register()).toMatchObject({
      status: 200,
      body: { windows: [{ state: 'granted', registered: true, may: false, mayChange: true }, { may: false }] },
    });
    const first = String((await ada.code()).body.code);
    expect((await tool.registrations.byCode(first))?.learner).toBe('l1');
    const second = String((await ada.code()).body.code);
    expect(await tool.registrations.byCode(first)).toBeNull();
    expect((await tool.registrations.byCode(second))?.learner).toBe('l1');
    expect(await ada.register()).toMatchObject({ status: 403, body: { code: 'not-eligible' } });
  });

  test('every reason is told at once, and staff can let somebody in all the same', async () => {
    await opened(window('w1', { identity: true }));
    tool.programme.set('l1', { rule: 'SC1x', status: 'unmet', reason: 'At 48 %, 60 % is needed.', children: [] });
    const ada = await as('l1');
    expect(await ada.register()).toMatchObject({
      status: 403,
      body: { reasons: [expect.stringContaining('identity document'), 'SC1x: At 48 %, 60 % is needed.'] },
    });
    tool.verified.set('l1', '2026-01-01');
    const path = registrationRoutes.authorise.path.replace(':id', 'w1');
    expect(await tool.call('POST', path, { learner: 'l1', reason: 'The transcript was seen.' })).toMatchObject({
      status: 200,
      body: { state: 'granted', registration: null },
    });
    expect(await tool.call('POST', path, { learner: 'l1', reason: 'again' })).toMatchObject({ status: 409 });
    expect(await tool.call('POST', path, { learner: 'x', reason: 'unknown' })).toMatchObject({ status: 404 });
    expect(await ada.register()).toMatchObject({ status: 200 });
    expect(await tool.authorisations.invitedTo('l1', 'p1')).toBe(true);
    expect(await tool.authorisations.invitedTo('l2', 'p1')).toBe(false);
    const [authorisation] = (await tool.authorisations.window('w1')).authorisations;
    expect(authorisation?.events.map(({ event, by }) => [event, by])).toEqual([
      ['authorise', 'adam'],
      ['register', 'learner l1'],
    ]);
  });

  test('the last seat goes to one of two', async () => {
    await opened(window('w1', { seats: 1 }));
    const [one, two] = [await as('l1'), await as('l2')];
    const both = await Promise.all([one.register(), two.register()]);
    expect(both.map(({ status }) => status).toSorted()[0]).toBe(200);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(Object.values(await states())).toEqual(['granted']);
  });

  test('until the deadline one may cancel or go to another window; both or neither', async () => {
    await opened(window('w1'), window('w2', { seats: 1 }, 2), window('w3', {}, 3));
    const [ada, bob] = [await as('l1'), await as('l2')];
    await ada.register();
    await bob.register('w2');
    const { body } = await ada.code();
    expect(await ada.go('w1', 'w2')).toMatchObject({
      status: 403,
      body: { reasons: [expect.stringContaining('seats are taken')] },
    });
    expect(await states()).toEqual({ l1: 'granted' });
    expect(await ada.go('w1', 'w3')).toMatchObject({ status: 200 });
    expect(await states()).toEqual({ l1: 'cancelled' });
    expect(await tool.registrations.byCode(String(body.code))).toBeNull();
    expect(await bob.cancel('w2')).toMatchObject({ status: 200 });
    await ada.cancel('w3');
    expect((await ada.page()).windows.find(({ id }) => id === 'w3')).toMatchObject({ state: 'cancelled', may: false });

    const eve = await as('l3');
    await eve.register();
    at = T0 + 13 * HOUR;
    expect(await eve.cancel()).toMatchObject({ status: 409 });
    expect(await eve.go('w1', 'w3')).toMatchObject({ status: 409 });
    const [authorisation] = (await tool.authorisations.of('l3')) ?? [];
    expect(
      await tool.call('POST', `/api/console/authorisations/${authorisation?.id}/cancel`, { reason: 'Ill, with a note.' }),
    ).toMatchObject({ status: 200, body: { state: 'cancelled' } });
  });

  test('whoever does not come is a no-show, whoever begins has used it, and an invitation runs out', async () => {
    await opened(window('w1'));
    await (await as('l1')).register();
    await (await as('l2')).register();
    await tool.authorisations.authorise('w1', 'l3', 'invited', 'adam');
    const { authorisations } = await tool.authorisations.window('w1');
    tool.sittings.set(authorisations.find(({ learner }) => learner === 'l2')?.registration ?? '', 's2');
    at = T0 + 24 * HOUR;
    expect(await tool.authorisations.sweep()).toBe(2);
    expect(await states()).toEqual({ l1: 'granted', l2: 'used', l3: 'expired' });
    at = T0 + 36 * HOUR;
    expect(await tool.authorisations.sweep()).toBe(1);
    expect(await tool.authorisations.sweep()).toBe(0);
    expect(await states()).toEqual({ l1: 'no-show', l2: 'used', l3: 'expired' });
    expect(tool.outcomes).toMatchObject([{ learner: 'l1', assessment: 'final', is: 'no-show', at: T0 + 36 * HOUR }]);

    const of = async (learner: string) => (await tool.authorisations.of(learner))[0]?.id;
    const restore = async (learner: string, cookie?: string) =>
      tool.call('POST', `/api/console/authorisations/${await of(learner)}/restore`, { reason: 'The power failed.' }, cookie);
    expect(await restore('l1', await tool.staff('pat', ['proctor']))).toMatchObject({ status: 403 });
    expect(await restore('l1')).toMatchObject({ status: 200, body: { state: 'restored' } });
    expect(await restore('l2')).toMatchObject({ status: 200 });
    expect(await restore('l2')).toMatchObject({ status: 409 });
    expect(await restore('l3')).toMatchObject({ status: 409 });
    // Given back under the very name under which it was counted.
    const [missed, first, second] = tool.outcomes as { sitting: string; is: string }[];
    expect(first).toMatchObject({ is: 'restored', sitting: missed?.sitting });
    expect(second).toMatchObject({ is: 'restored', sitting: 's2' });
    expect(tool.again).toEqual(['l1', 'l1', 'l2']);
  });

  test('once the exam has begun nothing is cancelled, and no new code is given', async () => {
    await opened(window('w1'));
    const ada = await as('l1');
    await ada.register();
    tool.sittings.set((await tool.authorisations.of('l1'))[0]?.registration ?? '', 's1');
    expect(await ada.cancel()).toMatchObject({ status: 409 });
    expect(await ada.code()).toMatchObject({ status: 409 });
  });

  test('links end, unknown ones open nothing, and a page never shows another learner', async () => {
    await opened(window('w1'));
    const token = await tokenOf('l1');
    expect(await tool.call('POST', registrationRoutes.learnerPage.path, { token: `${token}x` }, '')).toMatchObject({
      status: 404,
    });
    expect(await tool.call('POST', registrationRoutes.learnerPage.path, { token: 'short' }, '')).toMatchObject({ status: 400 });
    await (await as('l2')).register();
    expect(JSON.stringify(await tool.call('POST', registrationRoutes.learnerPage.path, { token }, ''))).not.toContain('l2');
    expect(await (await as('l1')).cancel()).toMatchObject({ status: 404 });
    at = T0 + LINK_MS.sent;
    expect(await tool.call('POST', registrationRoutes.learnerPage.path, { token }, '')).toMatchObject({ status: 404 });
  });

  test('windows whose times cannot be are refused with every reason; staff alone see them', async () => {
    const wrong = { ...window('w1'), closesAt: T0 };
    expect(await tool.call('POST', registrationRoutes.openWindow.path, wrong)).toMatchObject({
      status: 400,
      body: {
        reasons: [
          expect.stringContaining('closesAt'),
          expect.stringContaining('registersUntil'),
          expect.stringContaining('changeUntil'),
        ],
      },
    });
    await opened(window('w1'));
    expect(await tool.call('POST', registrationRoutes.openWindow.path, window('w1'))).toMatchObject({ status: 409 });
    expect(await tool.call('GET', registrationRoutes.windows.path, undefined, '')).toMatchObject({ status: 401 });
    expect(
      await tool.call('POST', registrationRoutes.openWindow.path, window('w2'), await tool.staff('pat', ['proctor'])),
    ).toMatchObject({ status: 403 });
    expect(await tool.call('PUT', '/api/console/windows/w1/rule', { ...window('w1').rule, seats: 0 })).toMatchObject({
      status: 400,
    });
    expect(await tool.call('PUT', '/api/console/windows/w1/rule', { ...window('w1').rule, seats: 7 })).toMatchObject({
      status: 200,
      body: { rule: { seats: 7 } },
    });
  });
});

const events: AuthorisationEventKind[] = ['register', 'begin', 'cancel', 'expire', 'miss', 'restore'];
const held = fc.record({ state: fc.constantFrom(...authorisationStates), registered: fc.boolean() });

describe('authorisations', () => {
  test('from every state at most one way leads on, and only an attempt can be given back', () => {
    fc.assert(
      fc.property(held, fc.array(fc.constantFrom(...events), { maxLength: 8 }), (first, happenings) => {
        let now: Held = first;
        for (const event of happenings) {
          const next = advance(now, event);
          if ('fault' in next) {
            expect(next.fault).not.toBe('');
            continue;
          }
          // Nothing that ended begins again.
          expect(next.state === 'granted' ? now.state : 'granted').toBe('granted');
          if (next.state === 'restored') expect(['used', 'no-show']).toContain(now.state);
          if (['cancelled', 'expired', 'restored'].includes(now.state)) throw new Error(`${now.state} went on to ${next.state}`);
          now = next;
        }
      }),
    );
  });

  test('what time does is always possible, and is done once', () => {
    const times = fc.record({ opensAt: fc.nat(100), closesAt: fc.nat(100), registersUntil: fc.nat(100) });
    fc.assert(
      fc.property(held, fc.boolean(), times, fc.nat(100), (one, begun, { opensAt, closesAt, registersUntil }, now) => {
        const rule = { registersFrom: 0, registersUntil, changeUntil: 0, seats: null, identity: false };
        const event = due(one, begun, { opensAt, closesAt, rule }, now);
        if (!event) return;
        const next = advance(one, event);
        if ('fault' in next) throw new Error(next.fault);
        expect(due(next, begun, { opensAt, closesAt, rule }, now)).toBeNull();
      }),
    );
  });
});

describe('the gate', () => {
  const facts: GateFacts = {
    now: 50,
    window: {
      title: 'May',
      opensAt: 60,
      closesAt: 90,
      rule: { registersFrom: 10, registersUntil: 80, changeUntil: 55, seats: 3, identity: true },
    },
    programme: met,
    taken: 1,
    own: null,
    elsewhere: null,
    idVerifiedOn: '2026-01-01',
    holds: [],
  };
  const given = fc.record({
    now: fc.nat(100),
    taken: fc.nat(5),
    own: fc.option(held, { nil: null }),
    elsewhere: fc.option(fc.constant('June'), { nil: null }),
    idVerifiedOn: fc.option(fc.constant('2026-01-01'), { nil: null }),
    holds: fc.constantFrom<string[]>([], [holdReason('hold.because.doubt')]),
    programme: fc.constantFrom<RuleReport>(met, { ...met, status: 'unmet' }, { ...met, status: 'held' }),
  });

  test('is open exactly when every rule is met, and gives a reason for each', () => {
    expect(gate(facts).status).toBe('met');
    fc.assert(
      fc.property(given, (some) => {
        const report = gate({ ...facts, ...some });
        expect(report.status === 'met').toBe(report.children.every(({ status }) => status === 'met'));
        expect(report.children.every(({ rule, reason }) => rule !== '' && reason !== '')).toBe(true);
        for (const { title, said = [] } of report.children)
          for (const id of [...(title ? [title] : []), ...said.map((one) => one.id)])
            for (const catalogue of [en, ar]) expect(Object.keys(catalogue)).toContain(id);
        if (report.status === 'met') {
          expect(some.now >= 10 && some.now < 80).toBe(true);
          expect(some.idVerifiedOn).not.toBeNull();
          expect(some.holds).toEqual([]);
          if (!some.own) expect(some.taken).toBeLessThan(3);
        }
      }),
    );
  });
});
