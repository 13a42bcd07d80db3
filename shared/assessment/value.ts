/**
 * The lexical form of QTI values (QTI 3.0 Information Model, 5.22 BaseType): how a value is written in a package, in a
 * response and in the journal. Whole strings are read or refused; nothing is guessed.
 */
import type { BaseType } from './delivery.ts';

export type Point = { x: number; y: number };
export type Pair = readonly [string, string];
/** Every base type of QTI; responses of an exam use those of `BaseType`. */
export type QtiBaseType = BaseType | 'boolean' | 'duration' | 'uri' | 'file' | 'intOrIdentifier';
export const qtiBaseTypes: readonly QtiBaseType[] = [
  'identifier',
  'string',
  'integer',
  'float',
  'pair',
  'directedPair',
  'point',
  'boolean',
  'duration',
  'uri',
  'file',
  'intOrIdentifier',
];
/** One value without its type. A duration is in seconds. */
export type Scalar = string | number | boolean | Point | Pair;

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const SPECIAL: Record<string, number> = { NaN: Number.NaN, INF: Number.POSITIVE_INFINITY, '-INF': Number.NEGATIVE_INFINITY };
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** A finite decimal number, or undefined. */
export function parseFinite(text: string): number | undefined {
  const trimmed = text.trim().replace(/^\u2212/, '-');
  if (!FLOAT.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}

/** A whole number that a double holds exactly, or undefined. */
export function parseInteger(text: string): number | undefined {
  const trimmed = text.trim().replace(/^\u2212/, '-');
  const value = Number(trimmed);
  return INTEGER.test(trimmed) && Number.isSafeInteger(value) ? value : undefined;
}

/** An identifier as QTI writes it, or undefined. */
export const parseIdentifier = (text: string): string | undefined => (IDENTIFIER.test(text.trim()) ? text.trim() : undefined);

function parsePair(text: string): Pair | undefined {
  const [first, second, ...rest] = text.trim().split(/\s+/);
  if (!first || !second || rest.length > 0) return undefined;
  return IDENTIFIER.test(first) && IDENTIFIER.test(second) ? [first, second] : undefined;
}

/** Coordinates are whole pixels in QTI; fractions of a pixel, which a zoomed screen yields, are read as well. */
export function parsePoint(text: string): Point | undefined {
  const [first, second, ...rest] = text.trim().split(/\s+/);
  if (!first || !second || rest.length > 0) return undefined;
  const x = parseFinite(first);
  const y = parseFinite(second);
  return x === undefined || y === undefined ? undefined : { x, y };
}

/** Seconds as a number, as QTI writes durations (5.22), or a period of ISO 8601, as some authoring tools do. */
function parseDuration(text: string): number | undefined {
  const plain = parseFinite(text);
  if (plain !== undefined) return plain >= 0 ? plain : undefined;
  const parts = DURATION.exec(text.trim());
  if (!parts || parts.slice(1).every((part) => part === undefined)) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** Reads one value of a base type, or answers undefined when the text is not one. */
export function parseScalar(baseType: QtiBaseType, text: string): Scalar | undefined {
  switch (baseType) {
    case 'identifier':
      return parseIdentifier(text);
    case 'integer':
      return parseInteger(text);
    case 'float':
      return SPECIAL[text.trim()] ?? parseFinite(text);
    case 'boolean':
      return { true: true, '1': true, false: false, '0': false }[text.trim()];
    case 'pair':
    case 'directedPair':
      return parsePair(text);
    case 'point':
      return parsePoint(text);
    case 'duration':
      return parseDuration(text);
    case 'intOrIdentifier':
      return parseInteger(text) ?? parseIdentifier(text);
    case 'string':
    case 'uri':
    case 'file':
      return text;
  }
}

/** The text that `parseScalar` reads back as the same value; durations as plain seconds in `PT…S`. */
export function formatScalar(baseType: QtiBaseType, value: Scalar): string {
  if (typeof value === 'number') {
    if (baseType === 'duration') return `PT${value}S`;
    if (Number.isNaN(value)) return 'NaN';
    if (Number.isFinite(value)) return String(value);
    return value > 0 ? 'INF' : '-INF';
  }
  if (typeof value === 'object') return 'x' in value ? `${value.x} ${value.y}` : `${value[0]} ${value[1]}`;
  return String(value);
}
