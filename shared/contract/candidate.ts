/** The candidate's client and the server: HTTP for launch, form and pictures; a socket for the journal. */
import * as z from 'zod/mini';
import { DeliveryForm } from '../assessment/delivery.ts';
import { FILE_BYTES } from '../assessment/files.ts';
import { CandidateEntry, Id, PicturePurpose, ServerEntry, Sha256 } from '../journal/entry.ts';
import { EffectivePolicy } from '../policy/policy.ts';
import { call, push, route } from './kit.ts';

/** Raised whenever an old client could misunderstand a new server or the other way round. */
export const PROTOCOL = 4;
export const MAX_BATCH = 200;
export const MAX_PICTURE_BYTES = 1_500_000;

const Seq = z.number().check(z.int(), z.nonnegative());
const Millis = z.number().check(z.int(), z.nonnegative());
const Key = z.string().check(z.maxLength(64), z.regex(/^[A-Za-z0-9_-]+$/));
const Signature = z.string().check(z.maxLength(128), z.regex(/^[A-Za-z0-9_-]+$/));

/** Launch code as printed: three groups of four from an alphabet without look-alikes. */
export const LaunchCode = z.string().check(z.regex(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/));

/** The server's countersignature of the candidate's head: `headMessage` in journal/chain.ts says what is signed. */
export const Receipt = z.object({ seq: Seq, hash: Sha256, storedAt: Millis, signature: Signature });
export type Receipt = z.infer<typeof Receipt>;

const ExamSummary = z.object({
  id: Id,
  title: z.string(),
  programme: z.string(),
  questions: z.number(),
  opensAt: Millis,
  closesAt: Millis,
  /** `texts`: the paragraphs by language (BCP 47); absent in what clients stored before there were several. */
  consent: z.object({
    version: z.string(),
    paragraphs: z.array(z.string()),
    texts: z.optional(z.record(z.string(), z.array(z.string()))),
  }),
});
export type ExamSummary = z.infer<typeof ExamSummary>;

export const LaunchReply = z.object({
  sitting: Id,
  /** Opaque bearer token for this sitting; the main process alone holds it. */
  token: z.string(),
  candidate: z.object({ name: z.string() }),
  exam: ExamSummary,
  policy: EffectivePolicy,
  /** The server's journal key (Ed25519, raw, base64url) under which acts and receipts are signed. */
  serverKey: Key,
});
export type LaunchReply = z.infer<typeof LaunchReply>;

export const candidateRoutes = {
  launch: route({
    method: 'POST',
    path: '/api/candidate/launch',
    allowed: 'anyone',
    /** `proof` signs `bindingMessage(code, publicKey)`; the first launch binds the key to the sitting. */
    body: z.object({ protocol: z.number(), code: LaunchCode, publicKey: Key, proof: Signature }),
    reply: LaunchReply,
  }),
  form: route({
    method: 'GET',
    path: '/api/candidate/form',
    allowed: ['candidate'],
    /** 1, and the whole form, unless the exam opens stretch after stretch. */
    query: z.object({ stretch: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000))) }),
    /** Only after release. `hash` is `digest(form)`, which `exam-started` and `stretch-started` repeat. */
    reply: z.object({ form: DeliveryForm, hash: Sha256 }),
  }),
  picture: route({
    method: 'PUT',
    path: '/api/candidate/pictures/:hash',
    allowed: ['candidate'],
    params: z.object({ hash: Sha256 }),
    query: z.object({ purpose: z.union([PicturePurpose, z.enum(['still', 'clip', 'answer'])]), takenAt: z.coerce.number() }),
    body: 'bytes',
    maxBytes: FILE_BYTES,
    reply: z.object({ stored: z.boolean() }),
  }),
};

/** Socket namespace `/sitting`; handshake auth `{token, protocol}`. */
export const CandidateHandshake = z.object({ token: z.string().check(z.maxLength(128)), protocol: z.number() });
export const SignedActs = z.object({ entries: z.array(ServerEntry), signature: Signature });
export type SignedActs = z.infer<typeof SignedActs>;

export const candidateCalls = {
  /** First on every connection: where does each side stand? `acts` brings the server's lane after `serverSeq`. */
  hello: call({
    allowed: ['candidate'],
    body: z.object({ serverSeq: Seq }),
    reply: z.object({ acked: Seq, receipt: z.nullable(Receipt), acts: z.nullable(SignedActs), now: Millis }),
  }),
  /** Next entries of the candidate's lane; `signature` is over `headMessage` of the last one. */
  entries: call({
    allowed: ['candidate'],
    body: z.object({
      from: z.number().check(z.int(), z.minimum(1)),
      entries: z.array(CandidateEntry).check(z.minLength(1), z.maxLength(MAX_BATCH)),
      signature: Signature,
    }),
    reply: z.object({ receipt: Receipt }),
  }),
};

export const candidatePushes = {
  /** New entries of the server's lane, signed over the head of the last one. */
  acts: push({ body: SignedActs }),
};
