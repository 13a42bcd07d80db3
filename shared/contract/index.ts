/** The one map of every conversation. Tests go through it: who may call what is told of all of them. */
import { analysisRoutes } from './analysis.ts';
import { bridgeCalls, bridgePushes } from './bridge.ts';
import { candidateCalls, candidatePushes, candidateRoutes } from './candidate.ts';
import { consoleCalls, consolePushes, consoleRoutes } from './console.ts';
import { contentRoutes } from './content.ts';
import { credentialChangeRoutes } from './credential-changes.ts';
import { credentialRoutes } from './credentials.ts';
import { evidenceRoutes } from './evidence.ts';
import { figureRoutes } from './figures.ts';
import { holdRoutes } from './holds.ts';
import { importRoutes } from './imports.ts';
import { lockdownRoutes } from './lockdown.ts';
import { ltiRoutes } from './lti.ts';
import { markingRoutes } from './marking.ts';
import { pathwayRoutes } from './pathways.ts';
import { preflightRoutes } from './preflight.ts';
import { programmeRoutes } from './programmes.ts';
import { publicRoutes } from './public.ts';
import { registrationRoutes } from './registration.ts';
import { regradeRoutes } from './regrade.ts';
import { releaseRoutes } from './release.ts';
import { resultRoutes } from './results.ts';
import { supportRoutes } from './support.ts';

export const contract = {
  http: {
    analysis: analysisRoutes,
    candidate: candidateRoutes,
    console: consoleRoutes,
    content: contentRoutes,
    credential: credentialRoutes,
    credentialChange: credentialChangeRoutes,
    evidence: evidenceRoutes,
    figure: figureRoutes,
    hold: holdRoutes,
    import: importRoutes,
    lockdown: lockdownRoutes,
    lti: ltiRoutes,
    marking: markingRoutes,
    pathway: pathwayRoutes,
    preflight: preflightRoutes,
    programme: programmeRoutes,
    public: publicRoutes,
    registration: registrationRoutes,
    regrade: regradeRoutes,
    release: releaseRoutes,
    result: resultRoutes,
    support: supportRoutes,
  },
  sockets: {
    '/sitting': { calls: candidateCalls, pushes: candidatePushes },
    '/console': { calls: consoleCalls, pushes: consolePushes },
  },
  bridge: { calls: bridgeCalls, pushes: bridgePushes },
} as const;
