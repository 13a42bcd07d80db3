/** Response, outcome and template declarations (QTI 3.0, 5.28, 5.93 and 5.144), read into the marking document. */
import { parseScalar, type QtiBaseType, qtiBaseTypes } from '../../shared/assessment/value.ts';
import type {
  Area,
  AreaMapping,
  Bounds,
  FieldText,
  LookupTable,
  MapEntry,
  Mapping,
  OutcomeMarking,
  QtiCardinality,
  ResponseVariable,
  TableEntry,
  TemplateVariable,
} from './marking.ts';
import { shapes } from './shapes.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from './xml.ts';

const scorers = ['human', 'externalMachine'] as const;
const cardinalities: readonly QtiCardinality[] = ['single', 'multiple', 'ordered', 'record'];

/** One of the words that an attribute may hold; tells and answers undefined otherwise. */
function word<T extends string>(source: Source, element: XmlElement, name: string, options: readonly T[]): T | undefined {
  const text = source.required(element, name);
  const found = options.find((option) => option === text);
  if (text !== '' && !found)
    source.tell(element, `${name}="${text}" on <${element.name}> is not supported here. Use one of: ${options.join(', ')}.`);
  return found;
}

/** The texts of the `qti-value` children, trimmed save for strings, each checked against the base type. */
function values(source: Source, parent: XmlElement, baseType: QtiBaseType): string[] {
  return childrenNamed(parent, 'qti-value').map((element) => {
    const text = baseType === 'string' ? textOf(element) : textOf(element).trim();
    if (parseScalar(baseType, text) === undefined)
      source.tell(element, `"${text}" is not a value of base type ${baseType}. Correct the value or the declaration.`);
    return text;
  });
}

/** The fields of a record, each with a name and a base type of its own. */
function fields(source: Source, parent: XmlElement): FieldText[] {
  return childrenNamed(parent, 'qti-value').flatMap((element): FieldText[] => {
    const field = source.required(element, 'field-identifier');
    const baseType = word(source, element, 'base-type', qtiBaseTypes);
    const text = baseType === 'string' ? textOf(element) : textOf(element).trim();
    if (baseType && parseScalar(baseType, text) === undefined)
      source.tell(element, `"${text}" is not a value of base type ${baseType}. Correct it.`);
    return baseType ? [{ field, baseType, text }] : [];
  });
}

const bounds = (source: Source, element: XmlElement): Bounds => ({
  lower: source.number(element, 'lower-bound') ?? null,
  upper: source.number(element, 'upper-bound') ?? null,
});

function mapping(source: Source, element: XmlElement, baseType: QtiBaseType): Mapping {
  const entries = childrenNamed(element, 'qti-map-entry').map((entry): MapEntry => {
    const key = entry.attributes['map-key'] ?? '';
    if (entry.attributes['map-key'] === undefined) source.required(entry, 'map-key');
    else if (parseScalar(baseType, key) === undefined)
      source.tell(entry, `map-key="${key}" is not a value of base type ${baseType}. Correct it.`);
    source.required(entry, 'mapped-value');
    const caseSensitive = (entry.attributes['case-sensitive'] ?? element.attributes['case-sensitive']) !== 'false';
    return { key, value: source.number(entry, 'mapped-value') ?? 0, caseSensitive };
  });
  if (entries.length === 0) source.tell(element, '<qti-mapping> has no <qti-map-entry>. Add one for each value that scores.');
  return { ...bounds(source, element), default: source.number(element, 'default-value') ?? 0, entries };
}

function areaMapping(source: Source, element: XmlElement): AreaMapping {
  const areas = childrenNamed(element, 'qti-area-map-entry').flatMap((entry): Area[] => {
    const shape = word(source, entry, 'shape', shapes);
    const coords = shape === 'default' ? [] : source.numbers(entry, 'coords');
    source.required(entry, 'mapped-value');
    if (shape && !coordsFit(shape, coords))
      source.tell(entry, `coords do not fit shape="${shape}": circle x,y,r; rect x1,y1,x2,y2; poly x1,y1,x2,y2,...`);
    return shape ? [{ shape, coords, value: source.number(entry, 'mapped-value') ?? 0 }] : [];
  });
  return { ...bounds(source, element), default: source.number(element, 'default-value') ?? 0, areas };
}

