/** A published package as a QTI 3 content package: of whatever version it came in, and for systems that know plain QTI only. */
import { zipSync } from 'fflate';
import { CASES_FILE } from './cases.ts';
import type { Expression } from './marking.ts';
import { toQti3 } from './names.ts';
import { isOperator } from './operators.ts';
import { type ContentProblem, Report } from './report.ts';
import { writeXml } from './write-xml.ts';
import { elementsOf, parseXml, textOf, type XmlElement } from './xml.ts';
import { readZip } from './zip.ts';

/**
 * Plain QTI in place of an operator of one's own: an expression over the same operands; `all-or-nothing`, where its first
 * operand has to match its second; or undefined where plain QTI can't say it.
 */
export type Plain = (operator: Expression) => Expression | 'all-or-nothing' | undefined;
/** `notes` tell what plain QTI cannot say, file by file. */
export type Exported = { zip: Uint8Array; replaced: number; notes: ContentProblem[] };

const QTI_3 = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';
const MANIFEST_3 = 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1';
/** An archive of the same files has the same bytes. */
const EPOCH = '1980-01-01T12:00:00';
const OWN = 'qti-custom-operator';

/**
 * @param zipped a package that was imported before
 * @param plain left out, our operators stay as they are, and importing the result gives the same items by their hashes
 * @throws Error when the package cannot be read; a published one can
 */
export async function exportPackage(zipped: Uint8Array, plain?: Plain): Promise<Exported> {
  const files = await readZip(zipped, new Report());
  if (files.size === 0) throw new Error('The package cannot be read. Restore it from a backup.');
  const report = new Report();
  let replaced = 0;
  const written: Record<string, Uint8Array> = {};
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    // Cases expect our operators; without these they would not come out.
    if (plain && name === CASES_FILE) continue;
    const parsed = name.toLowerCase().endsWith('.xml') ? parseXml(bytes) : undefined;
    const root = parsed && 'children' in parsed ? toQti3(parsed) : undefined;
    if (!root || !(root.name.startsWith('qti-') || root.name === 'manifest')) written[name] = bytes;
    else if (root.name === 'manifest') written[name] = writeXml(manifest(root, plain !== undefined));
    else {
      const made = plain
        ? plainly(root, plain, (line, message) => report.add(name, line, message))
        : { element: root, replaced: 0 };
      replaced += made.replaced;
      written[name] = writeXml(inQti3(made.element));
    }
  }
  return { zip: zipSync(written, { mtime: EPOCH, os: 3 }), replaced, notes: report.problems };
}

/** Older files without a namespace of their own get QTI's. */
const inQti3 = (element: XmlElement): XmlElement =>
  element.namespace === ''
    ? {
        ...element,
        namespace: QTI_3,
        children: element.children.map((child) => (typeof child === 'string' ? child : inQti3(child))),
      }
    : element;

/** The manifest under QTI 3's namespace, types and version. */
function manifest(root: XmlElement, withoutCases: boolean): XmlElement {
  const own = root.namespace;
  const renamed = (element: XmlElement): XmlElement => {
    const children = element.children
      .filter((child) => !(withoutCases && typeof child !== 'string' && isCases(child)))
      .map((child) => (typeof child === 'string' ? child : renamed(child)));
    if (element.namespace !== own) return { ...element, children };
    const { type } = element.attributes;
    const attributes =
      element.name === 'resource' && type !== undefined ? { ...element.attributes, type: typeIn3(type) } : element.attributes;
    const text = element.name === 'schema' ? ['QTI Package'] : element.name === 'schemaversion' ? ['3.0.0'] : children;
    return { ...element, namespace: MANIFEST_3, attributes, children: text };
  };
  return renamed(root);
}

const isCases = ({ name, attributes }: XmlElement): boolean => name === 'resource' && attributes.href === CASES_FILE;

