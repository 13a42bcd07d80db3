/// <reference types="node" />
/** A server with invented data for looking at the console and testing it: the contract's answers, and a wall that lives. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { Server } from 'socket.io';
import {
  type Account,
  type Act,
  consoleCalls,
  consoleRoutes,
  type StaffRole,
  type WallTile,
  type WallUpdate,
} from '../../../shared/contract/console.ts';
import { type CredentialSummary, credentialRoutes } from '../../../shared/contract/credentials.ts';
import { lockdownRoutes } from '../../../shared/contract/lockdown.ts';
import type { Problem } from '../../../shared/contract/problem.ts';
import { regradeRoutes } from '../../../shared/contract/regrade.ts';
import { analyses, analysisOf, equatingOf } from './analysis.ts';
import { credentialChangesPreview } from './credential-changes.ts';
import { lockdownPreview } from './lockdown.ts';
import { markingPreview } from './marking.ts';
import { people, pictures } from './people.ts';
import { programmesPreview } from './programmes.ts';
import * as records from './records.ts';
import { missing, Refusal } from './refusal.ts';
import { keys, proposalsOf } from './regrades.ts';
import { releasePreview } from './release.ts';

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'";
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
/** Every sign-in code that is known, and what it opens. */
const roles: Record<string, StaffRole[]> = {
  proctor: ['proctor'],
  reviewer: ['reviewer'],
  marker: ['marker'],
  senior: ['senior-marker'],
  administrator: ['administrator', 'marker'],
};

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString('utf8');
}

export type Preview = Awaited<ReturnType<typeof preview>>;

