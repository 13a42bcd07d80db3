/** The frames of one page, and the worlds in them that can talk to the main process. */
import type { CdpSession } from '../browser/cdp.ts';
import { WORLD } from '../page/scripts.ts';
import { fromChromium, originOf } from '../schemes.ts';
import { strict } from '../strict.ts';

type Auxiliary = { frameId?: string; type?: string };

export class Frames {
  readonly #known = new Map<string, { url: string; parent: string | undefined }>();
  readonly #worlds = new Map<string, number>();
  readonly #processId: number;

  constructor(processId: number) {
    this.#processId = processId;
  }
  follow(cdp: CdpSession): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      // Blink writes both members for every world of a document.
      const { frameId, type } = (context.auxData ?? {}) as Auxiliary;
      if (frameId && type === 'isolated' && context.name === WORLD) this.#worlds.set(frameId, context.id);
    });
    cdp.on('Runtime.executionContextsCleared', () => this.#worlds.clear());
    cdp.on('Page.frameNavigated', ({ frame }) => {
      this.#known.set(frame.id, { url: fromChromium(frame.url + (frame.urlFragment ?? '')), parent: frame.parentId });
    });
    cdp.on('Page.frameDetached', ({ frameId }) => void this.#known.delete(frameId));
  }
  urlOf(frameId: string): string {
    return this.#known.get(frameId)?.url ?? '';
  }
  /** The preload's world in a frame. */
  world(frameId: string): number | undefined {
    return this.#worlds.get(frameId);
  }
  worlds(): number[] {
    return [...this.#worlds.values()];
  }
  frameOfWorld(contextId: number): string | undefined {
    return [...this.#worlds].find(([, id]) => id === contextId)?.[0];
  }
  electronFrame(frameId: string): Electron.WebFrameMain | null {
    const known = this.#known.get(frameId);
    if (!known) return null;
    const parent = known.parent ? this.electronFrame(known.parent) : null;
    return strict<Electron.WebFrameMain>('webFrameMain')({
      url: known.url,
      origin: originOf(known.url),
      parent,
      top: parent?.top ?? null,
      frameToken: frameId,
      routingId: 1,
      processId: this.#processId,
      detached: false,
      isDestroyed: () => !this.#known.has(frameId),
    });
  }
}
