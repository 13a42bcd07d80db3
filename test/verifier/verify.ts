/**
 * An independent verifier of offline bundles, written from the specifications: it shares no signing, canonicalising or
 * credential code with the server, and needs no network. Whatever it cannot prove good, it refuses.
 */
import * as z from 'zod';
import { contextDigest, contexts } from './contexts.ts';
import { checkProof } from './proof.ts';
import { Refusal } from './refusal.ts';
import { isSet } from './status.ts';

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Badge = z.looseObject({
  type: z.array(z.string()).refine((types) => types.includes('VerifiableCredential') && types.includes('OpenBadgeCredential')),
  issuer: z.looseObject({ id: z.string(), name: z.string() }),
  validFrom: Moment,
  validUntil: Moment.optional(),
  credentialSubject: z.looseObject({
    identifier: z.array(z.looseObject({ identityType: z.string(), identityHash: z.string() })),
    achievement: z.looseObject({ name: z.string() }),
  }),
  credentialStatus: z.strictObject({
    id: z.string(),
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
    statusListIndex: z.string().regex(/^(0|[1-9]\d{0,8})$/),
    statusListCredential: z.string(),
  }),
});
const StatusList = z.looseObject({
  id: z.string(),
  type: z.array(z.string()).refine((types) => types.includes('BitstringStatusListCredential')),
  issuer: z.string(),
  validFrom: Moment,
  validUntil: Moment,
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.literal('revocation'),
    encodedList: z.string(),
  }),
});
const Bundle = z.looseObject({
  format: z.literal('invigil-bundle-1'),
  badge: z.looseObject({}),
  statusList: z.looseObject({}),
  issuer: z.looseObject({ id: z.string() }),
  contexts: z.array(z.object({ url: z.string(), sha256: z.string() })),
});

export type Verdict =
  | { valid: true; holder: string; achievement: string; issuer: { did: string; name: string }; statusAgeMs: number }
  | { valid: false; reason: string };
export type Question = {
  /** ms since 1970 */
  at: number;
  /** The identity that must have issued it. Without one the verdict tells who did, and the reader has to judge. */
  issuer?: string | undefined;
};

/** Checks a bundle as read from its JSON. */
export async function verifyBundle(raw: unknown, question: Question): Promise<Verdict> {
  try {
    return await examine(raw, question);
  } catch (error) {
    if (error instanceof Refusal) return { valid: false, reason: error.message };
    throw error;
  }
}

async function examine(raw: unknown, { at, issuer }: Question): Promise<Verdict> {
  const bundle = read(Bundle, raw, 'The bundle');
  const badge = read(Badge, bundle.badge, 'The badge');
  const did = badge.issuer.id;
  if (issuer !== undefined && did !== issuer) throw new Refusal(`The badge was issued by ${did}, not by ${issuer}.`);
  if (bundle.issuer.id !== did) throw new Refusal('The issuer document in the bundle is that of somebody else.');
  for (const { url, sha256 } of bundle.contexts) {
    const known = contexts.get(url);
    if (!known || contextDigest(known) !== sha256) throw new Refusal(`The context ${url} is another than the one known here.`);
  }
  await checkProof(bundle.badge, did, 'The badge', at);
  if (badge.validFrom > at) throw new Refusal('The badge is not valid yet.');
  if (badge.validUntil !== undefined && badge.validUntil <= at) throw new Refusal('The badge has expired.');

  const { statusListCredential, statusListIndex } = badge.credentialStatus;
  const list = read(StatusList, bundle.statusList, 'The status list');
  if (list.id !== statusListCredential) throw new Refusal('The status list is another than the badge names.');
  if (list.issuer !== did) throw new Refusal('The status list was issued by somebody else.');
  await checkProof(bundle.statusList, did, 'The status list', at);
  if (list.validFrom > at) throw new Refusal('The status list is not valid yet.');
  if (list.validUntil <= at) throw new Refusal('The status list is out of date. Download the bundle again.');
  if (isSet(list.credentialSubject.encodedList, Number(statusListIndex))) throw new Refusal('The credential was revoked.');

  const names = badge.credentialSubject.identifier.filter(({ identityType }) => identityType === 'name');
  return {
    valid: true,
    holder: names.map(({ identityHash }) => identityHash).join(', '),
    achievement: badge.credentialSubject.achievement.name,
    issuer: { did, name: badge.issuer.name },
    statusAgeMs: at - list.validFrom,
  };
}

function read<S extends z.ZodType>(schema: S, raw: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(`${what} is not complete (${issue?.path.join('.') || 'whole'}: ${issue?.message}).`);
}
