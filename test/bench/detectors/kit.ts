/** What the measurements of all detectors share: the case they run on, and what they answer. */
import type { Eyes } from '../../../desktop/renderer/monitors/eyes.ts';

export type Setting = {
  /** Folder of the corpus; null where there is none, and the samples of an installed package have to do. */
  folder: string | null;
  eyes: Eyes;
  /** Every nth picture only, and fewer lights: for the test command. */
  quick: boolean;
};
/** What has to hold. */
export type Mark = { name: string; holds: boolean; found: string };
export type Section = { title: string; lines: string[]; marks: Mark[] };
export type Measurement = (setting: Setting) => Promise<Section> | Section;

export const mark = (name: string, holds: boolean, found: string): Mark => ({ name, holds, found });
/** Every nth in the quick version, spread over the whole. */
export const sampled = <T>(all: readonly T[], quick: boolean, most: number): T[] => {
  const step = quick ? Math.max(1, Math.ceil(all.length / most)) : 1;
  return all.filter((_, i) => i % step === 0);
};
