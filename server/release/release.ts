/** A candidate's own page, put together from what the other features know, and told whenever a result comes or changes. */
import type { ShownAfterRelease } from '../../shared/assessment/shown.ts';
import type { AppealAbout } from '../../shared/contract/holds.ts';
import type { Impact } from '../../shared/contract/regrade.ts';
import type { Appeal, OwnPage, ToldDecision, ToldSitting } from '../../shared/contract/release.ts';
import { isOver } from '../../shared/sitting/state.ts';
import type { Decisions } from '../decisions/index.ts';
import type { Grading } from '../grading/index.ts';
import { noticesTo, notify } from '../notices/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { createSerially } from '../platform/serially.ts';
import type { Programmes } from '../programmes/index.ts';
import type { Registrations } from '../registrations/index.ts';
import type { Review } from '../review/index.ts';
import type { Sittings } from '../sittings/index.ts';
import { groundOf } from './ground.ts';
import { linkNotice, resultNotice, type ToldResult } from './notice.ts';

export type ReleaseOptions = {
  db: Db;
  sittings: Sittings;
  registrations: Registrations;
  review: Review;
  grading: Grading;
  decisions: Decisions;
  programmes: Programmes;
  examTitle: (exam: string) => Promise<string>;
  /** What a candidate may see of the questions; null where that is nothing. */
  feedbackOf: (sitting: string) => Promise<ShownAfterRelease | null>;
  now: () => number;
};

/** Whoever asks for link after link gets one in this time. */
const LINK_PAUSE_MS = 10 * 60_000;

