/** The decisions' page. */
import { consoleRoutes } from '../../shared/contract/console.ts';
import { holdRoutes } from '../../shared/contract/holds.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import type { Programmes } from '../programmes/index.ts';
import type { Decisions } from './decisions.ts';

/** `decideAgain` takes the decisions of a learner again, in one programme or in all where something was decided. */
export type DecisionPages = {
  decideAgain: (learner: string, programme: string | null, by: string, cause: string) => Promise<void>;
  doubts: Programmes['doubts'];
};

export function serveDecisions(http: Http, decisions: Decisions, { decideAgain, doubts }: DecisionPages): void {
  const { holds } = decisions;
  http.route(holdRoutes.holds, () => holds.list());
  http.route(holdRoutes.hold, async ({ body, caller }) => {
    const { name } = staffOf(caller);
    await holds.put(body, name);
    await decideAgain(body.learner, body.programme, name, `hold for ${body.kind}`);
    return await holds.list();
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
