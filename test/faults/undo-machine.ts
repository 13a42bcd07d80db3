/**
 * A machine in a folder, for tests that kill: its clipboard is a file, its desktop's settings are GNOME's own, through the
 * real `gsettings` on a file of their own. Every step that touches either can be the one at which the process is killed.
 */
import { writeFileSync as write } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gnomeSettings } from '../../desktop/main/host/gsettings.ts';
import { gnomeBindings } from '../../desktop/main/lockdown/task-switching.ts';
import { type Append, append } from '../../desktop/main/undo/journal.ts';
import type { DesktopSettings, Tools } from '../../desktop/main/undo/tools.ts';

/** The few bindings of this machine; one of them is the candidate's own choice. */
const had = new Set(['switch-applications', 'minimize']);
export const bindings: { schema: string; key: string }[] = gnomeBindings.filter(({ key }) => had.has(key));
export const clipboardOf = (machine: string): string => path.join(machine, 'clipboard');

const settingsOf = (machine: string): DesktopSettings => {
  const env = {
    PATH: process.env.PATH,
    HOME: machine,
    XDG_CONFIG_HOME: machine,
    XDG_CURRENT_DESKTOP: 'GNOME',
    GSETTINGS_BACKEND: 'keyfile',
  };
  const settings = gnomeSettings('linux', env);
  if (!settings) throw new Error('this is GNOME');
  const known = (key: string): void => {
    if (!had.has(key)) throw new Error(`no ${key} here`);
  };
  return {
    ...settings,
    async get(schema, key) {
      known(key);
      return await settings.get(schema, key);
    },
  };
};

/** The machine's tools as the client gets them. `step` is called at every point between which a kill can fall. */
export function machineTools(machine: string, step: () => void = () => {}): Tools {
  const clipboard = clipboardOf(machine);
  const settings = settingsOf(machine);
  const stepping = async (act: () => Promise<void>): Promise<void> => {
    step();
    await act();
    step();
  };
  return {
    clipboard: {
      read: () => readFile(clipboard, 'utf8'),
      write: (text) => stepping(() => writeFile(clipboard, text)),
      clear: () => stepping(() => writeFile(clipboard, '')),
    },
    settings: {
      get: settings.get,
      set: (schema, key, value) => stepping(() => settings.set(schema, key, value)),
      reset: (schema, key) => stepping(() => settings.reset(schema, key)),
    },
  };
}

/** Writes that can be killed before, in the middle of a line, and after. */
export function killableAppend(step: () => void, isLast: () => boolean): Append {
  return (file, text) => {
    step();
    if (isLast()) write(file, text.slice(0, text.length / 2), { flag: 'a' });
    step();
    append(file, text);
    step();
  };
}

/** Kills this process at the step of that number, counted from 0. */
export function killAt(number: number): { step: () => void; isLast: () => boolean } {
  let steps = 0;
  return {
    step: () => {
      if (steps === number) process.kill(process.pid, 'SIGKILL');
      steps += 1;
    },
    isLast: () => steps === number,
  };
}

export const testCrypt = {
  encrypt: (plain: string): string => Buffer.from(plain).toString('base64'),
  decrypt: (sealed: string): string => Buffer.from(sealed, 'base64').toString(),
};
