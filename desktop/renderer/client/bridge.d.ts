import type { Bridge } from '../../../shared/contract/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly invigil: Bridge;
  }
}
