/** The machine is as it was, wherever the client is killed: at every write of the undo journal and at every act. */
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { journalName } from '../../desktop/main/undo/changes.ts';
import { readJournal, spell } from '../../desktop/main/undo/journal.ts';
import { recover } from '../../desktop/main/undo/recover.ts';
import { bindings, clipboardOf, machineTools, testCrypt } from './undo-machine.ts';

const root = mkdtempSync(path.join(tmpdir(), 'invigil-undo-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
const hasGnomeSettings = (() => {
  try {
    return execFileSync('gsettings', ['list-schemas'], { encoding: 'utf8' }).includes('org.gnome.desktop.wm.keybindings');
  } catch {
    return false;
  }
})();
const at = 8;

type Place = { machine: string; folder: string };
async function newPlace(name: string): Promise<Place> {
  const machine = path.join(root, name, 'machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(clipboardOf(machine), 'shopping list, متجر');
  const { settings } = machineTools(machine);
  await settings?.set('org.gnome.desktop.wm.keybindings', 'minimize', "['<Super>m']");
  return { machine, folder: path.join(root, name, 'undo') };
}
/** Everything of the machine that the client changes, as its owner would find it. */
async function look({ machine }: Place): Promise<unknown> {
  const { settings } = machineTools(machine);
  const values = await Promise.all(bindings.map(({ schema, key }) => settings?.get(schema, key)));
  const own = readFileSync(path.join(machine, 'glib-2.0', 'settings', 'keyfile'), 'utf8');
  const chosen = own.split('\n').filter((line) => line.includes('='));
  return { clipboard: readFileSync(clipboardOf(machine), 'utf8'), values, chosen };
}
const run = (what: string, { machine, folder }: Place, step: number, guarded = 'alone') =>
  new Promise<{ killed: boolean; out: string }>((resolve, reject) => {
    const args = [path.join(import.meta.dirname, 'undo-killed.ts'), what, folder, machine, String(step), guarded];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text.toString();
    });
    child.once('error', reject);
    // Not at its exit: what it wrote last may still be on the way then.
    child.once('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(`ended with ${code ?? signal}`));
      else resolve({ killed: signal === 'SIGKILL', out });
    });
  });
const next = (place: Place) =>
  recover({ folder: place.folder, tools: machineTools(place.machine), boot: 'boot-1', keyOf: testCrypt.decrypt });
const journalsOf = ({ folder }: Place) => (existsSync(folder) ? readdirSync(folder) : []);

/** Runs `one` for 0, 1, 2 … until it says that there was no such step; a few at a time. Returns how many steps there were. */
async function everyStep(one: (step: number) => Promise<boolean>): Promise<number> {
  for (let from = 0; ; from += at) {
    const went = await Promise.all(Array.from({ length: at }, (_, i) => one(from + i)));
    const end = went.indexOf(false);
    if (end >= 0) return from + end;
  }
}

let before: unknown;
beforeAll(async () => {
  if (hasGnomeSettings) before = await look(await newPlace('before'));
});

test.skipIf(!hasGnomeSettings)('killed at any step of locking and unlocking, the next start puts the machine back', async () => {
  let locked = 0;
  const steps = await everyStep(async (step) => {
    const place = await newPlace(`alone-${step}`);
    const { killed, out } = await run('exam', place, step);
    const left = await look(place);
    if (JSON.stringify(left) !== JSON.stringify(before)) locked += 1;
    const results = await next(place);
    expect(await look(place), `killed at ${step}`).toEqual(before);
    expect(results.flatMap(({ failed }) => failed)).toEqual([]);
    expect(journalsOf(place).filter((name) => !name.startsWith('damaged'))).toEqual([]);
    if (!killed) expect(out).toBe('locked\ndone\n');
    return killed;
  });
  expect(steps).toBeGreaterThan(30);
  expect(locked, 'most kills left something to put back').toBeGreaterThan(12);
});

test.skipIf(!hasGnomeSettings)('killed at any step, the watchdog puts the machine back without a next start', async () => {
  const steps = await everyStep(async (step) => {
    const place = await newPlace(`watched-${step}`);
    const { killed } = await run('exam', place, step, 'watched');
    // Before the first line of the journal is whole, nothing was changed and nobody watches.
    const watched = step >= 3;
    if (watched) await vi.waitFor(() => expect(existsSync(path.join(place.machine, 'watchdog-ended'))).toBe(true), 30_000);
    expect(await look(place), `killed at ${step}`).toEqual(before);
    if (watched) expect(journalsOf(place).filter((name) => !name.startsWith('damaged'))).toEqual([]);
    return killed;
  });
  expect(steps).toBeGreaterThan(30);
});

