/** A credential as files: the badge, its JWT form, pictures with the badge inside, the certificate, the offline bundle. */
import { ProblemError } from '../platform/problem-error.ts';
import { medalPng, medalSvg } from './artwork.ts';
import { bakePng, bakeSvg } from './bake.ts';
import { certificate } from './certificate.ts';
import { usedContexts } from './contexts.ts';
import type { Keyring } from './keyring.ts';
import type { Lists } from './lists.ts';
import { UnsignedBadge } from './open-badge.ts';
import type { Views } from './views.ts';

export type FilesOptions = { ring: Keyring; lists: Lists; views: Views; publicUrl: string; issuerName: string };

export function createFiles({ ring, lists, views, publicUrl, issuerName }: FilesOptions) {
  return {
    /** The signed Open Badge, byte for byte as issued. @throws ProblemError `not-found` */
    badge: async (id: string): Promise<string> => (await views.row(id)).badge,

    /**
     * The badge as a compact JWS, signed by the newest key. Its status entry is the badge's own.
     * @throws ProblemError `not-found`, or `conflict` when it may no longer be signed, or was issued without a subject
     */
    async jwt(id: string): Promise<string> {
      const row = await views.row(id);
      const state = views.stateOf(row);
      if (state !== 'valid')
        throw new ProblemError('conflict', `This credential is ${state} and is not signed anew.`, { place: 'id' });
      const issuer = ring.current();
      const { proof: _, ...unsigned } = JSON.parse(row.badge) as Record<string, unknown>;
      const badge = UnsignedBadge.safeParse(unsigned);
      if (row.issuer !== issuer.did || !badge.success) {
        throw new ProblemError('conflict', 'This credential is from before the JWT form and has its signed badge alone.', {
          place: 'id',
        });
      }
      return await issuer.signJwt(badge.data);
    },

    /** @throws ProblemError `not-found` */
    png: async (id: string): Promise<Buffer> => bakePng(medalPng(), (await views.row(id)).badge),
    /** @throws ProblemError `not-found` */
    async svg(id: string): Promise<string> {
      const { programme } = await views.summary(id);
      return bakeSvg(medalSvg(programme, issuerName), (await views.row(id)).badge);
    },

    /** @throws ProblemError `not-found` */
    async certificate(id: string): Promise<Buffer> {
      const { name, programme, criteria, did, issuedAt, state, changedAt } = await views.publicView(id);
      return await certificate({
        id,
        holder: name,
        programme,
        criteria,
        issuer: issuerName,
        did,
        issuedAt,
        state,
        changedAt,
        url: `${publicUrl}/c/${id}`,
        badge: (await views.row(id)).badge,
      });
    },

    /** Everything that a check without a network needs. @throws ProblemError `not-found` */
    async bundle(id: string): Promise<string> {
      const row = await views.row(id);
      const issuer = ring.issuer(row.issuer);
      if (!issuer) throw new ProblemError('conflict', `The keys of its issuer ${row.issuer} are not here.`, { place: 'id' });
      const parts = {
        format: 'invigil-bundle-1',
        badge: JSON.parse(row.badge),
        statusList: JSON.parse(await lists.signed(row.list)),
        issuer: issuer.didDocument,
        contexts: usedContexts(),
      };
      return JSON.stringify(parts, null, 2);
    },

    /** The issuer's DID document. */
    didDocument: (): string => JSON.stringify(ring.current().didDocument, null, 2),
  };
}
