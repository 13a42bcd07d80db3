/** The decisions' page. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import { holdRoutes, type ToRecord } from '../../shared/contract/holds.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { dateOf, type FactToRecord, type Programmes, type RecordReport } from '../programmes/index.ts';
import type { Decisions } from './decisions.ts';

/** `decideAgain` takes the decisions of a learner again, in one programme or in all where something was decided. */
export type DecisionPages = {
  decideAgain: (learner: string, programme: string | null, by: string, cause: string) => Promise<void>;
  doubts: Programmes['doubts'];
  recordFact: (fact: FactToRecord, by: string) => Promise<RecordReport>;
  now: () => number;
};

export function serveDecisions(http: Http, decisions: Decisions, { decideAgain, doubts, recordFact, now }: DecisionPages): void {
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
  http.route(holdRoutes.answer, async ({ body, caller }) => {
    const { name } = staffOf(caller);
    const { key, answer, reason } = body;
    for (const learner of await doubts.answer(key, { answer, reason, by: name }))
      await decideAgain(learner, null, name, `looked at: ${reason}`);
    return await doubts.list();
  });
  http.route(holdRoutes.close, async ({ params, body, caller }) => {
    const { name } = staffOf(caller);
    const { learner, programme, kind } = await holds.close(params.id, body.outcome, name);
    await decideAgain(learner, programme, name, `hold for ${kind} closed: ${body.outcome}`);
    return await holds.list();
  });
  http.route(consoleRoutes.decisions, () => decisions.list());
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