test.skipIf(!hasGnomeSettings)('killed at any step of putting back, the start after that finishes it', async () => {
  const whole = await newPlace('locked');
  // The first kill falls right after the last change: everything is locked, nothing put back.
  const lockedAt = 3 + 5 * (1 + bindings.length);
  expect(await run('exam', whole, lockedAt)).toMatchObject({ killed: true, out: 'locked\n' });
  const steps = await everyStep(async (step) => {
    const place = await newPlace(`again-${step}`);
    await run('exam', place, lockedAt);
    expect(await look(place)).not.toEqual(before);
    const { killed } = await run('recover', place, step);
    await next(place);
    expect(await look(place), `killed at ${step}`).toEqual(before);
    expect(journalsOf(place).filter((name) => !name.startsWith('damaged'))).toEqual([]);
    return killed;
  });
  expect(steps).toBeGreaterThan(12);
});

test.skipIf(!hasGnomeSettings)(
  'what can be read of a damaged journal is put back, and the damage is reported and kept',
  async () => {
    const place = await newPlace('damaged');
    await run('exam', place, 3 + 5 * (1 + bindings.length));
    const [name = ''] = journalsOf(place);
    const file = path.join(place.folder, name);
    const lines = readFileSync(file, 'utf8').split('\n');
    // The first line with the key, and the change of one binding, are struck.
    lines[0] = lines[0]?.replace('boot-1', 'boot-2') ?? '';
    lines[2] = '0000 nonsense';
    writeFileSync(file, lines.join('\n'));
    appendFileSync(file, '\u0000\u0000\u0000');
    const [result] = await next(place);
    expect(result).toMatchObject({ failed: [], damaged: 2 });
    const after = (await look(place)) as { clipboard: string; values: string[] };
    const was = before as { values: string[] };
    expect(after.values.filter((value, i) => value === was.values[i])).toHaveLength(bindings.length - 1);
    expect(after.clipboard, 'the key is lost; at least nothing of the exam is left').toBe('');
    expect(journalsOf(place)).toEqual([`damaged-${name}`]);
    expect(await next(place)).toEqual([]);
  },
);

test('after a new start of the computer the clipboard is left alone', async () => {
  const folder = path.join(root, 'rebooted');
  mkdirSync(folder);
  const file = path.join(folder, journalName('x'));
  const lines = [
    spell({ kind: 'run', boot: 'boot-0', key: testCrypt.encrypt('k') }),
    spell({ kind: 'planned', seq: 1, step: { kind: 'clipboard', sealed: 'whatever' } }),
  ];
  writeFileSync(file, lines.join(''));
  expect(readJournal(lines.join('')).open).toHaveLength(1);
  const touched: string[] = [];
  const clipboard = {
    read: async () => 'since copied',
    write: async (text: string) => void touched.push(text),
    clear: async () => void touched.push('cleared'),
  };
  const results = await recover({ folder, tools: { clipboard, settings: null }, boot: 'boot-1', keyOf: testCrypt.decrypt });
  expect(results).toEqual([{ undone: 1, failed: [], damaged: 0 }]);
  expect(touched).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('what the machine refuses to take back stays written down, and is tried again', async () => {
  const folder = path.join(root, 'refused');
  mkdirSync(folder);
  const step = { kind: 'setting', schema: 's', key: 'k', former: "'x'" } as const;
  const lines = [spell({ kind: 'run', boot: 'boot-1', key: '' }), spell({ kind: 'planned', seq: 1, step })];
  writeFileSync(path.join(folder, journalName('x')), lines.join(''));
  const clipboard = { read: async () => '', write: async () => {}, clear: async () => {} };
  const options = { folder, boot: 'boot-1', keyOf: testCrypt.decrypt };
  const [first] = await recover({ ...options, tools: { clipboard, settings: null } });
  expect(first?.failed).toEqual([expect.stringContaining('s k')]);
  const values = new Map<string, string>();
  const settings = {
    get: async (_schema: string, key: string) => values.get(key) ?? 'default',
    set: async (_schema: string, key: string, value: string) => void values.set(key, value),
    reset: async (_schema: string, key: string) => void values.delete(key),
  };
  expect(await recover({ ...options, tools: { clipboard, settings } })).toEqual([{ undone: 1, failed: [], damaged: 0 }]);
  expect(values.get('k')).toBe("'x'");
});
