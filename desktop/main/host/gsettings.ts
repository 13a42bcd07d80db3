/** GNOME's settings through its own command `gsettings`. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { DesktopSettings } from '../undo/tools.ts';

const run = promisify(execFile);

/** Null on any other desktop. Rejections of its methods carry what `gsettings` said. */
export function gnomeSettings(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): DesktopSettings | null {
  const isGnome = platform === 'linux' && /\b(GNOME|Unity)\b/i.test(env.XDG_CURRENT_DESKTOP ?? '');
  if (!isGnome) return null;
  const call = async (...args: string[]): Promise<string> => {
    const { stdout } = await run('gsettings', args, { env, timeout: 5_000, encoding: 'utf8' });
    return stdout.trim();
  };
  return {
    get: (schema, key) => call('get', schema, key),
    set: async (schema, key, value) => void (await call('set', schema, key, value)),
    reset: async (schema, key) => void (await call('reset', schema, key)),
  };
}