export function createRelease(options: ReleaseOptions) {
  const { db, sittings, registrations, review, grading, decisions, programmes, examTitle, feedbackOf, now } = options;
  const serially = createSerially();

  const lastTold = (from: Db | Trx, sitting: string) =>
    from
      .selectFrom('told_result')
      .selectAll()
      .where('sitting', '=', sitting)
      .orderBy('place', 'desc')
      .limit(1)
      .executeTakeFirst();

  /** Prepares to tell a candidate; `write` does nothing when the same was told before. */
  const telling = async (told: ToldResult) => {
    const { facts } = await sittings.journal.live(told.sitting);
    const { window } = await registrations.get(facts.registration);
    const { appealDays } = await programmes.newest(window.programme);
    const language = await programmes.languages.of(facts.learner);
    const about = { exam: await examTitle(facts.exam), name: facts.name, language, appealDays };
    return {
      async write(trx: Trx): Promise<void> {
        const at = now();
        const before = await lastTold(trx, told.sitting);
        if (before && before.state === told.state && before.score === told.score && before.max === told.max) return;
        await trx
          .insertInto('told_result')
          .values({ ...told, place: (before?.place ?? 0) + 1, told_at: at })
          .execute();
        await notify(trx, at, resultNotice(facts.learner, { ...about, again: before !== undefined }, told));
      },
    };
  };

  /** Tells the candidate of a result that is final or invalidated, once, and again when it has changed. */
  const tell = (sitting: string): Promise<void> =>
    serially(sitting, async () => {
      const standing = await grading.standingOf(sitting);
      if (!standing || standing.state === 'provisional') return;
      const { state, score, max } = standing;
      const { write } = await telling({ sitting, state, score, max });
      await db.transaction().execute(write);
    });

  /** Tells everybody whose final result a regrade changes, in its transaction. */
  const noticesAfter = async ({ rows }: Impact) => {
    const changed = rows.filter(({ state }) => state === 'final');
    const all = await Promise.all(
      changed.map(({ sitting, after: { score, max } }) => telling({ sitting, state: 'final', score, max })),
    );
    return {
      async write(trx: Trx): Promise<void> {
        for (const { write } of all) await write(trx);
      },
    };
  };

  type Appeals = { about: AppealAbout | null; appeal: Appeal }[];
  const against = (appeals: Appeals, kind: AppealAbout['kind'], id: string): Appeal[] =>
    appeals.flatMap(({ about, appeal }) => (about?.kind === kind && about.id === id ? [appeal] : []));

  const toldSitting = async (id: string, appeals: Appeals): Promise<ToldSitting> => {
    const { facts, state } = await sittings.journal.live(id);
    const { window } = await registrations.get(facts.registration);
    const over = isOver(state.stage);
    const standing = over ? await grading.standingOf(id) : null;
    const [told, incidents, clips, { appealDays }] = await Promise.all([
      lastTold(db, id),
      over ? review.toldOf(id) : [],
      sittings.pictures.clipsOf(id),
      programmes.newest(window.programme),
    ]);
    const groundFor = (kind: 'incident' | 'sitting', subject: string, objectionable: boolean) => {
      const own = against(appeals, kind, subject);
      if (!told || (!objectionable && own.length === 0)) return null;
      return groundOf(told.told_at, appealDays, own, objectionable, now());
    };
    const isFinal = standing?.state === 'final';
    return {
      id,
      exam: await examTitle(facts.exam),
      window: window.title,
      state: !over ? 'running' : !standing || standing.state === 'provisional' ? 'review' : standing.state,
      result: isFinal
        ? {
            score: standing.score,
            max: standing.max,
            percent: Math.round((1000 * standing.score) / standing.max) / 10,
            passMark: standing.passMark,
            passed: standing.passed,
          }
        : null,
      questions: isFinal && (facts.policy.afterRelease?.length ?? 0) > 0,
      incidents: incidents.map((one) => ({ ...one, ground: groundFor('incident', one.id, one.upheld) })),
      destroyedAt: clips.destroyedAt,
      ground: groundFor('sitting', id, isFinal),
    };
  };

  const sittingsOf = async (learner: string): Promise<string[]> => {
    const registered = await registrations.ofLearner(learner);
    return (await Promise.all(registered.map(({ id }) => sittings.ofRegistration(id)))).flatMap((id) => id ?? []);
  };

  const ownPage = async (learner: string): Promise<OwnPage> => {
    const appeals: Appeals = (await decisions.holds.appealsOf(learner)).map(({ about, ...appeal }) => ({ about, appeal }));
    const { name } = await programmes.learner(learner);
    const own = await sittingsOf(learner);
    const decided = await decisions.standing(learner);
    return {
      name,
      sittings: await Promise.all(own.map((id) => toldSitting(id, appeals))),
      decisions: decided.map(({ appealDays, ...decision }): ToldDecision => {
        const made = against(appeals, 'decision', decision.programme);
        return { ...decision, ground: groundOf(decision.decidedAt, appealDays, made, decision.outcome === 'refused', now()) };
      }),
    };
  };

  /** Which of a learner's grounds something is, and in which programme. */
  const groundIn = async (learner: string, { kind, id }: AppealAbout) => {
    const page = await ownPage(learner);
    if (kind === 'decision') return { ground: page.decisions.find(({ programme }) => programme === id)?.ground, programme: id };
    const sitting = page.sittings.find((one) => (kind === 'sitting' ? one.id === id : one.incidents.some((i) => i.id === id)));
    if (!sitting) return { ground: null, programme: null };
    const { facts } = await sittings.journal.live(sitting.id);
    const { window } = await registrations.get(facts.registration);
    const ground = kind === 'sitting' ? sitting.ground : sitting.incidents.find((one) => one.id === id)?.ground;
    return { ground, programme: window.programme };
  };

  return {
    tell,
    noticesAfter,
    ownPage,

    /**
     * Files an appeal, which holds the decision until it is settled.
     * @returns the programme in which it holds
     * @throws ProblemError `not-found` for what is not this learner's, `conflict` when it is too late or was appealed already
     */
    async appeal(learner: string, about: AppealAbout, words: string): Promise<string> {
      const { ground, programme } = await groundIn(learner, about);
      if (!ground || programme === null) {
        throw new ProblemError('not-found', 'There is nothing of yours here that can be appealed.', { place: 'about' });
      }
      if (!ground.may) {
        const late = ground.until !== null && now() > ground.until;
        const when = ground.until === null ? '' : new Date(ground.until).toISOString().slice(0, 10);
        const why = late ? `An appeal could be made until ${when}.` : 'This was appealed already, or there is nothing to appeal.';
        throw new ProblemError('conflict', `${why} Nothing was changed.`, { place: 'about' });
      }
      await decisions.holds.appeal({ learner, programme, about, words });
      return programme;
    },

    /**
     * A still or a piece of a clip that speaks for an upheld incident of the learner's own.
     * @throws ProblemError `not-found` for anything else, also once it is destroyed
     */
    async evidence(
      learner: string,
      incident: string,
      hash: string,
    ): Promise<{ sitting: string; type: string; bytes: Uint8Array }> {
      for (const sitting of await sittingsOf(learner)) {
        const found = (await review.toldOf(sitting)).find(({ id }) => id === incident);
        if (found?.pictures.some((picture) => picture.hash === hash)) {
          return { sitting, type: 'image/jpeg', bytes: (await sittings.pictures.get(hash)).bytes };
        }
        if (found?.clips.some((clip) => clip.hash === hash)) {
          return { sitting, type: 'video/webm', bytes: (await sittings.pictures.clip(hash)).bytes };
        }
      }
      throw new ProblemError('not-found', 'There is no such picture or clip about a finding on a sitting of yours.');
    },

    /** @throws ProblemError `not-found` for what is not this learner's, or where author and policy show nothing */
    async questions(learner: string, sitting: string): Promise<ShownAfterRelease> {
      const own = (await sittingsOf(learner)).includes(sitting);
      const shown = own ? await feedbackOf(sitting) : null;
      if (!shown) throw new ProblemError('not-found', 'Of this sitting no questions are shown.', { place: 'sitting' });
      return shown;
    },

    /** Sittings of learners whose appeal is not settled: what speaks for or against it must not be destroyed meanwhile. */
    async needed(): Promise<ReadonlySet<string>> {
      const all = await Promise.all((await decisions.holds.appealing()).map(sittingsOf));
      return new Set(all.flat());
    },

    /** Sends a link to whoever has this address; says nothing about whether anybody has. */
    async sendLink(email: string): Promise<void> {
      const same = (one: string | null) => one !== null && one.toLowerCase() === email.toLowerCase();
      for (const { id, name } of (await programmes.learners()).filter((learner) => same(learner.email))) {
        const notice = linkNotice(id, name, await programmes.languages.of(id));
        const last = (await noticesTo(db, id)).find(({ about }) => about === notice.about);
        if (last && last.created_at > now() - LINK_PAUSE_MS) continue;
        await db.transaction().execute((trx) => notify(trx, now(), notice));
      }
    },
  };
}
export type Release = ReturnType<typeof createRelease>;
