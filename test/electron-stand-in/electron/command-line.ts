import { type Implements, strict } from '../strict.ts';

/** `app.commandLine`: what the app adds here is what Chromium is started with. */
class CommandLine implements Implements<Electron.CommandLine> {
  readonly _switches = new Map<string, string>();

  appendSwitch(name: string, value = ''): void {
    const earlier = /^(en|dis)able-(blink-)?features$/.test(name) ? this._switches.get(name) : undefined;
    this._switches.set(name, earlier ? `${earlier},${value}` : value);
  }
  hasSwitch(name: string): boolean {
    return this._switches.has(name);
  }
  getSwitchValue(name: string): string {
    return this._switches.get(name) ?? '';
  }
}

const impl = new CommandLine();
export const commandLine = strict<Electron.CommandLine>('app.commandLine')(impl);

/** Switches for Chromium: everything but those that the stand-in answers itself. */
export function chromiumSwitches(): string[] {
  const own = new Set(['inspect', 'user-data-dir', 'remote-debugging-port']);
  return [...impl._switches]
    .filter(([name]) => !own.has(name))
    .map(([name, value]) => (value ? `--${name}=${value}` : `--${name}`));
}
