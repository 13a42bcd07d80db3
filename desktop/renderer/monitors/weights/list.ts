/** Every file of weights and of their runtimes that the client carries: from which package, under which licence, with which digest. */
import list from './list.json' with { type: 'json' };

/** `from`: its place inside the package; `file`: its name in the client's folder `weights/`. */
export type WeightsFile = { file: string; package: string; from: string; bytes: number; sha256: string; licence: string };
export const weightsFiles: readonly WeightsFile[] = list;

/** Brings the bytes of a file of the list. */
export type ReadWeights = (file: string) => Promise<Uint8Array>;

/**
 * A reader that hands out only what the list names, with the digest that it names.
 * @throws Error when a file is not on the list or its bytes are others
 */
export function checkedWeights(read: ReadWeights): ReadWeights {
  return async (file) => {
    const known = weightsFiles.find((each) => each.file === file);
    if (!known) throw new Error(`The weights "${file}" are not on the list.`);
    const bytes = new Uint8Array(await read(file));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex !== known.sha256) throw new Error(`The weights "${file}" are not those that were shipped. Install Invigil again.`);
    return bytes;
  };
}
