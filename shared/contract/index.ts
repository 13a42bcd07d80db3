/** The one map of every conversation: the server's routes and handlers, main and preload derive from it. */
import { bridgeCalls, bridgePushes } from './bridge.ts';
import { candidateCalls, candidatePushes, candidateRoutes } from './candidate.ts';
import { consoleCalls, consolePushes, consoleRoutes } from './console.ts';
import { credentialRoutes } from './credentials.ts';
import { lockdownRoutes } from './lockdown.ts';
import { preflightRoutes } from './preflight.ts';
import { publicRoutes } from './public.ts';

export const contract = {
  http: {
    candidate: candidateRoutes,
    console: consoleRoutes,
    credentials: credentialRoutes,
    lockdown: lockdownRoutes,
    preflight: preflightRoutes,
    public: publicRoutes,
  },
  sockets: {
    '/sitting': { calls: candidateCalls, pushes: candidatePushes },
    '/console': { calls: consoleCalls, pushes: consolePushes },
  },
  bridge: { calls: bridgeCalls, pushes: bridgePushes },
} as const;
