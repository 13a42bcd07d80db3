/** A platform's gradebook as rows for an import: whose results they are is known only of accounts that a person linked. */
import type { Gradebook } from './imports/index.ts';
import { type Lti, ServiceError } from './lti/index.ts';
import { ProblemError } from './platform/problem-error.ts';

export function gradebookOf(lti: Lti): Gradebook {
  return async (platform, lineItem) => {
    const results = await lti.gradebook(platform, lineItem).catch((error: unknown) => {
      if (!(error instanceof ServiceError)) throw error;
      throw new ProblemError('unreachable', `The platform gave no results: ${error.message} Nothing was changed.`, {
        place: 'settings.item',
      });
    });
    const lines = ['learner_id,share'];
    const problems: Awaited<ReturnType<Gradebook>>['problems'] = [];
    for (const { userId, resultScore, resultMaximum } of results) {
      const learner = await lti.accounts.learnerOf(platform, userId);
      // A result without points says that there is none.
      if (typeof resultScore !== 'number') continue;
      const row = lines.length + problems.length + 1;
      if (learner === null) problems.push({ row, column: 'userId', message: `account ${userId} is linked to no learner` });
      else lines.push(`${learner},${Number((resultScore / (resultMaximum ?? 1)).toFixed(8))}`);
    }
    return { text: `${lines.join('\n')}\n`, problems };
  };
}
