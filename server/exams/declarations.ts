/** Response and outcome declarations of an item (QTI 3.0, 5.28 and 5.29), read into its marking document. */
import { BaseType, Cardinality } from '../../shared/assessment/delivery.ts';
import { parseScalar, type QtiBaseType, qtiBaseTypes } from '../../shared/assessment/value.ts';
import type { Area, AreaMapping, Bounds, MapEntry, Mapping, OutcomeMarking, ResponseMarking } from './marking.ts';
import { shapes } from './shapes.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, textOf, type XmlElement } from './xml.ts';

const oneOf = <T extends string>(options: readonly T[], text: string): T | undefined => options.find((option) => option === text);

/** One of the words that an attribute may hold; tells and answers undefined otherwise. */
function word<T extends string>(source: Source, element: XmlElement, name: string, options: readonly T[]): T | undefined {
  const text = source.required(element, name);
  const found = oneOf(options, text);
  if (text !== '' && !found)
    source.tell(element, `${name}="${text}" on <${element.name}> is not supported here. Use one of: ${options.join(', ')}.`);
  return found;
}

/** The trimmed texts of the `qti-value` children, each checked against the base type. */
function values(source: Source, parent: XmlElement, baseType: QtiBaseType): string[] {
  return childrenNamed(parent, 'qti-value').map((element) => {
    const text = baseType === 'string' ? textOf(element) : textOf(element).trim();
    if (parseScalar(baseType, text) === undefined)
      source.tell(element, `"${text}" is not a value of base type ${baseType}. Correct the value or the declaration.`);
    return text;
  });
}

const bounds = (source: Source, element: XmlElement): Bounds => ({
  lower: source.number(element, 'lower-bound') ?? null,
  upper: source.number(element, 'upper-bound') ?? null,
});

function mapping(source: Source, element: XmlElement, baseType: BaseType): Mapping {
  const entries = childrenNamed(element, 'qti-map-entry').map((entry): MapEntry => {
    const key = entry.attributes['map-key'] ?? '';
    if (entry.attributes['map-key'] === undefined) source.required(entry, 'map-key');
    else if (parseScalar(baseType, key) === undefined)
      source.tell(entry, `map-key="${key}" is not a value of base type ${baseType}. Correct it.`);
    source.required(entry, 'mapped-value');
    const caseSensitive = entry.attributes['case-sensitive'] !== 'false';
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

/** Reads `<qti-response-declaration>`; undefined, and told, when it can't be used. */
export function responseDeclaration(source: Source, element: XmlElement): ResponseMarking | undefined {
  const id = source.required(element, 'identifier');
  const cardinality = word(source, element, 'cardinality', Object.values(Cardinality.def.entries));
  const baseType = word(source, element, 'base-type', Object.values(BaseType.def.entries));
  if (!id || !cardinality || !baseType) return undefined;
  const correct = childNamed(element, 'qti-correct-response');
  const map = childNamed(element, 'qti-mapping');
  const areas = childNamed(element, 'qti-area-mapping');
  const keys = correct ? values(source, correct, baseType) : null;
  if (keys && cardinality === 'single' && keys.length !== 1)
    source.tell(correct ?? element, 'A response of single cardinality has exactly one correct <qti-value>.');
  return {
    id,
    cardinality,
    baseType,
    correct: keys,
    mapping: map ? mapping(source, map, baseType) : null,
    areaMapping: areas ? areaMapping(source, areas) : null,
  };
}

/** Reads `<qti-outcome-declaration>`; undefined, and told, when it can't be used. */
export function outcomeDeclaration(source: Source, element: XmlElement): OutcomeMarking | undefined {
  const id = source.required(element, 'identifier');
  const cardinality = word(source, element, 'cardinality', Object.values(Cardinality.def.entries));
  const baseType = word(source, element, 'base-type', qtiBaseTypes);
  if (!id || !cardinality || !baseType) return undefined;
  for (const table of ['qti-match-table', 'qti-interpolation-table'])
    if (childNamed(element, table)) source.tell(element, `<${table}> is not supported. Score with response conditions instead.`);
  const external = element.attributes['external-scored'];
  if (external !== undefined && external !== 'human')
    source.tell(element, `external-scored="${external}" is not supported: nothing but people scores from outside. Use "human".`);
  const initial = childNamed(element, 'qti-default-value');
  return {
    id,
    cardinality,
    baseType,
    default: initial ? values(source, initial, baseType) : null,
    normalMaximum: source.number(element, 'normal-maximum') ?? null,
    normalMinimum: source.number(element, 'normal-minimum') ?? null,
    externalScored: external === 'human' ? 'human' : null,
  };
}
