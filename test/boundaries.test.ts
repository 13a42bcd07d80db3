/** The house's walls: who may import whom, and whose tables are whose. Read from the sources themselves. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.dirname(import.meta.dirname);
const sources = globSync('{shared,desktop,server}/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !/\.(test|spec)\.tsx?$|\/preview\//.test(file),
);
const importsOf = (file: string) =>
  [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.') ? path.relative(root, path.resolve(root, path.dirname(file), target)) : target,
  }));
const all = sources.flatMap(importsOf);
const from = (room: string) => all.filter(({ file }) => file.startsWith(`${room}/`));
const show = (list: typeof all) => list.map(({ file, target }) => `${file} imports ${target}`);

test('the sources were found', () => expect(sources.length).toBeGreaterThan(50));

test('shared is pure: it imports itself and pure packages only', () => {
  const pure = /^(shared\/|zod\/mini$|canonicalize$|@noble\/hashes\/)/;
  expect(show(from('shared').filter(({ target }) => !pure.test(target)))).toEqual([]);
});

test('desktop and server never import each other', () => {
  expect(show(from('desktop').filter(({ target }) => target.startsWith('server/')))).toEqual([]);
  expect(show(from('server').filter(({ target }) => target.startsWith('desktop/')))).toEqual([]);
});

test('the client has no answers: nothing of grading or of demo content reaches it', () => {
  expect(show(from('desktop').filter(({ target }) => /^(demo|test|build)\//.test(target)))).toEqual([]);
});

test('the platform knows no feature', () => {
  expect(
    show(from('server/platform').filter(({ target }) => target.startsWith('server/') && !target.startsWith('server/platform/'))),
  ).toEqual([]);
});

/** Each folder of the server is a feature, save for the platform that they all stand on. */
const feature = (file: string) => {
  const folder = /^server\/([a-z]+)\//.exec(file)?.[1];
  return folder === 'platform' ? undefined : folder;
};

test('a feature reaches another only through its index', () => {
  const crossing = from('server').filter(({ file, target }) => {
    const [own, other] = [feature(file), feature(target)];
    return own && other && own !== other && target !== `server/${other}/index.ts`;
  });
  // Tests of several features share the protocol-level candidate.
  expect(show(crossing)).toEqual([]);
});

test('a feature writes its own tables only', () => {
  const owner = new Map<string, string>();
  for (const file of sources.filter((name) => name.endsWith('/tables.ts'))) {
    for (const [, table = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(/createTable\('(\w+)'\)/g))
      owner.set(table, path.dirname(file));
  }
  expect(owner.size).toBeGreaterThan(8);
  const foreign = sources.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g)]
      .filter(([, table = '']) => !file.startsWith(`${owner.get(table)}/`))
      .map(([, table]) => `${file} writes ${table}`),
  );
  expect(foreign).toEqual([]);
});

test('SQL beyond the query builder stays in tables and the hot writers', () => {
  const raw = sources.filter((file) => file.startsWith('server/') && /\bsql`/.test(readFileSync(path.join(root, file), 'utf8')));
  expect(raw.filter((file) => !file.endsWith('/tables.ts'))).toEqual([]);
});

test('no file imports itself in a circle, types included', () => {
  const links = new Map(sources.map((file) => [file, all.filter((one) => one.file === file).map(({ target }) => target)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (done.has(file) || trail.includes(file)) return;
    for (const next of links.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of sources) walk(file, []);
  expect(circles).toEqual([]);
});
