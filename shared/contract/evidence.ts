/** Clips around a signal: sent by the client like pictures, played by reviewers alone. */
import * as z from 'zod/mini';
import { Sha256, SignalKind } from '../journal/entry.ts';
import { route } from './kit.ts';

/** Most bytes of one piece: five seconds of small video have a tenth of it. */
export const MAX_CLIP_BYTES = 2_000_000;
export const CLIP_TYPE = 'video/webm';

const Millis = z.number();
/** One playable piece; pieces of one clip follow each other and overlap a little. */
export const ClipRef = z.object({
  hash: Sha256,
  signal: SignalKind,
  from: Millis,
  to: Millis,
  /** `waiting`: named in the journal, still on the candidate's computer. */
  state: z.enum(['here', 'waiting']),
});
export type ClipRef = z.infer<typeof ClipRef>;

export const evidenceRoutes = {
  /** A piece of a clip as WebM. Who played it stands in the audit trail. */
  clip: route({
    method: 'GET',
    path: '/api/console/clips/:hash',
    allowed: ['reviewer', 'administrator'],
    params: z.object({ hash: Sha256 }),
    reply: 'bytes',
  }),
};
