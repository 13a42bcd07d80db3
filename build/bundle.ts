/**
 * `node build/bundle.ts [main preload renderer console]`: bundles what is named (everything, if nothing is) and skips what
 * is up to date. `--force` skips nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BundleName, bundleNames, bundles, root } from './bundles.ts';

const stampOf = (name: BundleName): string => path.join(root, 'out', '.stamps', name);

function filesUnder(folder: string): string[] {
  const found = globSync('**/*', { cwd: path.join(root, folder), withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Digest of everything that decides a bundle: its sources, how it is bundled, and the packages. */
export function inputsDigest(name: BundleName): string {
  const shared = [...filesUnder('build').filter((file) => file.endsWith('.ts')), path.join(root, 'package-lock.json')];
  const sources = bundles[name].inputs.flatMap(filesUnder).filter((file) => !/\.(test|spec)\.tsx?$/.test(file));
  const digest = createHash('sha256');
  for (const file of [...sources, ...shared].toSorted()) {
    digest
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return digest.digest('hex');
}

function isUpToDate(name: BundleName, digest: string): boolean {
  const stamp = stampOf(name);
  return existsSync(path.join(root, bundles[name].out)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

const sizeOf = (name: BundleName): string => {
  const bytes = filesUnder(bundles[name].out).reduce((sum, file) => sum + statSync(file).size, 0);
  return `${(bytes / 1000).toFixed(1)} kB`;
};

/** Bundles `name` unless it is up to date; answers one line for people. Rejects with the bundler's error. */
export async function bundle(name: BundleName, force = false): Promise<string> {
  const { config, out } = bundles[name];
  const digest = inputsDigest(name);
  if (!force && isUpToDate(name, digest)) return `${name}: up to date in ${out}, ${sizeOf(name)}`;
  const { build } = await import('vite');
  const stamp = stampOf(name);
  rmSync(stamp, { force: true });
  await build({ root, configFile: false, publicDir: false, logLevel: 'warn', mode: 'production', ...config });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  return `${name}: bundled into ${out}, ${sizeOf(name)}`;
}

async function main(args: readonly string[]): Promise<void> {
  const named = args.filter((arg) => arg !== '--force');
  const wanted = named.length > 0 ? named : bundleNames;
  for (const name of wanted) {
    const known = bundleNames.find((each) => each === name);
    if (!known) throw new Error(`There is no bundle "${name}". There are: ${bundleNames.join(', ')}`);
    console.log(await bundle(known, args.includes('--force')));
  }
}

if (import.meta.main) await main(process.argv.slice(2));