const typeIn3 = (type: string): string =>
  type
    .replace(/^(imsqti_(?:item|test|stimulus|section|rptemplate)_xml)v2p[012]$/, '$1v3p0')
    .replace(/^associatedcontent\/.*$/, 'webcontent');

type Tell = (line: number, message: string) => void;

/** A file's tree with plain QTI in place of our own operators. */
function plainly(root: XmlElement, plain: Plain, tell: Tell): { element: XmlElement; replaced: number } {
  let replaced = 0;
  const rewrite = (element: XmlElement): XmlElement[] => {
    if (element.name === OWN) {
      const made = plain(expressionOf(element));
      if (made !== undefined && made !== 'all-or-nothing') {
        replaced += 1;
        return [elementFrom(made, element)];
      }
      tell(
        element.line,
        `<${OWN} class="${element.attributes.class ?? ''}"> cannot be said in plain QTI and stays. Systems that do not know it leave its result NULL.`,
      );
    }
    const whole = allOrNothing(element, plain);
    if (whole) {
      replaced += 1;
      tell(element.line, 'A named rule of partial credit is exported as all or nothing, which is what plain QTI can say.');
      return [whole];
    }
    const children = element.children.flatMap((child): XmlElement['children'] =>
      typeof child === 'string' ? [child] : rewrite(child),
    );
    return [{ ...element, children }];
  };
  const [element = root] = rewrite(root);
  return { element, replaced };
}

/** A rule that sets an outcome by one rule of partial credit becomes a condition: everything for the right answer, or nothing. */
function allOrNothing(element: XmlElement, plain: Plain): XmlElement | undefined {
  if (element.name !== 'qti-set-outcome-value') return undefined;
  const found = within(element).filter(({ name }) => name === OWN);
  const [operator, ...more] = found;
  const [response, correct] = operator ? elementsOf(operator) : [];
  if (!operator || !response || !correct || more.length > 0 || plain(expressionOf(operator)) !== 'all-or-nothing')
    return undefined;
  const make = (name: string, children: XmlElement['children'], attributes: Record<string, string> = {}): XmlElement => ({
    name: `qti-${name}`,
    namespace: element.namespace,
    attributes,
    children,
    line: element.line,
  });
  const share = (value: string): XmlElement =>
    replaceIn(element, operator, make('base-value', [value], { 'base-type': 'float' }));
  return make('response-condition', [
    make('response-if', [make('match', [response, correct]), share('1')]),
    make('response-else', [share('0')]),
  ]);
}

const within = (element: XmlElement): XmlElement[] => elementsOf(element).flatMap((child) => [child, ...within(child)]);
const replaceIn = (element: XmlElement, old: XmlElement, by: XmlElement): XmlElement =>
  element === old
    ? by
    : { ...element, children: element.children.map((child) => (typeof child === 'string' ? child : replaceIn(child, old, by))) };

/** The element that an expression was read from, so that operands go out as they came in. */
const origins = new WeakMap<Expression, XmlElement>();

/** An operator as grading knows it. A published package holds known ones alone. */
function expressionOf(element: XmlElement): Expression {
  const op = element.name.replace(/^qti-/, '');
  const children = elementsOf(element);
  const expression: Expression = {
    op: isOperator(op) ? op : 'null',
    attributes: element.attributes,
    text: children.length === 0 ? textOf(element) : '',
    args: children.map(expressionOf),
    line: element.line,
  };
  origins.set(expression, element);
  return expression;
}

function elementFrom(expression: Expression, place: Pick<XmlElement, 'namespace' | 'line'>): XmlElement {
  const { op, attributes, args, text } = expression;
  const words: XmlElement['children'] = text === '' ? [] : [text];
  const children: XmlElement['children'] = args.length > 0 ? args.map((operand) => elementFrom(operand, place)) : words;
  return origins.get(expression) ?? { name: `qti-${op}`, attributes, children, namespace: place.namespace, line: place.line };
}
