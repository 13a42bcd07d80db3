/** Programmes, learners and their course results: publishing, importing, eligibility. */
import type { ImportReport, LearnerRow, RuleReport } from '../../shared/contract/console.ts';
import { digest, digestBytes } from '../../shared/journal/chain.ts';
import {
  type CourseResult,
  circleFrom,
  coursesOf,
  type Evidence,
  type FeeSchedule,
  judge,
  mayTake,
  nestedIn,
  type Programme,
  policyOf,
  reasonsOf,
  toldOf,
  withoutExams,
} from '../../shared/programme/index.ts';
import type { Db, Trx } from '../platform/database/database.ts';
import { audit } from '../platform/identity/audit.ts';
import { ProblemError } from '../platform/problem-error.ts';
import { readCsv } from './csv.ts';
import { createDoubts } from './doubts.ts';
import { createFacts, type Facts, merged } from './facts.ts';
import { createIntake } from './intake.ts';
import { createLanguages } from './languages.ts';
import { createPersons } from './persons.ts';
import { type Learner, planImport } from './plan-import.ts';
import { readProgramme } from './read-programme.ts';
import * as store from './store.ts';

export type ProgrammesOptions = {
  db: Db;
  /** ms since 1970 */
  now: () => number;
};

/** What the learners' page shows of the registrations feature, by learner id. */
export type RegistrationStages = ReadonlyMap<string, { registration: string; stage: string | null }>;

