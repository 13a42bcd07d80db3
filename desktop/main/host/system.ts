/** The host port on Windows, macOS and Linux. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import { promisify } from 'node:util';
import {
  baseboard,
  battery,
  bios,
  cpuFlags,
  diskLayout,
  graphics,
  networkInterfaces,
  processes,
  system,
} from 'systeminformation';
import { gnomeSettings } from './gsettings.ts';
import type { Host } from './host.ts';
import { loadKeyHook } from './key-hook.ts';

const run = promisify(execFile);

/** Linux gives every start a name. Elsewhere it is the minute of the start, which a clock that is put right may move. */
function bootOf(platform: NodeJS.Platform): string {
  if (platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `since ${Math.round((Date.now() - os.uptime() * 1000) / 60_000)}`;
}

/** Windows names sessions that are shown elsewhere `RDP-…`; on Linux a login over ssh shows itself in the environment. */
async function remoteSession(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<string | null> {
  if (platform === 'win32') return /^rdp-/i.test(env.SESSIONNAME ?? '') ? 'remote desktop' : null;
  if (env.SSH_CONNECTION || env.SSH_TTY) return 'ssh';
  if (platform !== 'linux') return null;
  if (/xrdp/i.test(env.XRDP_SESSION ?? '')) return 'remote desktop';
  if (!env.XDG_SESSION_ID) return null;
  const asked = await run('loginctl', ['show-session', env.XDG_SESSION_ID, '--property=Remote'], { timeout: 3_000 }).catch(
    () => null,
  );
  return asked?.stdout.includes('Remote=yes') ? 'remote login' : null;
}

/** Whoever asks while an answer is on its way gets the same one: listing programs takes half a second. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= ask().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}

/** Hardware stays as it is: asked once, and again only where it could not be told. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | null = null;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

export function openSystemHost(log: (line: string) => void): Host {
  const { platform, env } = process;
  return {
    platform,
    description: `${os.type()} ${os.release()} ${os.arch()}`,
    boot: bootOf(platform),
    programs: shared(async () => {
      const { list } = await processes();
      // A list without even ourselves is no list.
      if (list.length === 0) throw new Error('the running programs cannot be listed');
      return list.map(({ name }) => name);
    }),
    machine: once(async () => {
      const [sys, firmware, board, screens, disks, nets, power, flags] = await Promise.all([
        system(),
        bios(),
        baseboard(),
        graphics(),
        diskLayout(),
        networkInterfaces(),
        battery(),
        cpuFlags(),
      ]);
      return {
        manufacturer: sys.manufacturer ?? '',
        model: sys.model ?? '',
        firmware: `${firmware.vendor ?? ''} ${firmware.version ?? ''}`.trim(),
        board: `${board.manufacturer ?? ''} ${board.model ?? ''}`.trim(),
        graphics: screens.controllers.map(({ vendor, model }) => `${vendor} ${model}`.trim()),
        disks: disks.map(({ vendor, name }) => `${vendor} ${name}`.trim()),
        addresses: [nets].flat().flatMap(({ mac, internal }) => (mac && !internal ? [mac.toLowerCase()] : [])),
        hasBattery: power.hasBattery,
        hypervisor: /\bhypervisor\b/.test(flags),
      };
    }),
    remoteSession: () => remoteSession(platform, env),
    async freeBytes(folder) {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    async battery() {
      const { hasBattery, percent, acConnected } = await battery();
      return hasBattery ? { percent, plugged: acConnected } : null;
    },
    settings: gnomeSettings(platform, env),
    // Electron sets it; plain Node, in tests, does not.
    keys: loadKeyHook(platform, (process as { resourcesPath?: string }).resourcesPath, log),
  };
}
