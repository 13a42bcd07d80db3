/** The two scripts that every document of a window starts with. */
import { randomUUID } from 'node:crypto';
import { makeCodec } from './codec.ts';
import { isolatedWorld } from './isolated-world.ts';
import { mainWorld } from './main-world.ts';
import { makePeer } from './peer.ts';

/** Electron's own name for the preload's world. */
export const WORLD = 'Electron Isolated Context';

export type Preload = { file: string; source: string; process: object };

/** `main` for the page's own world, `isolated` for the preload's; a subframe gets neither. */
export function documentScripts(preload: Preload | undefined): { main: string; isolated: string } {
  const nonce = JSON.stringify(randomUUID());
  const peer = (me: string, other: string) =>
    `const codec = (${makeCodec})(); const peer = (${makePeer})(codec, ${nonce}, '${me}', '${other}');`;
  // As in Electron, the preload sees require, module, exports and process as parameters, and nothing else of Node's.
  const run = `try { (function (require, module, exports, process) { ${preload?.source ?? ''}\n
    }).call(globalThis, env.require, { exports: {} }, {}, env.process); } catch (error) { env.fail(error); }`;
  return {
    main: `if (globalThis === top) { ${peer('m', 'i')} (${mainWorld})(peer); }`,
    isolated: `if (globalThis === top) { ${peer('i', 'm')}
      const env = (${isolatedWorld})(codec, peer, ${JSON.stringify(preload?.process ?? {})}); ${run} }
      //# sourceURL=${preload?.file ?? 'electron-stand-in'}`,
  };
}
