/** The pages tell the truth about names: every link leads somewhere, every script and variable they name exists. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

const root = path.dirname(import.meta.dirname);
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];
const Names = z.record(z.string(), z.string());
const { scripts, devDependencies, optionalDependencies } = z
  .object({ scripts: Names, devDependencies: Names, optionalDependencies: Names })
  .parse(JSON.parse(read('package.json')));
const known = new Set(
  globSync('{shared,server,desktop,build,demo,test}/**/*.{ts,tsx,mjs}', { cwd: root })
    .filter((file) => !file.endsWith('docs-links.test.ts'))
    .flatMap((file) => read(file).match(/\bINVIGIL_[A-Z0-9_]+\b/g) ?? []),
);

/** A heading's address as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading.trim()));

function leadsNowhere(page: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return false;
  const [file = '', anchor] = target.split('#');
  const resolved = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, resolved))) return true;
  return anchor !== undefined && !anchorsOf(resolved).includes(anchor);
}

test('the pages were found', () => expect(pages.length).toBeGreaterThan(8));

test('every package of package.json has its reason in docs/dependencies.md', () => {
  const text = read('docs/dependencies.md');
  const packages = Object.keys({ ...devDependencies, ...optionalDependencies });
  expect(packages.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('has no link or picture that leads nowhere', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    expect(targets.filter((target) => leadsNowhere(page, target))).toEqual([]);
  });

  test('names only scripts of package.json', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script);
    const short = [...text.matchAll(/npm (start|test)\b/g)].map(([, script = '']) => script);
    expect([...named, ...short].filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  test('names only variables that the source knows', () => {
    const named = text.match(/\bINVIGIL_[A-Z0-9_]+\b/g) ?? [];
    expect(named.filter((variable) => !known.has(variable))).toEqual([]);
  });

  test('names only files that are there', () => {
    const named = [...text.matchAll(/`((?:shared|desktop|server|build|demo|test|docs)\/[\w./-]+)`/g)].map(
      ([, file = '']) => file,
    );
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});
