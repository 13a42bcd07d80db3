/** Copies the weights of the monitors out of the installed packages into the renderer's bundle, and refuses any other file. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import list from '../desktop/renderer/monitors/weights/list.json' with { type: 'json' };

const packages = path.resolve(import.meta.dirname, '../node_modules');

/** The bytes of one file of the list. @throws Error when the installed package holds another file than the list says */
export function weightsOf({ file, package: name, from, sha256 }: (typeof list)[number]): Uint8Array {
  const bytes = readFileSync(path.join(packages, name, from));
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256)
    throw new Error(
      `${name}/${from} (for weights/${file}) is not the file that desktop/renderer/monitors/weights/list.json names: ${found}. Measure it (npm run bench:detectors), then change the list.`,
    );
  return bytes;
}

export const copiedWeights = (): Plugin => ({
  name: 'copied-weights',
  enforce: 'post',
  generateBundle(_options, bundle) {
    // The speech runtime would bring its program along a second time, unchecked; it gets the listed one handed in.
    for (const file of Object.keys(bundle)) if (/ort-wasm[^/]*\.wasm$/.test(file)) delete bundle[file];
    for (const entry of list) this.emitFile({ type: 'asset', fileName: `weights/${entry.file}`, source: weightsOf(entry) });
  },
});
