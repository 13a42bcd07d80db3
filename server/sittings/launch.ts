/** From a launch code to an open sitting: the gate, the binding of the sitting's key, the token. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { candidateRoutes } from '../../shared/contract/candidate.ts';
import { type LaunchReply, PROTOCOL } from '../../shared/contract/candidate.ts';
import type { BodyOf } from '../../shared/contract/kit.ts';
import { appendServer, bindingMessage, emptyHead, headMessage, headOf } from '../../shared/journal/chain.ts';
import type { Responses, ServerNote } from '../../shared/journal/entry.ts';
import type { Plan } from '../../shared/journal/plan.ts';
import { type DeliveryPolicy, EffectivePolicy, effectivePolicy } from '../../shared/policy/policy.ts';
import type { Blobs } from '../platform/blobs/blobs.ts';
import type { Database } from '../platform/database/database.ts';
import { fingerprint, newToken, type SigningKey, verifierOf } from '../platform/keys.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import { type Registration, type Registrations, requireOpen } from '../registrations/index.ts';

export type PlanFacts = { exam: string; seed: string; policy: EffectivePolicy };
/** Stretches that were ended, responses and milliseconds by item. */
export type PlanProgress = {
  ended: number;
  answers: Readonly<Record<string, Responses>>;
  spent: Readonly<Record<string, number>>;
};

/** What the launch needs to know from other features. */
export type LaunchPorts = {
  /** Who the learner is, and why not if they may not sit this exam. */
  learner: (id: string) => Promise<{ name: string; country: string }>;
  gate: (learner: string, programme: string) => Promise<{ eligible: boolean; reasons: string[] }>;
  exam: (id: string) => Promise<{
    title: string;
    programme: string;
    questions: number;
    policy: DeliveryPolicy;
    consent: { en: string[] } & Record<string, string[]>;
  }>;
  /** What is open to a candidate after this much; null where the exam has no plan but its questions. */
  plan: (facts: PlanFacts, progress: PlanProgress) => Promise<Plan | null>;
};

export type LaunchOptions = {
  database: Database;
  registrations: Registrations;
  ports: LaunchPorts;
  key: SigningKey;
  blobs: Blobs;
  now: () => number;
};