/** Whether so many coordinates make such a shape. */
export function coordsFit(shape: Area['shape'], coords: readonly number[]): boolean {
  if (shape === 'default') return true;
  if (shape === 'circle') return coords.length === 3;
  if (shape === 'poly') return coords.length >= 6 && coords.length % 2 === 0;
  return coords.length === 4;
}

type Common = Pick<ResponseVariable, 'id' | 'cardinality' | 'baseType' | 'default' | 'fields'>;

/** What all declarations share; undefined, and told, when it can't be used. */
function common(source: Source, element: XmlElement): Common | undefined {
  const id = source.required(element, 'identifier');
  const cardinality = word(source, element, 'cardinality', cardinalities);
  const initial = childNamed(element, 'qti-default-value');
  if (cardinality === 'record') {
    return { id, cardinality, baseType: null, default: null, ...(initial && { fields: fields(source, initial) }) };
  }
  const baseType = word(source, element, 'base-type', qtiBaseTypes);
  if (!id || !cardinality || !baseType) return undefined;
  return { id, cardinality, baseType, default: initial ? values(source, initial, baseType) : null };
}

/** Reads `<qti-response-declaration>`; undefined, and told, when it can't be used. */
export function responseDeclaration(source: Source, element: XmlElement): ResponseVariable | undefined {
  const declared = common(source, element);
  if (!declared) return undefined;
  const { baseType } = declared;
  const correct = childNamed(element, 'qti-correct-response');
  const map = childNamed(element, 'qti-mapping');
  const areas = childNamed(element, 'qti-area-mapping');
  const keys = correct && baseType ? values(source, correct, baseType) : null;
  if (keys && declared.cardinality === 'single' && keys.length !== 1)
    source.tell(correct ?? element, 'A response of single cardinality has exactly one correct <qti-value>.');
  return {
    ...declared,
    ...(correct && declared.cardinality === 'record' && { correctFields: fields(source, correct) }),
    correct: keys,
    mapping: map && baseType ? mapping(source, map, baseType) : null,
    areaMapping: areas ? areaMapping(source, areas) : null,
  };
}

/** The table of a declaration, or null. */
export function table(source: Source, element: XmlElement, baseType: QtiBaseType): LookupTable | null {
  const match = childNamed(element, 'qti-match-table');
  const interpolation = childNamed(element, 'qti-interpolation-table');
  const found = match ?? interpolation;
  if (!found) return null;
  const entries = childrenNamed(found, match ? 'qti-match-table-entry' : 'qti-interpolation-table-entry').map(
    (entry): TableEntry => {
      source.required(entry, 'source-value');
      return {
        bound: source.number(entry, 'source-value') ?? 0,
        included: entry.attributes['include-boundary'] !== 'false',
        value: targetValue(source, entry, 'target-value', baseType),
      };
    },
  );
  if (entries.length === 0) source.tell(found, `<${found.name}> has no entries. Add them, or remove the table.`);
  const usual = found.attributes['default-value'] === undefined ? null : targetValue(source, found, 'default-value', baseType);
  return { table: match ? 'match' : 'interpolation', default: usual, entries };
}

function targetValue(source: Source, element: XmlElement, name: string, baseType: QtiBaseType): string {
  const text = source.required(element, name);
  if (text !== '' && parseScalar(baseType, text) === undefined)
    source.tell(element, `${name}="${text}" on <${element.name}> is not a value of base type ${baseType}. Correct it.`);
  return text;
}

/** Reads `<qti-outcome-declaration>`; undefined, and told, when it can't be used. */
export function outcomeDeclaration(source: Source, element: XmlElement): OutcomeMarking | undefined {
  const declared = common(source, element);
  if (!declared) return undefined;
  const scored = element.attributes['external-scored'];
  return {
    ...declared,
    table: declared.baseType ? table(source, element, declared.baseType) : null,
    normalMaximum: source.number(element, 'normal-maximum') ?? null,
    normalMinimum: source.number(element, 'normal-minimum') ?? null,
    masteryValue: source.number(element, 'mastery-value') ?? null,
    externalScored: scored === undefined ? null : (word(source, element, 'external-scored', scorers) ?? null),
  };
}

/** Reads `<qti-template-declaration>`; undefined, and told, when it can't be used. */
export function templateDeclaration(source: Source, element: XmlElement): TemplateVariable | undefined {
  const declared = common(source, element);
  return declared && { ...declared, mathVariable: source.flag(element, 'math-variable') };
}
