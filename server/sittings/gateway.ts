/** The candidate's socket and routes. Everything it claims is checked by the contract's schemas and the journal. */

import { type DeliveryForm, onlyItems } from '../../shared/assessment/delivery.ts';
import {
  CandidateHandshake,
  candidateCalls,
  candidateRoutes,
  PROTOCOL,
  type SignedActs,
} from '../../shared/contract/candidate.ts';
import { digest } from '../../shared/journal/chain.ts';
import type { Plan } from '../../shared/journal/plan.ts';
import { isOver } from '../../shared/sitting/state.ts';
import type { Db } from '../platform/database/database.ts';
import { type Caller, sittingOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { fingerprint } from '../platform/keys.ts';
import { parse } from '../platform/parse.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Connection, Realtime } from '../platform/realtime.ts';
import type { Journal } from './journal.ts';
import type { createLaunch } from './launch.ts';
import type { Facts } from './live.ts';
import type { Pictures } from './pictures.ts';
import type { Presence } from './presence.ts';

export type GatewayOptions = {
  db: Db;
  journal: Journal;
  pictures: Pictures;
  presence: Presence;
  launch: ReturnType<typeof createLaunch>;
  /** @throws ProblemError `outside-window` when the exam may not be begun now */
  requireWindow: (facts: Facts) => Promise<void>;
  /** Compiles this candidate's form: shuffled, under opaque identifiers, without keys. */
  deliver: (facts: Facts) => Promise<DeliveryForm>;
  now: () => number;
};

/** Finds the sitting of a bearer token. */
export async function candidateOf(db: Db, token: string): Promise<Caller> {
  const row = await db.selectFrom('sitting').select('id').where('token_hash', '=', fingerprint(token)).executeTakeFirst();
  return row ? { kind: 'candidate', sitting: row.id } : { kind: 'nobody' };
}

/** The questions of one stretch. @throws ProblemError `not-released` before the plan opens it */
function opened(form: DeliveryForm, { items, stretch: newest }: Plan, stretch: number): DeliveryForm {
  if (stretch > newest && newest > 0)
    throw new ProblemError('not-released', 'These questions are not open yet. Finish the ones before them.');
  return onlyItems(form, new Set(items.flatMap((item) => (item.stretch === stretch ? [item.id] : []))));
}

export function serveCandidates(http: Http, realtime: Realtime, options: GatewayOptions): void {
  const { db, journal, pictures, presence, launch, requireWindow, deliver, now } = options;
  http.route(candidateRoutes.launch, ({ body }) => launch(body), { perMinute: 120 });
  http.route(candidateRoutes.form, async ({ caller, query }) => {
    const live = await journal.live(sittingOf(caller));
    if (live.state.stage === 'check-in' || live.state.stage === 'waiting') {
      throw new ProblemError(
        'not-released',
        'The questions come once you are let in. Finish the check-in and wait for the release.',
      );
    }
    if (isOver(live.state.stage))
      throw new ProblemError('already-over', 'This sitting is over; its questions are not shown again.');
    if (live.state.stage === 'released') await requireWindow(live.facts);
    const whole = await deliver(live.facts);
    const form = live.state.course ? opened(whole, live.state.course.plan, query.stretch ?? 1) : whole;
    return { form, hash: digest(form) };
  });
  http.route(
    candidateRoutes.picture,
    ({ caller, params, query, body }) => pictures.put(sittingOf(caller), params.hash, query, body),
    {
      perMinute: 60,
    },
  );

  const admit = async ({ auth }: Connection['handshake']): Promise<Caller> => {
    const { token, protocol } = parse(CandidateHandshake, auth, 'handshake');
    if (protocol !== PROTOCOL)
      throw new ProblemError(
        'unknown-protocol',
        `This client speaks protocol ${protocol}; the server speaks ${PROTOCOL}. Install the current Invigil client.`,
        { place: 'protocol' },
      );
    const caller = await candidateOf(db, token);
    if (caller.kind === 'nobody')
      throw new ProblemError('not-signed-in', 'This sitting was opened anew from its launch code. Start again with the code.');
    return caller;
  };
  const sockets = realtime.namespace('/sitting', admit, ({ socket, caller }) => {
    const sitting = sittingOf(caller);
    void socket.join(sitting);
    presence.came(sitting, socket.id, () => socket.disconnect(true));
    socket.on('disconnect', () => presence.went(sitting, socket.id));
  });
  sockets.on('hello', candidateCalls.hello, async ({ serverSeq }, { caller }) => {
    const sitting = sittingOf(caller);
    const live = await journal.live(sitting);
    return {
      acked: live.heads.candidate.seq,
      receipt: await journal.receipt(sitting),
      acts: await journal.actsAfter(sitting, serverSeq),
      now: now(),
    };
  });
  sockets.on('entries', candidateCalls.entries, async (batch, { caller }) => {
    const sitting = sittingOf(caller);
    const receipt = await journal.accept(sitting, batch);
    presence.seen(sitting);
    return { receipt };
  });
  journal.onCommitted(({ live, entries }) => {
    const acts = entries.filter((entry) => entry.lane === 'server');
    if (acts.length > 0) sockets.space.to(live.facts.id).emit('acts', journal.signActs(live, acts) satisfies SignedActs);
  });
}
