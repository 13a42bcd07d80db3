import { addScheme } from '../schemes.ts';
import { strict } from '../strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;

export const handlers = new Map<string, Handler>();

export const protocol = strict<Electron.Protocol>('protocol')({
  registerSchemesAsPrivileged: (custom: Electron.CustomScheme[]) => {
    for (const { scheme } of custom) addScheme(scheme);
  },
  handle: (scheme: string, handler: Handler) => {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    addScheme(scheme);
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
});
