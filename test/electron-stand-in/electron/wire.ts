/** The wire between the preload's world of a page and the main process. */
import type { CdpSession } from '../browser/cdp.ts';
import { makeCodec } from '../page/codec.ts';
import { WORLD } from '../page/scripts.ts';

const codec = makeCodec();
const BINDING = '__electronStandIn';

export type Message = {
  kind: string;
  rest: unknown[];
  /** The world that sent it. */
  world: number;
  answer: (ok: boolean, value?: unknown) => Promise<void>;
};

export class Wire {
  readonly #cdp: CdpSession;

  private constructor(cdp: CdpSession) {
    this.#cdp = cdp;
  }

  /** Calls `onMessage` with all that the preload's worlds of this page send from now on. */
  static async open(cdp: CdpSession, onMessage: (message: Message) => void): Promise<Wire> {
    const wire = new Wire(cdp);
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId: world }) => {
      if (name !== BINDING) return;
      // Written by page/isolated-world.ts.
      const [kind, id, ...rest] = codec.decode(payload) as [string, number, ...unknown[]];
      onMessage({ kind, rest, world, answer: (ok, value) => wire.send(world, ['reply', id, ok, value]) });
    });
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
    return wire;
  }

  async send(world: number, message: unknown[]): Promise<void> {
    let text: string;
    try {
      text = codec.encode(message);
    } catch (error) {
      text = codec.encode(['reply', message[1], false, error]);
    }
    await this.#cdp.trySend('Runtime.callFunctionOn', {
      executionContextId: world,
      functionDeclaration: `(text) => globalThis.${BINDING}Receive(text)`,
      arguments: [{ value: text }],
    });
  }
}
