/// <reference types="electron" />
/**
 * How a class of ours stands for one of Electron's: members it has are checked against electron.d.ts by the compiler,
 * members it lacks throw by name when the app touches them. Members that begin with `_` are the stand-in's own.
 */

type Own<T> = Exclude<keyof T, keyof NodeJS.EventEmitter>;
export type Implements<T> = { [K in Own<T>]?: T[K] };
type NoStrangers<I, T> = { [K in Exclude<keyof I, keyof T | keyof NodeJS.EventEmitter | `_${string}`>]: never };

/** Names that Node, promises and loggers look up on any object. */
const askedOfAnything = new Set<PropertyKey>(['then', 'toJSON', 'constructor']);

/** Lets `impl` stand for Electron's `T`, loudly where it cannot. */
export function strict<T extends object>(name: string) {
  return <I extends Implements<T>>(impl: I & NoStrangers<I, T>): T =>
    new Proxy<object>(impl, {
      get(target, key) {
        if (key in target || typeof key === 'symbol' || askedOfAnything.has(key)) {
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' && !Object.hasOwn(target, key) ? value.bind(target) : value;
        }
        throw new Error(`Electron stand-in: ${name}.${key} is not implemented`);
      },
      // The proxy answers for every member of T: those of `impl` were checked above, the others throw.
    }) as T;
}
