/**
 * An independent verifier, written from the specifications: it shares no signing, canonicalising or credential code with
 * the server, and needs no network. Whatever it cannot prove good, it refuses.
 */
import * as z from 'zod';
import { contextDigest, contexts } from './contexts.ts';
import { type FindKey, keysOf } from './did.ts';
import { checkJwt, openJwt } from './jwt.ts';
import { checkProof } from './proof.ts';
import { Refusal } from './refusal.ts';
import { statusAt } from './status.ts';

const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Index = z.string().regex(/^(0|[1-9]\d{0,8})$/);
const Entry = {
  id: z.string(),
  type: z.literal('BitstringStatusListEntry'),
  statusListIndex: Index,
  statusListCredential: z.string(),
};
const Status = z.discriminatedUnion('statusPurpose', [
  z.strictObject({ ...Entry, statusPurpose: z.literal('revocation') }),
  z.strictObject({ ...Entry, statusPurpose: z.literal('suspension') }),
  z.strictObject({
    ...Entry,
    statusPurpose: z.literal('message'),
    statusSize: z.int().min(1).max(8),
    statusMessage: z.array(z.strictObject({ status: z.string().regex(/^0x[0-9a-f]+$/), message: z.string() })),
  }),
]);
const Badge = z.looseObject({
  type: z.array(z.string()).refine((types) => types.includes('VerifiableCredential') && types.includes('OpenBadgeCredential')),
  issuer: z.looseObject({ id: z.string(), name: z.string() }),
  validFrom: Moment,
  validUntil: Moment.optional(),
  credentialSubject: z.looseObject({
    identifier: z.array(z.looseObject({ identityType: z.string(), identityHash: z.string() })),
    achievement: z.looseObject({ name: z.string() }),
  }),
  credentialStatus: Status,
});
const StatusList = z.looseObject({
  id: z.string(),
  type: z.array(z.string()).refine((types) => types.includes('BitstringStatusListCredential')),
  issuer: z.string(),
  validFrom: Moment,
  validUntil: Moment,
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.enum(['message', 'revocation', 'suspension']),
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
const Issued = z.looseObject({ issuer: z.looseObject({ id: z.string() }) });

export type Verdict =
  | { valid: true; holder: string; achievement: string; issuer: { did: string; name: string }; statusAgeMs: number }
  | { valid: false; reason: string };
export type Question = {
  /** ms since 1970 */
  at: number;
  /** The identity that must have issued it. Without one the verdict tells who did, and the reader has to judge. */
  issuer?: string | undefined;
  /** The DID document of a did:web, from where the reader trusts it to come. One inside of a bundle proves nothing. */
  issuerDocument?: unknown;
};
export type Given = { badge: object; statusList: unknown } | { jwt: string; statusList: unknown };

/** Checks a bundle as read from its JSON. */
export const verifyBundle = (raw: unknown, question: Question): Promise<Verdict> =>
  refusing(async () => {
    const bundle = read(Bundle, raw, 'The bundle');
    for (const { url, sha256 } of bundle.contexts) {
      const known = contexts.get(url);
      if (!known || contextDigest(known) !== sha256) throw new Refusal(`The context ${url} is another than the one known here.`);
    }
    const did = read(Issued, bundle.badge, 'The badge').issuer.id;
    if (question.issuer !== undefined && did !== question.issuer) {
      throw new Refusal(`The badge was issued by ${did}, not by ${question.issuer}.`);
    }
    if (bundle.issuer.id !== did) throw new Refusal('The issuer document in the bundle is that of somebody else.');
    return await examine({ badge: bundle.badge, statusList: bundle.statusList }, question);
  });

/** Checks a badge, or its JWT form, against a status list. */
export const verifyCredential = (given: Given, question: Question): Promise<Verdict> => refusing(() => examine(given, question));

async function refusing(work: () => Promise<Verdict>): Promise<Verdict> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return { valid: false, reason: error.message };
    throw error;
  }
}

async function examine(given: Given, { at, issuer, issuerDocument }: Question): Promise<Verdict> {
  const opened = 'jwt' in given ? openJwt(given.jwt) : null;
  const document = opened?.badge ?? ('badge' in given ? given.badge : {});
  const badge = read(Badge, document, 'The badge');
  const did = badge.issuer.id;
  if (issuer !== undefined && did !== issuer) throw new Refusal(`The badge was issued by ${did}, not by ${issuer}.`);
  const findKey = keysOf(did, issuerDocument);
  if (opened) checkJwt(opened, findKey);
  else await checkProof(document, findKey, 'The badge', at);
  if (badge.validFrom > at) throw new Refusal('The badge is not valid yet.');
  if (badge.validUntil !== undefined && badge.validUntil <= at) throw new Refusal('The badge has expired.');

  const statusAgeMs = await checkStatus(given.statusList, badge, findKey, at);
  const names = badge.credentialSubject.identifier.filter(({ identityType }) => identityType === 'name');
  return {
    valid: true,
    holder: names.map(({ identityHash }) => identityHash).join(', '),
    achievement: badge.credentialSubject.achievement.name,
    issuer: { did, name: badge.issuer.name },
    statusAgeMs,
  };
}

/** @returns how old the list is, in ms. @throws Refusal unless the list is sound and says that the badge is valid */
async function checkStatus(statusList: unknown, badge: z.infer<typeof Badge>, findKey: FindKey, at: number): Promise<number> {
  const status = badge.credentialStatus;
  if (statusList === undefined || statusList === null) {
    throw new Refusal(`Its status list is not at hand: ${status.statusListCredential}.`);
  }
  const list = read(StatusList, statusList, 'The status list');
  if (list.id !== status.statusListCredential) throw new Refusal('The status list is another than the badge names.');
  if (list.issuer !== badge.issuer.id) throw new Refusal('The status list was issued by somebody else.');
  if (list.credentialSubject.statusPurpose !== status.statusPurpose) throw new Refusal('The status list is for another purpose.');
  await checkProof(Object(statusList), findKey, 'The status list', at);
  if (list.validFrom > at) throw new Refusal('The status list is not valid yet.');
  if (list.validUntil <= at) throw new Refusal('The status list is out of date. Download the bundle again.');

  const size = status.statusPurpose === 'message' ? status.statusSize : 1;
  const value = statusAt(list.credentialSubject.encodedList, Number(status.statusListIndex), size);
  if (status.statusPurpose !== 'message') {
    if (value !== 0) throw new Refusal(`The credential was ${status.statusPurpose === 'revocation' ? 'revoked' : 'suspended'}.`);
    return at - list.validFrom;
  }
  if (status.statusMessage.length !== 2 ** size) throw new Refusal('The badge does not say what its statuses mean.');
  const message = status.statusMessage.find((each) => Number(each.status) === value)?.message;
  if (message !== 'valid') throw new Refusal(`The credential was ${message ?? 'given a status that it does not name'}.`);
  return at - list.validFrom;
}

function read<S extends z.ZodType>(schema: S, raw: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(`${what} is not complete (${issue?.path.join('.') || 'whole'}: ${issue?.message}).`);
}
