/** The weights where they lie in the installed packages: for Node, which tests and benches run in. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkedWeights, type ReadWeights, weightsFiles } from './list.ts';

const packages = path.resolve(import.meta.dirname, '../../../../node_modules');

/** Where a file of the list lies; an empty path for any other. */
export function packagedFile(file: string): string {
  const known = weightsFiles.find((each) => each.file === file);
  return known ? path.join(packages, known.package, known.from) : '';
}
export const packagedWeights: ReadWeights = checkedWeights(async (file) => new Uint8Array(await readFile(packagedFile(file))));
/** Folder of the runtime's `.wasm` files. */
export const packagedRuntime: string = path.join(packages, '@tensorflow/tfjs-backend-wasm/dist/');
