/**
 * The screens without main, for looking and for tests: `?screen=exam&item=order&offline`. Never part of the product.
 * `window.preview` tells what was called, and pushes views as main would.
 */
import '../../../shared/design/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from '../app.tsx';
import { openMonitor } from '../monitors/monitor.ts';
import { courseOf } from './courses.ts';
import { createFakeBridge, type Preview } from './fake-bridge.ts';
import { fakeMonitor } from './fake-monitor.ts';
import { viewFor } from './views.ts';

declare global {
  interface Window {
    preview: Preview;
  }
}

z.config({ jitless: true });
const query = new URLSearchParams(location.search);
const first = viewFor(query);
const plan = query.get('plan');
const { bridge, preview } = createFakeBridge(first, plan === null ? null : courseOf(plan, first.sitting?.current ?? null));
window.preview = preview;
const root = document.getElementById('root');
// `detectors`: the real ones; `notice=too-dark`: what they would say of the picture.
const open = query.has('detectors') ? openMonitor : () => fakeMonitor(query.get('notice'));
if (root) createRoot(root).render(<App bridge={bridge} openMonitor={open} />);
