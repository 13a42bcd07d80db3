/** Item analysis: how exams and their items worked, for those who answer for them. Figures alone: no candidate is named. */

import type { Content } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import { type AnalysedExam, analysisRoutes, type Equating, type ExamAnalysis } from '../../shared/contract/analysis.ts';
import type { ItemScore } from '../../shared/contract/console.ts';
import type { Responses } from '../../shared/journal/entry.ts';
import { type Exam, type ExamItem, type Exams, examItems, instanceOf, mapBack } from '../exams/index.ts';
import type { Db } from '../platform/database/database.ts';
import { staffOf } from '../platform/http/caller.ts';
import type { Http } from '../platform/http/server.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { type AnalysedItem, analyse, countsOf, type Taken } from './analyse.ts';
import { equipercentileEquating, linearEquating } from './statistics/index.ts';

/** A result that stands: neither invalidated nor of a sitting that is still open. */
export type StandingResult = { sitting: string; exam: string; learner: string; items: readonly ItemScore[] };
export type AnalysisOptions = {
  db: Db;
  exams: Exams;
  /** A sitting's secret, and its answers under the names of its own form. */
  answersOf: (sitting: string) => Promise<{ seed: string; answers: Readonly<Record<string, { responses: Responses }>> }>;
  results: () => Promise<readonly StandingResult[]>;
  countryOf: (learner: string) => Promise<string>;
  now: () => number;
};

const textOf = (content: readonly Content[]): string =>
  content
    .map((node) => (typeof node === 'string' ? node : 'children' in node ? textOf(node.children) : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** The choices of an item with one choice interaction, and which of them are right; null for any other. */
function choicesOf(item: ExamItem): { response: string; choices: NonNullable<AnalysedItem['choices']> } | null {
  const [only, ...more] = interactionsOf(item.content);
  if (!only || more.length > 0 || (only.interaction !== 'choice' && only.interaction !== 'inline-choice')) return null;
  const keys = item.marking.responses.find(({ id }) => id === only.response)?.correct ?? [];
  const choices = only.choices.map(({ id, content }) => ({ id, text: textOf(content), isKey: keys.includes(id) }));
  return { response: only.response, choices };
}

export function createAnalysis({ db, exams, answersOf, results, countryOf, now }: AnalysisOptions) {
  const takenOf = async (exam: Exam, standing: readonly StandingResult[]): Promise<Taken[]> => {
    const items = examItems(exam);
    const offered = items.map(choicesOf);
    return await Promise.all(
      standing.map(async ({ sitting, learner, items: scores }) => {
        const { seed, answers } = await answersOf(sitting);
        const byItem = new Map(scores.map(({ item, score }) => [item, score]));
        const choicesIn = (id: string, place: number): readonly string[] | null => {
          const [own, item] = [offered[place], items[place]];
          const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
          if (!own || !item) return null;
          const mapped = answer ? mapBack({ ...item, id }, seed, answer.responses) : null;
          return mapped?.ok ? (mapped.responses[own.response] ?? []) : [];
        };
        const again = scores.flatMap(({ item: id, score }) => {
          const { item, sequence } = instanceOf(id);
          const place = items.findIndex((one) => one.id === item);
          return sequence === 1 || place < 0 ? [] : [{ place, score, choices: choicesIn(id, place) }];
        });
        return {
          country: await countryOf(learner),
          scores: items.map(({ id }) => byItem.get(id) ?? 0),
          choices: items.map(({ id }, place) => choicesIn(id, place)),
          ...(again.length > 0 && { again }),
        };
      }),
    );
  };
  const list = async (all?: readonly StandingResult[]): Promise<AnalysedExam[]> => {
    const byExam = Map.groupBy(all ?? (await results()), ({ exam }) => exam);
    return await Promise.all(
      [...byExam].map(async ([id, own]) => {
        const { exam, version } = await exams.get(id);
        return { exam: id, title: exam.title, version, people: own.length };
      }),
    );
  };

  /** @throws ProblemError `not-found` */
  const report = async (id: string, focal: string | null): Promise<ExamAnalysis> => {
    const { exam, policy } = await exams.get(id);
    const standing = (await results()).filter((result) => result.exam === id);
    const items = exam.sections.flatMap((section) =>
      section.items.map(
        (item): AnalysedItem => ({
          item: item.id,
          title: item.title,
          section: section.title,
          max: item.marking.max,
          choices: choicesOf(item)?.choices ?? null,
        }),
      ),
    );
    const taken = await takenOf(exam, standing);
    return analyse({ exam: id, title: exam.title, items, taken, passMark: policy.passMark, focal });
  };

  /** @throws ProblemError `not-found`, or `conflict` when a form was taken by nobody or its scores do not vary */
  const equate = async (id: string, to: string): Promise<Equating> => {
    const all = await results();
    const known = await list(all);
    const [from, target] = [id, to].map((one) => known.find(({ exam }) => exam === one));
    if (!from || !target) throw new ProblemError('not-found', 'Nobody has taken one of these exams yet.', { place: 'to' });
    const [x, y] = await Promise.all(
      [id, to].map(async (one) => {
        const { exam } = await exams.get(one);
        const max = examItems(exam).reduce((sum, item) => sum + item.marking.max, 0);
        const own = all.filter((result) => result.exam === one);
        const totals = own.map(({ items }) => items.reduce((sum, { score }) => sum + score, 0));
        return countsOf(totals, max);
      }),
    );
    if (!x || !y || x.filter((count) => count > 0).length < 2 || y.filter((count) => count > 0).length < 2)
      throw new ProblemError('conflict', 'All totals on one of these exams are the same, so they cannot be compared.');
    const { intercept, slope } = linearEquating(x, y);
    const equipercentile = equipercentileEquating(x, y);
    const scores = x.map((_, score) => ({
      score,
      linear: intercept + slope * score,
      equipercentile: equipercentile[score] ?? score,
    }));
    return { from, to: target, intercept, slope, scores };
  };

  return {
    list,
    report,
    equate,
    serve(http: Http): void {
      const looked = (by: string, subject: string) => audit(db, now(), { by, act: 'looked at', subject });
      http.route(analysisRoutes.exams, () => list());
      http.route(analysisRoutes.exam, async ({ caller, params, query }) => {
        await looked(staffOf(caller).name, `analysis of ${params.id}`);
        return await report(params.id, query.focal ?? null);
      });
      http.route(analysisRoutes.equate, async ({ caller, params }) => {
        await looked(staffOf(caller).name, `equating of ${params.id} to ${params.to}`);
        return await equate(params.id, params.to);
      });
    },
  };
}
export type Analysis = ReturnType<typeof createAnalysis>;
