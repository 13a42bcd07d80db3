/**
 * The native hook that holds back the system's own key combinations on Windows (build/native/key-hook.c): Alt-Tab, Alt-Esc,
 * Control-Esc, the Windows keys. Control-Alt-Delete belongs to the system and cannot be held back by anyone.
 *
 * Not run on Windows so far: it is compiled by build/native/build.mjs where a Windows toolchain is, and otherwise absent.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export type KeyHook = {
  /** Begins to hold back. Throws when the system refuses the hook. */
  start(): void;
  /** Ends it. Harmless when it was not started. The system ends it with the process in any case. */
  stop(): void;
  /** Combinations that were held back since the start. */
  count(): number;
};

/** Where electron-builder puts it (build/electron-builder.ts, `extraResources`). */
const fileIn = (resources: string): string => path.join(resources, 'native', 'key-hook.node');

const isHook = (value: unknown): value is KeyHook =>
  typeof value === 'object' &&
  value !== null &&
  ['start', 'stop', 'count'].every((name) => name in value && typeof (value as Record<string, unknown>)[name] === 'function');

/** The hook, or null where it is not part of the installation or does not load. */
export function loadKeyHook(
  platform: NodeJS.Platform,
  resources: string | undefined,
  log: (line: string) => void,
  load: (file: string) => unknown = createRequire(import.meta.url),
): KeyHook | null {
  if (platform !== 'win32' || resources === undefined || !existsSync(fileIn(resources))) return null;
  try {
    const loaded = load(fileIn(resources));
    if (isHook(loaded)) return loaded;
    log('the key hook is not the one that belongs to this client');
  } catch (error) {
    log(`the key hook does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}