export function createProgrammes({ db, now }: ProgrammesOptions) {
  /** @throws ProblemError `not-found` */
  async function newest(id: string): Promise<Programme> {
    const programme = await store.newestProgramme(db, id);
    if (!programme) throw new ProblemError('not-found', `There is no published programme ${id}.`, { place: 'programme' });
    return programme;
  }

  /** Kept once read: a published version never changes. */
  const versions = new Map<string, Programme>();
  /** @throws ProblemError `not-found` */
  async function version(id: string, name: string): Promise<Programme> {
    const policy = policyOf({ id, version: name });
    const programme = versions.get(policy) ?? (await store.programmeVersion(db, id, name));
    if (!programme) throw new ProblemError('not-found', `There is no published programme ${policy}.`, { place: 'programme' });
    versions.set(policy, programme);
    return programme;
  }

  /** @throws ProblemError `not-found` */
  async function learner(id: string): Promise<Learner> {
    const found = await store.learnerById(db, id);
    if (!found) throw new ProblemError('not-found', `There is no learner ${id}.`, { place: 'learner' });
    return found;
  }

  /** Imports course results and the learners they name. Good rows are taken, others reported; a repeat changes nothing. */
  async function importResults(csv: string, by: string): Promise<ImportReport> {
    const read = readCsv(csv);
    const source = digestBytes(Buffer.from(csv));
    return await db.transaction().execute(async (trx) => {
      const programmes = await store.allProgrammes(trx);
      const plan = planImport(read, {
        courses: new Set(programmes.flatMap((programme) => coursesOf(programme.requirement))),
        learners: await store.allLearners(trx),
        results: await store.currentResults(trx),
        now: now(),
      });
      await store.insertPlan(trx, plan, { source, by, at: now() });
      const { taken, unchanged, problems } = plan.report;
      const detail = `${taken} taken, ${unchanged} unchanged, ${problems.length} problems`;
      await audit(trx, now(), { by, act: 'import course results', subject: `file ${source}`, detail });
      return plan.report;
    });
  }

  const facts = createFacts({ db, now });
  const languages = createLanguages({ db, now });
  const learners = () => store.allLearners(db);
  const persons = createPersons({ db, learners, now });
  const doubts = createDoubts({ db, learners, persons });

  /** What decisions on a learner rest on: course results and facts of all accounts that count for this one. */
  async function known(of: string): Promise<{ courses: CourseResult[]; facts: Facts }> {
    const accounts = await persons.accounts(of);
    const courses = await Promise.all(accounts.map((one) => store.currentResults(db, one)));
    const all = await Promise.all(accounts.map((one) => facts.of(one)));
    return {
      courses: courses.flat(),
      facts: {
        exams: all.flatMap((one) => one.exams),
        capstones: all.flatMap((one) => one.capstones),
        payments: all.flatMap((one) => one.payments),
        extraAttempts: all.flatMap((one) => one.extraAttempts),
      },
    };
  }

  /** Programme to those that ask for its credential; kept until something is published. */
  let asking: Map<string, string[]> | null = null;
  async function askingFor(programme: string): Promise<readonly string[]> {
    if (!asking) {
      const found = new Map<string, Set<string>>();
      for (const { id, requirement } of await store.allProgrammes(db))
        for (const nested of nestedIn(requirement)) found.set(nested, (found.get(nested) ?? new Set()).add(id));
      asking = new Map([...found].map(([nested, ids]) => [nested, [...ids].toSorted()]));
    }
    return asking.get(programme) ?? [];
  }

  return {
    /** What all published versions cost, those replaced since included. */
    schedules: async (): Promise<FeeSchedule[]> => (await store.allProgrammes(db)).flatMap(({ fees }) => (fees ? [fees] : [])),
    /** Payments, work that people marked, exam results from elsewhere, and attempts that staff granted. */
    facts,
    /** Questions about learners that only a person can answer. */
    doubts,
    /** Which accounts are one person's. */
    persons,
    known,
    /** In which language each learner reads. */
    languages,
    /** What is open about a learner, as holds. */
    doubtsOn: doubts.on,
    /** A fault when the programme would ask for itself by way of others. */
    async circleOf(programme: Programme): Promise<{ place: string; message: string }[]> {
      const circle = await circleWith(db, programme);
      return circle ? [{ place: 'requirement', message: `asks for itself by way of others: ${circle}` }] : [];
    },
    /** The programmes that ask for this one's credential. */
    askingFor,
    newest,
    version,
    learner,
    learners: (): Promise<Learner[]> => store.allLearners(db),
    /** The newest state of every course result of a learner. */
    courseResults: (of: string): Promise<CourseResult[]> => store.currentResults(db, of),

    /**
     * Publishes a programme version from its JSON text. Publishing the same again changes nothing.
     * @throws ProblemError `bad-input` with every fault, or `conflict` when that version says something else already
     */
    async publish(json: string, by: string): Promise<Programme> {
      const programme = readProgramme(json);
      asking = null;
      await db.transaction().execute(async (trx) => {
        await refuseCircle(trx, programme);
        if (await store.insertProgramme(trx, programme, by, now())) {
          await audit(trx, now(), {
            by,
            act: 'publish programme',
            subject: `programme ${policyOf(programme)}`,
            detail: digest(programme),
          });
          return;
        }
        const published = await store.programmeVersion(trx, programme.id, programme.version);
        if (published && digest(published) === digest(programme)) return;
        throw new ProblemError(
          'conflict',
          `${policyOf(programme)} is published with other rules and never changes. Give the changed programme a new version.`,
          { place: 'version' },
        );
      });
      return programme;
    },

    importResults,
    /** For imports of other kinds of files. */
    intake: createIntake(now),

    /** Whether a learner may take the programme's exam now, rule by rule. */
    async eligibility(programme: string, of: string): Promise<RuleReport> {
      await learner(of);
      return eligibility(await newest(programme), of, (await known(of)).courses, now());
    },

    /**
     * Whether a learner may take one exam of the programme now, before anyone pays: what comes before, attempts, waits and
     * fees, each with its reason. Windows, authorisations and identity are the registrations' own.
     * @param exam the assessment's id as the programme names it, not the version of a published exam
     * @param exams the learner's exam results, with attempts that are under way as provisional
     * @throws ProblemError `not-found`
     */
    async mayTake(programme: string, exam: string, of: string, exams: Evidence['exams']): Promise<RuleReport> {
      await learner(of);
      const rules = await newest(programme);
      const { courses, facts: own } = await known(of);
      const evidence = { learner: of, at: now(), courses, holds: [], ...own, exams: merged(exams, own.exams) };
      return toldOf(mayTake(rules, exam, evidence, now()));
    },

    /** Every learner with eligibility by the newest version of `programme`, and what the registrations feature knows. */
    async learnerRows(programme: string, registrations: RegistrationStages): Promise<LearnerRow[]> {
      const [rules, learners, results] = await Promise.all([newest(programme), store.allLearners(db), store.currentResults(db)]);
      const accounts = await persons.known();
      const byLearner = Map.groupBy(results, (result) => result.learner);
      return learners.map(({ id, name, country }) => {
        const own = accounts.accounts(id).flatMap((account) => byLearner.get(account) ?? []);
        const report = eligibility(rules, id, own, now());
        const eligible = report.status === 'met';
        const { registration = null, stage = null } = registrations.get(id) ?? {};
        return { id, name, country, eligible, reasons: reasonsOf(report, 'unmet'), report, registration, stage };
      });
    },
  };
}
export type Programmes = ReturnType<typeof createProgrammes>;

/** The way round, where programmes would ask for each other's credentials in a circle. */
async function circleWith(reader: Db | Trx, programme: Programme): Promise<string | null> {
  const nested = Map.groupBy(await store.allProgrammes(reader), ({ id }) => id);
  const circle = circleFrom(programme.id, (id) =>
    (id === programme.id ? [programme] : (nested.get(id) ?? [])).flatMap(({ requirement }) => nestedIn(requirement)),
  );
  return circle ? circle.join(' asks for ') : null;
}

/** @throws ProblemError `bad-input` */
async function refuseCircle(trx: Trx, programme: Programme): Promise<void> {
  const circle = await circleWith(trx, programme);
  if (!circle) return;
  throw new ProblemError('bad-input', 'The programme asks for itself by way of others, so that nobody could ever begin.', {
    place: 'requirement',
    reasons: [circle],
  });
}

/** The programme's rules without its exams. */
function eligibility(programme: Programme, learner: string, courses: CourseResult[], at: number): RuleReport {
  const requirement = withoutExams(programme.requirement);
  if (!requirement)
    return {
      rule: programme.title,
      status: 'met',
      reason: 'No course result is needed.',
      said: [{ id: 'why.nothing-needed' }],
      children: [],
    };
  return toldOf(judge(requirement, { learner, at, courses, exams: [], holds: [] }, at));
}
