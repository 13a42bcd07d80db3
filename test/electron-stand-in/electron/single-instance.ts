/** One running app per profile folder; a second one hands its command line to the first. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { makeCodec } from '../page/codec.ts';

const codec = makeCodec();
export type Handover = { argv: string[]; cwd: string; data: unknown };
export type Lock = { held: true; release: () => void } | { held: false; delivered: Promise<void> };

const socketOf = (profile: string): string =>
  path.join(os.tmpdir(), `stand-in-${createHash('sha256').update(profile).digest('hex').slice(0, 20)}.sock`);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** False while a living process holds the lock; a lock whose holder was killed is taken over. */
function takeFile(file: string): boolean {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    if (isAlive(Number(fs.readFileSync(file, 'utf8')))) return false;
    fs.writeFileSync(file, String(process.pid));
  }
  return true;
}

export function takeLock(profile: string, mine: Handover, onSecond: (other: Handover) => void): Lock {
  fs.mkdirSync(profile, { recursive: true });
  const file = path.join(profile, 'SingletonLock.stand-in');
  const socket = socketOf(profile);
  if (!takeFile(file)) {
    const client = net.connect(socket);
    const delivered = new Promise<void>((done) => client.on('close', () => done()).on('error', () => done()));
    client.end(codec.encode(mine));
    return { held: false, delivered };
  }
  fs.rmSync(socket, { force: true });
  const server = net.createServer((client) => {
    const parts: Buffer[] = [];
    client.on('data', (part) => parts.push(part));
    // Written by `takeLock` of another stand-in under the same user.
    client.on('end', () => onSecond(codec.decode(Buffer.concat(parts).toString()) as Handover));
  });
  server.listen(socket).unref();
  const release = () => {
    server.close();
    fs.rmSync(file, { force: true });
    fs.rmSync(socket, { force: true });
  };
  process.on('exit', release);
  return { held: true, release };
}
