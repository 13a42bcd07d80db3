/** `imsmanifest.xml` of a QTI content package: which file is the test, and which files belong to the package. */
import { toQti3 } from './names.ts';
import { Source } from './source.ts';
import { childNamed, childrenNamed, parseXml, type XmlElement } from './xml.ts';

/** Parses a file of the package as XML whose root has this QTI 3 name (older versions are renamed); undefined, and told, otherwise. */
export function readXml(source: Source, root: string): XmlElement | undefined {
  const bytes = source.files.get(source.file);
  if (!bytes) {
    source.tell(null, 'This file is missing from the package. Add it.');
    return undefined;
  }
  const parsed = parseXml(bytes);
  if ('message' in parsed) {
    source.tell(parsed.line, parsed.message);
    return undefined;
  }
  const element = toQti3(parsed);
  if (element.name === root) return element;
  source.tell(parsed, `<${parsed.name}> stands where <${root}> is expected. Correct the href or the file.`);
  return undefined;
}

export type Manifest = { test: string; listed: ReadonlySet<string> };

/** Reads the manifest and checks that each file it lists is there. */
export function readManifest(files: ReadonlyMap<string, Uint8Array>, report: Source['report']): Manifest | undefined {
  const source = new Source('imsmanifest.xml', files, report);
  const root = readXml(source, 'manifest');
  if (!root) return undefined;
  const listed = new Set<string>();
  const tests: string[] = [];
  const resources = childrenNamed(childNamed(root, 'resources') ?? root, 'resource');
  for (const resource of resources) {
    const type = source.required(resource, 'type');
    const hrefs = childrenNamed(resource, 'file').map((file) => source.resolve(file, source.required(file, 'href')));
    const main = resource.attributes.href === undefined ? undefined : source.resolve(resource, resource.attributes.href);
    for (const path of [...hrefs, main]) if (path !== undefined) listed.add(path);
    if (type.startsWith('imsqti_test') && main !== undefined) tests.push(main);
  }
  const [test, ...more] = tests;
  if (test !== undefined && more.length === 0) return { test, listed };
  source.tell(
    childNamed(root, 'resources') ?? root,
    `The manifest lists ${tests.length} tests (type imsqti_test_xmlv3p0); exactly one is needed. Export one test per package.`,
  );
  return undefined;
}