/** Serves the console built into `folder` on a free port. */
export async function preview(folder: string) {
  const now = Date.now();
  let tiles = people(now);
  let incidents = records.incidentsOf(tiles, now);
  let credentials: CredentialSummary[] = records.credentialsOf(tiles, now);
  let batches = records.batchesOf(tiles, now);
  let version = 1;
  const posted: { path: string; body: unknown }[] = [];
  const acts: { sitting: string; act: Act }[] = [];
  const empty = new Set<string>();
  const lockdown = lockdownPreview(now);
  const marking = markingPreview(now);
  const programmes = programmesPreview(now);
  const release = releasePreview(now);
  const credentialChanges = credentialChangesPreview(now, (id) => found(credentials.find((each) => each.id === id)));
  let reachable = true;

  const accountOf = (cookie: string | undefined): Account | null => {
    const role = /staff=(\w+)/.exec(cookie ?? '')?.[1] ?? '';
    return roles[role] ? { id: `acc_${role}`, name: 'A. Mensah', roles: roles[role] } : null;
  };
  const lists: Record<string, () => unknown[]> = {
    '/api/console/learners': () => records.learnersOf(tiles),
    '/api/console/incidents': () => incidents,
    '/api/console/results': () => records.resultsOf(tiles, now).map((page) => page.result),
    '/api/console/decisions': () => records.decisionsOf(tiles, now),
    '/api/console/credentials': () => credentials,
    '/api/console/credential-changes': () => credentialChanges.open(),
    '/api/console/batches': () => batches.map(({ batch }) => batch),
    '/api/console/regrades': () => proposalsOf(tiles, now).map((page) => page.proposal),
    '/api/console/regrades/keys': () => keys,
    '/api/console/audit': () => records.auditOf(now),
    '/api/console/analysis': () => analyses,
    '/api/console/exams': () => records.examsOf(now),
  };
  const found = <T>(value: T | undefined): T => {
    if (value === undefined) throw missing();
    return value;
  };

  function read(path: string, query: URLSearchParams): unknown {
    const ofProgrammes = programmes.read(path);
    if (ofProgrammes !== undefined) return ofProgrammes;
    const list = lists[path];
    if (list) return empty.has(path) ? [] : list();
    const [, regrade] = /^\/api\/console\/regrades\/proposals\/([\w-]+)$/.exec(path) ?? [];
    if (regrade) return found(proposalsOf(tiles, now).find(({ proposal }) => proposal.id === regrade));
    const [, form = '', to] = /^\/api\/console\/analysis\/([\w-]+)(?:\/equated\/([\w-]+))?$/.exec(path) ?? [];
    if (form) return found(to === undefined ? analysisOf(form, query.get('focal')) : equatingOf(form, to));
    if (path === lockdownRoutes.history.path) return lockdown.history();
    if (/^\/api\/console\/sittings\/[\w-]+\/preflight$/.test(path)) return lockdown.checkOf();
    if (path === credentialRoutes.issuer.path) return records.issuerOf(now);
    if (path === '/api/public/cohort') return records.cohort;
    if (/^\/api\/console\/exams\/[\w-]+\/package-notes$/.test(path)) return records.exportNotes;
    if (/^\/api\/console\/results\/[\w-]+\/versions$/.test(path)) return records.versionsOf(now);
    const [, side, kind, id] = /^\/api\/(console|public)\/(\w+)\/([\w-]+)$/.exec(path) ?? [];
    if (kind === 'sittings') return records.sittingOf(found(tiles.find((tile) => tile.sitting === id)), incidents, now);
    if (kind === 'incidents') return records.incidentPageOf(found(incidents.find((each) => each.id === id)), now);
    if (kind === 'results') return found(records.resultsOf(tiles, now).find((page) => page.result.id === id));
    if (kind === 'batches') return found(batches.find(({ batch }) => batch.id === id));
    if (kind === 'credentials') {
      const credential = found(credentials.find((each) => each.id === id));
      return side === 'public' ? records.publicOf(credential) : records.credentialPageOf(credential, now);
    }
    throw missing();
  }

  function write(path: string, body: unknown): unknown {
    posted.push({ path, body });
    const ofRelease = release.write(path, body);
    if (ofRelease !== undefined) return ofRelease;
    const ofProgrammes = programmes.write(path, body);
    if (ofProgrammes !== undefined) return ofProgrammes;
    const [, kind, id, act = ''] = /^\/api\/console\/(\w+)\/([\w-]+)\/(\w+)$/.exec(path) ?? [];
    if (kind === 'incidents') {
      consoleRoutes.find.body.parse(body);
      incidents = incidents.map((each) => (each.id === id ? { ...each, state: 'second-review', mine: false } : each));
      return found(incidents.find((each) => each.id === id));
    }
    if (path === lockdownRoutes.publish.path) return lockdown.publish(body);
    if (kind === 'results') return records.recomputed;
    if (path === credentialRoutes.propose.path) return found(batches[1]);
    if (kind === 'batches') {
      batches = batches.map((page) =>
        page.batch.id === id ? { ...page, batch: { ...page.batch, state: act === 'approve' ? 'approved' : 'declined' } } : page,
      );
      return found(batches.find(({ batch }) => batch.id === id));
    }
    if (path.startsWith(credentialRoutes.rotateKey.path)) return records.issuerOf(now);
    if (kind === 'credentials' && act === 'roll') return records.credentialPageOf(found(credentials[0]), now);
    if (kind === 'credentials') {
      const { reason } = credentialRoutes.suspend.body.parse(body);
      credentials = credentials.map((each) => (each.id === id ? { ...each, state: 'suspended', changedAt: now, reason } : each));
      return found(credentials.find((each) => each.id === id));
    }
    const changed = credentialChanges.write(path, body);
    if (changed !== undefined) return changed;
    if (path === regradeRoutes.propose.path) {
      regradeRoutes.propose.body.parse(body);
      return found(proposalsOf(tiles, now)[1]);
    }
    const [, proposal, step] = /^\/api\/console\/regrades\/proposals\/([\w-]+)\/(\w+)$/.exec(path) ?? [];
    if (proposal && step) {
      const { reason } = regradeRoutes.approve.body.parse(body);
      const reasons = ['The result of Lucía Mendoza has changed since.'];
      if (reason === 'refuse') throw new Refusal(409, { code: 'conflict', message: 'Nothing was changed.', reasons });
      return found(proposalsOf(tiles, now).find((page) => page.proposal.id === proposal));
    }
    if (path === consoleRoutes.importResults.path)
      return {
        taken: 2,
        unchanged: 1,
        problems: [{ row: 4, column: 'grade', message: '"eighty" is not a number between 0 and 1.' }],
      };
    throw missing();
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://preview');
    const send = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const account = accountOf(request.headers.cookie);
    if (path === consoleRoutes.signIn.path) {
      const { code } = consoleRoutes.signIn.body.parse(JSON.parse(await textOf(request)));
      if (!roles[code]) throw new Refusal(401, { code: 'bad-code', message: 'Unknown e-mail or code.' });
      response.setHeader('set-cookie', `staff=${code}; Path=/; HttpOnly; SameSite=Strict`);
      return send(200, accountOf(`staff=${code}`));
    }
    if (path === consoleRoutes.signOut.path) {
      response.setHeader('set-cookie', 'staff=; Path=/; Max-Age=0');
      return send(200, {});
    }
    if (path.startsWith('/api/console/pictures/')) {
      const svg = pictures.get(path.slice(path.lastIndexOf('/') + 1));
      return svg ? response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(svg) : response.writeHead(404).end();
    }
    if (/\/files\/(?:[\w-]+\/)?\d+$/.test(path))
      return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(records.drawnAnswer);
    if (path.startsWith('/api/')) {
      if (!account && !path.startsWith('/api/public/'))
        throw new Refusal(401, { code: 'not-signed-in', message: 'Sign in first.' });
      if (path === consoleRoutes.me.path) return send(200, account);
      if (path.startsWith('/api/console/marking/')) {
        if (empty.has(path)) return send(200, []);
        const body = request.method === 'GET' ? null : JSON.parse((await textOf(request)) || 'null');
        if (request.method !== 'GET') posted.push({ path, body });
        return send(200, found(marking.answer(path, body)));
      }
      return send(
        200,
        request.method === 'GET' ? read(path, searchParams) : write(path, JSON.parse((await textOf(request)) || 'null')),
      );
    }
    const file = extname(path) ? path : '/index.html';
    const bytes = await readFile(join(folder, file)).catch(() => null);
    if (!bytes) return response.writeHead(404).end();
    const type = types[extname(file)] ?? 'application/octet-stream';
    return response.writeHead(200, { 'content-type': type, 'content-security-policy': csp }).end(bytes);
  }

  const http = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      const refusal = thrown instanceof Refusal ? thrown : new Refusal(400, { code: 'bad-input', message: String(thrown) });
      response.writeHead(refusal.status, { 'content-type': 'application/json' }).end(JSON.stringify(refusal.problem));
    });
  });
  const io = new Server(http, { transports: ['websocket'], allowRequest: (_request, allow) => allow(null, reachable) });
  const connections = new Set<{ close: () => void }>();
  const wall = io.of('/console');
  wall.use((socket, next) => next(accountOf(socket.handshake.headers.cookie) ? undefined : new Error('not-signed-in')));
  wall.on('connection', (socket) => {
    connections.add(socket.conn);
    socket.conn.once('close', () => connections.delete(socket.conn));
    socket.on('watch', (_body: unknown, reply: (outcome: unknown) => void) => {
      reply({ ok: true, value: {} });
      socket.emit('wall', { version, full: true, tiles } satisfies WallUpdate);
    });
    socket.on('act', (body: unknown, reply: (outcome: unknown) => void) => {
      const call = consoleCalls.act.body.parse(body);
      acts.push(call);
      if (call.act.act === 'message' && call.act.text === 'refuse')
        return reply({ ok: false, problem: { code: 'already-over', message: 'The sitting ended at 15:02.' } satisfies Problem });
      if (call.act.act === 'open-gate') lockdown.open(call.act.gate);
      if (call.act.act === 'pause') change(call.sitting, { stage: 'paused' });
      return reply({ ok: true, value: { seq: 13 + acts.length } });
    });
  });

  /** Changes one tile and pushes the delta. */
  function change(sitting: string, changes: Partial<WallTile>) {
    tiles = tiles.map((tile) => (tile.sitting === sitting ? { ...tile, ...changes } : tile));
    version += 1;
    wall.emit('wall', { version, full: false, tiles: tiles.filter((tile) => tile.sitting === sitting) } satisfies WallUpdate);
  }

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    posted,
    marking,
    acts,
    change,
    /** Pushes what a late or repeated update would be. */
    pushOld: (tile: WallTile) => wall.emit('wall', { version: version - 1, full: false, tiles: [tile] } satisfies WallUpdate),
    tile: (sitting: string) => found(tiles.find((each) => each.sitting === sitting)),
    /** From now on this list answers with nothing. */
    clear: (path: string) => empty.add(path),
    /** Drops every socket as a failing network would, and takes no new one until `mend`. */
    cut: () => {
      reachable = false;
      for (const connection of connections) connection.close();
    },
    mend: () => {
      reachable = true;
    },
    close: () => io.close(),
  };
}