export function createLaunch({ database, registrations, ports, key, blobs, now }: LaunchOptions) {
  const { db, writer } = database;
  // Places on the wall are given one after another; between two servers the table's own constraint decides.
  const serially = createSerially();

  const openSitting = async (registration: Registration, publicKey: string, token: string) => {
    const { window } = registration;
    requireOpen(window, now());
    const { eligible, reasons } = await ports.gate(registration.learner, window.programme);
    if (!eligible) {
      throw new ProblemError(
        'not-eligible',
        'You may not sit this exam yet. The reasons are listed; when they are settled, the same code works.',
        { reasons },
      );
    }
    const learner = await ports.learner(registration.learner);
    const exam = await ports.exam(window.exam);
    const policy = effectivePolicy(exam.policy, registration.accommodations);
    const id = randomUUID();
    const at = { wall: now(), mono: performance.now(), boot: 'server-launch' };
    const seed = randomBytes(32).toString('base64url');
    const plan = await ports.plan({ exam: window.exam, seed, policy }, { ended: 0, answers: {}, spent: {} });
    const notes: ServerNote[] = [
      { kind: 'opened', body: { publicKey, exam: window.exam, registration: registration.id } },
      ...(plan ? [{ kind: 'planned' as const, body: plan }] : []),
    ];
    let head = emptyHead(id, 'server');
    const opening = notes.map((note) => {
      const entry = appendServer(id, head, at, note);
      head = headOf(entry);
      return entry;
    });
    const genesis = emptyHead(id, 'candidate');
    const { count } = await db
      .selectFrom('sitting')
      .select((q) => q.fn.countAll<number>().as('count'))
      .where('window', '=', window.id)
      .executeTakeFirstOrThrow();
    const facts: Record<string, string | number | null> = {
      id,
      registration: registration.id,
      learner: registration.learner,
      name: learner.name,
      country: learner.country,
      exam: window.exam,
      '"window"': window.id,
      place: Number(count) + 1,
      public_key: publicKey,
      token_hash: fingerprint(token),
      policy: JSON.stringify(policy),
      seed,
      media_key: blobs.newKey(id),
      media_until: null,
      opened_at: now(),
      stage: 'check-in',
      last_seen: now(),
    };
    await writer.write([
      { insert: 'sitting', columns: Object.keys(facts), rows: [Object.values(facts)] },
      {
        insert: 'journal_head',
        columns: ['sitting', 'lane', 'seq', 'hash', 'signature'],
        rows: [
          [id, 'candidate', 0, genesis.hash, null],
          [id, 'server', head.seq, head.hash, key.sign(headMessage(id, 'server', head))],
        ],
      },
      {
        insert: 'journal_entry',
        columns: ['sitting', 'lane', 'seq', 'position', 'kind', 'entry', 'hash', 'stored_at'],
        rows: opening.map((entry) => [id, 'server', entry.seq, entry.seq, entry.kind, JSON.stringify(entry), entry.hash, now()]),
      },
    ]);
    return { id, name: learner.name, policy };
  };

  /**
   * Redeems a launch code. The first launch binds the client's key; only that key may launch again, as often as it
   * must (a crash, a new start), also after the end, to send what is still waiting.
   * @throws ProblemError `unknown-protocol`, `bad-code`, `bad-proof`, `outside-window`, `not-eligible`, `bound-elsewhere`
   */
  return async function launch(body: BodyOf<typeof candidateRoutes.launch>): Promise<LaunchReply> {
    if (body.protocol !== PROTOCOL) {
      throw new ProblemError(
        'unknown-protocol',
        `This client speaks protocol ${body.protocol}; the server speaks ${PROTOCOL}. Install the current Invigil client.`,
        { place: 'protocol' },
      );
    }
    const registration = await registrations.byCode(body.code);
    if (!registration)
      throw new ProblemError(
        'bad-code',
        'This launch code is not known. Check it letter by letter, or ask exam staff for a new one.',
      );
    if (!verifierOf(body.publicKey)(bindingMessage(body.code, body.publicKey), body.proof)) {
      throw new ProblemError(
        'bad-proof',
        'The client could not prove that its key is its own. Start the client again; if it stays, install it anew.',
        { place: 'proof' },
      );
    }
    const token = newToken();
    const existing = await db
      .selectFrom('sitting')
      .select(['id', 'public_key', 'name', 'policy'])
      .where('registration', '=', registration.id)
      .executeTakeFirst();
    if (existing && existing.public_key !== body.publicKey) {
      throw new ProblemError(
        'bound-elsewhere',
        'This sitting was started on another computer. Go on there, or ask the proctor for help.',
      );
    }
    if (existing)
      await db
        .updateTable('sitting')
        .set({ token_hash: fingerprint(token) })
        .where('id', '=', existing.id)
        .execute();
    const sitting = existing
      ? { id: existing.id, name: existing.name, policy: parse(EffectivePolicy, JSON.parse(existing.policy), 'stored policy') }
      : await serially(registration.window.id, () => openSitting(registration, body.publicKey, token));
    const exam = await ports.exam(registration.window.exam);
    return {
      sitting: sitting.id,
      token,
      candidate: { name: sitting.name },
      exam: {
        id: registration.window.exam,
        title: exam.title,
        programme: exam.programme,
        questions: exam.questions,
        opensAt: registration.window.opensAt,
        closesAt: registration.window.closesAt,
        consent: { version: sitting.policy.consentVersion, paragraphs: exam.consent.en, texts: exam.consent },
      },
      policy: sitting.policy,
      serverKey: key.publicKey,
    };
  };
}
