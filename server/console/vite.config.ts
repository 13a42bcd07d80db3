/// <reference types="node" />
/** How the console is bundled: `vite build -c server/console/vite.config.ts`, or with Vite's build API in the test. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const config: InlineConfig = {
  configFile: false,
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  // Nothing is inlined: the page's policy allows fonts and scripts from the server alone.
  build: { outDir: '../../out/console', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
};

export default config;
