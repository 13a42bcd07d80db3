/** The decisions' page. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import { holdRoutes, type ToRecord } from '../../shared/contract/holds.ts';
import { personRoutes } from '../../shared/contract/persons.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { dateOf, type FactToRecord, type Programmes, type RecordReport, type Settled } from '../programmes/index.ts';
import type { Decisions } from './decisions.ts';

/** `decideAgain` takes the decisions of a learner again, in one programme or in all where something was decided. */
export type DecisionPages = {
  decideAgain: (learner: string, programme: string | null, by: string, cause: string) => Promise<void>;
  doubts: Programmes['doubts'];
  persons: Programmes['persons'];
  /** Takes the decisions again that follow from whose accounts they are. */
  personsSettled: (claim: Settled) => Promise<void>;
  /** The credentials of an account that stand. */
  standingOf: (learner: string) => Promise<string[]>;
  recordFact: (fact: FactToRecord, by: string) => Promise<RecordReport>;
  now: () => number;
};

export function serveDecisions(
  http: Http,
  decisions: Decisions,
  { decideAgain, doubts, persons, personsSettled, standingOf, recordFact, now }: DecisionPages,
): void {
  const { holds } = decisions;
  http.route(holdRoutes.holds, () => holds.list());
  http.route(holdRoutes.hold, async ({ body, caller }) => {
    const { name } = staffOf(caller);
    await holds.put(body, name);
    await decideAgain(body.learner, body.programme, name, `hold for ${body.kind}`);
    return await holds.list();
  });
  http.route(holdRoutes.record, async ({ body, caller }) => {
    const { name } = staffOf(caller);
    const report = await recordFact(factOf(body, now()), name);
    await decideAgain(body.learner, null, name, `recorded: ${body.kind}`);
    return report;
  });
  http.route(holdRoutes.doubts, () => doubts.list());
  http.route(personRoutes.claims, ({ caller }) => persons.list(staffOf(caller)));
  http.route(personRoutes.propose, async ({ body, caller }) => {
    const account = staffOf(caller);
    await persons.propose(body, account);
    return await persons.list(account);
  });
  http.route(personRoutes.approve, async ({ params, caller }) => {
    const account = staffOf(caller);
    await personsSettled(await persons.approve(params.id, account, (claim) => requireMergeable(claim, standingOf)));
    return await persons.list(account);
  });
  http.route(personRoutes.decline, async ({ params, body, caller }) => {
    const account = staffOf(caller);
    await persons.decline(params.id, body.reason, account);
    return await persons.list(account);
  });
  http.route(holdRoutes.close, async ({ params, body, caller }) => {
    const { name } = staffOf(caller);
    const { learner, programme, kind } = await holds.close(params.id, body.outcome, name);
    await decideAgain(learner, programme, name, `hold for ${kind} closed: ${body.outcome}`);
    return await holds.list();
  });
  http.route(consoleRoutes.decisions, () => decisions.list());
}

/** Decisions on a merged account are on hold for good, which would leave its credentials standing. @throws ProblemError */
async function requireMergeable({ learners, says }: Settled, standingOf: DecisionPages['standingOf']): Promise<void> {
  if (says !== 'one') return;
  const [kept, ...others] = learners;
  for (const other of others) {
    const [standing] = await standingOf(other);
    if (standing === undefined) continue;
    throw new ProblemError(
      'conflict',
      `Account ${other} has a credential that stands. Keep that account in place of ${kept}, or have the credential revoked first.`,
      { place: 'learners', reasons: [`credential ${standing}`] },
    );
  }
}

/** What was filled in, as a fact of this moment. */
function factOf(given: ToRecord, at: number): FactToRecord {
  const { learner } = given;
  switch (given.kind) {
    case 'payment': {
      const { fee, reference, amountCents, state } = given;
      return { kind: 'payment', learner, body: { fee, reference, amountCents, state, at } };
    }
    case 'capstone': {
      const { capstone, reference, grade, people } = given;
      return { kind: 'capstone', learner, reference, body: { capstone, grade, people, state: 'final', completedOn: dateOf(at) } };
    }
    case 'extra-attempt':
      return { kind: 'extra-attempt', learner, reference: String(at), body: { exam: given.exam, reason: given.reason, at } };
  }
}
