/** What is bundled, from where to where, and how. */
import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, Plugin } from 'vite';
import { precompiledMessages } from './messages-plugin.ts';
import { copiedWeights } from './weights-plugin.ts';

export const root: string = path.resolve(import.meta.dirname, '..');
export const bundleNames = ['main', 'preload', 'renderer', 'console'] as const;
export type BundleName = (typeof bundleNames)[number];

export type Bundle = {
  /** Folders whose content decides the bundle, from the project's root. */
  inputs: readonly string[];
  /** Folder of the bundle, from the project's root; emptied before a build. */
  out: string;
  config: InlineConfig;
};

const node = ['electron', /^node:/, ...builtinModules];
const production = { 'process.env.NODE_ENV': '"production"' };
// No source maps: what is shipped holds no source. Nothing inlined: the pages' policy allows their own files alone.
const always = { emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, reportCompressedSize: false } as const;

const page = (folder: string, out: string, base: string, plugins: Plugin[] = []): Bundle => ({
  inputs: [folder, 'shared'],
  out,
  config: {
    root: path.join(root, folder),
    base,
    plugins: [react(), precompiledMessages(), ...plugins],
    build: {
      ...always,
      outDir: path.join(root, out),
      target: 'chrome150',
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
    // A folder of their own, to which the app's scheme gives a policy of their own.
    worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'workers/[name]-[hash].js' } } },
  },
});

export const bundles: Record<BundleName, Bundle> = {
  main: {
    inputs: ['desktop/main', 'shared'],
    out: 'out/desktop/main',
    config: {
      // ws would look for optional native helpers, which are not shipped.
      define: { ...production, 'process.env.WS_NO_BUFFER_UTIL': '"1"', 'process.env.WS_NO_UTF_8_VALIDATE': '"1"' },
      ssr: { noExternal: true, external: ['electron'] },
      build: {
        ...always,
        ssr: path.join(root, 'desktop/main/index.ts'),
        outDir: path.join(root, 'out/desktop/main'),
        target: 'node24',
        rolldownOptions: { external: node, output: { format: 'es', entryFileNames: 'index.mjs', codeSplitting: false } },
      },
    },
  },
  preload: {
    inputs: ['desktop/preload', 'shared'],
    out: 'out/desktop/preload',
    config: {
      define: production,
      build: {
        ...always,
        // A sandboxed preload must be one CommonJS file.
        lib: { entry: path.join(root, 'desktop/preload/index.ts'), formats: ['cjs'], fileName: () => 'index.cjs' },
        outDir: path.join(root, 'out/desktop/preload'),
        target: 'chrome150',
        rolldownOptions: { external: ['electron'] },
      },
    },
  },
  renderer: page('desktop/renderer', 'out/desktop/renderer', './', [copiedWeights()]),
  console: page('server/console', 'out/console', '/'),
};
