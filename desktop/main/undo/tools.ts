/** What of the machine the client changes, behind one port, and how a step of the journal is put back with it. */
import type { UndoStep } from './journal.ts';

/** Settings of the desktop (GNOME's, through `gsettings`); values as the desktop spells them, e.g. `['<Alt>Tab']`. */
export type DesktopSettings = {
  /** Rejects when there is no such setting. */
  get(schema: string, key: string): Promise<string>;
  set(schema: string, key: string, value: string): Promise<void>;
  /** Back to what the desktop ships. */
  reset(schema: string, key: string): Promise<void>;
};

export type ClipboardText = {
  read(): Promise<string>;
  write(text: string): Promise<void>;
  clear(): Promise<void>;
};

export type Tools = { clipboard: ClipboardText; settings: DesktopSettings | null };

/** What the journal's run knows: its key, and whether the operating system still runs as it did then. */
export type RunFacts = { unseal: ((sealed: string) => string) | null; sameBoot: boolean };

/**
 * Puts one thing back. A clipboard does not outlive its system: after a new start there is nothing to put back, and what the
 * candidate has copied since stays.
 * @throws Error when the machine refuses; the step then stays open
 */
export async function undoStep(step: UndoStep, tools: Tools, run: RunFacts): Promise<void> {
  if (step.kind === 'setting') return await putBack(step, tools.settings);
  if (!run.sameBoot) return;
  // Even without the key nothing of the exam may stay on it.
  const former = run.unseal?.(step.sealed) ?? '';
  if (former === '') await tools.clipboard.clear();
  else await tools.clipboard.write(former);
}

/** A value that equals the desktop's own is left unset, as it most likely was. */
async function putBack({ schema, key, former }: Extract<UndoStep, { kind: 'setting' }>, settings: DesktopSettings | null) {
  if (!settings) throw new Error(`the desktop's settings cannot be reached, so ${schema} ${key} is not yet ${former} again`);
  await settings.reset(schema, key);
  if ((await settings.get(schema, key)) !== former) await settings.set(schema, key, former);
}
