/**
 * Structured clone as text, the same on both sides of every wire: page, preload, main process.
 * The function is sent to Chromium as text, so it may not close over anything in this file.
 */

/** How a function or a promise crosses: as a reference that the other side calls back. */
export type Reference = { $: 'f' | 'p'; i: number };
export type Codec = {
  /** Throws "An object could not be cloned." where Electron does. */
  encode: (value: unknown, refer?: (value: object) => Reference) => string;
  decode: (text: string, resolve?: (reference: Reference) => unknown) => unknown;
};

export function makeCodec(): Codec {
  type Plain = Record<string, unknown>;
  type Tagged = { $: string; v?: unknown; n?: string; s?: string; c?: string; i?: number };
  type Base64 = { toBase64(): string };
  const clones = {
    Uint8Array,
    Uint8ClampedArray,
    Uint16Array,
    Uint32Array,
    Int8Array,
    Int16Array,
    Int32Array,
    Float32Array,
    Float64Array,
  };
  const refuse = (why = ''): never => {
    throw new Error(`An object could not be cloned.${why}`);
  };
  // `toBase64` and `fromBase64` are newer than Node 24; Chromium has them, and Node has Buffer instead.
  const node = (globalThis as { Buffer?: typeof Buffer }).Buffer;
  const toText = (bytes: Uint8Array): string =>
    node
      ? node.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      : (bytes as unknown as Base64).toBase64();
  const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
    node
      ? new Uint8Array(node.from(text, 'base64'))
      : (Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }).fromBase64(text);

  const pack = (value: unknown, refer: ((value: object) => Reference) | undefined, seen: Set<object>): unknown => {
    if (value === undefined) return { $: 'u' };
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') {
      if (Object.is(value, -0)) return { $: 'n', v: '-0' };
      return Number.isFinite(value) ? value : { $: 'n', v: String(value) };
    }
    if (typeof value === 'bigint') return { $: 'b', v: String(value) };
    if (typeof value === 'function' || value instanceof Promise) return refer ? refer(value) : refuse();
    if (typeof value === 'symbol') return refuse();
    if (seen.has(value)) return refuse(' (Stand-in: cycles are not carried.)');
    seen.add(value);
    try {
      return packObject(value, (inner) => pack(inner, refer, seen));
    } finally {
      seen.delete(value);
    }
  };
  const packObject = (value: object, inner: (value: unknown) => unknown): unknown => {
    if (value instanceof Date) return { $: 'd', v: value.getTime() };
    if (value instanceof RegExp) return { $: 'r', v: [value.source, value.flags] };
    if (value instanceof Error) return { $: 'e', n: value.name, v: value.message, s: value.stack };
    if (value instanceof Map) return { $: 'm', v: [...value].map(([key, item]) => [inner(key), inner(item)]) };
    if (value instanceof Set) return { $: 's', v: [...value].map(inner) };
    if (value instanceof ArrayBuffer) return { $: 't', c: 'ArrayBuffer', v: toText(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const name = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return { $: 't', c: name, v: toText(new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength)) };
    }
    if (Array.isArray(value)) return value.map(inner);
    const out = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)]));
    return '$' in value ? { $: 'o', v: out } : out;
  };

  const unpack = (value: unknown, resolve: ((reference: Reference) => unknown) | undefined): unknown => {
    const inner = (item: unknown): unknown => unpack(item, resolve);
    const plain = (item: object): Plain => Object.fromEntries(Object.entries(item).map(([key, x]) => [key, inner(x)]));
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(inner);
    if (!('$' in value)) return plain(value);
    const { $, v, n, s, c } = value as Tagged;
    if ($ === 'u') return undefined;
    if ($ === 'n') return v === '-0' ? -0 : Number(v);
    if ($ === 'b') return BigInt(String(v));
    if ($ === 'd') return new Date(Number(v));
    if ($ === 'r' && Array.isArray(v)) return new RegExp(String(v[0]), String(v[1]));
    if ($ === 'e') return Object.assign(new Error(String(v)), { name: n, stack: s });
    if ($ === 'm' && Array.isArray(v)) return new Map(v.map((pair: [unknown, unknown]) => [inner(pair[0]), inner(pair[1])]));
    if ($ === 's' && Array.isArray(v)) return new Set(v.map(inner));
    if ($ === 'o' && v && typeof v === 'object') return plain(v);
    if ($ === 't') {
      const { buffer } = toBytes(String(v));
      const Clone = clones[c as keyof typeof clones];
      return Clone ? new Clone(buffer) : c === 'DataView' ? new DataView(buffer) : buffer;
    }
    if (($ === 'f' || $ === 'p') && resolve) return resolve(value as Reference);
    return refuse();
  };

  return {
    encode: (value, refer) => JSON.stringify(pack(value, refer, new Set())),
    decode: (text, resolve) => unpack(JSON.parse(text), resolve),
  };
}
