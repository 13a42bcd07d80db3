/** `electron [switches] [-r module] [app] [arguments]`, as Electron reads its command line. */

export type CommandLine = {
  /** Modules to load before the app (`-r`). Playwright uses one. */
  requires: string[];
  switches: [name: string, value: string][];
  /** Folder with a package.json, or a module. */
  target: string;
};

export function parseCommandLine(args: readonly string[]): CommandLine {
  const requires: string[] = [];
  const switches: [string, string][] = [];
  const others: string[] = [];
  const left = [...args];
  while (left.length > 0) {
    const arg = left.shift() ?? '';
    const [, name, value = ''] = /^--([^=]+)=?(.*)$/.exec(arg) ?? [];
    if (arg === '-r' || arg === '--require') requires.push(left.shift() ?? '');
    else if (name) switches.push([name, value]);
    else others.push(arg);
  }
  return { requires, switches, target: others[0] ?? '.' };
}
