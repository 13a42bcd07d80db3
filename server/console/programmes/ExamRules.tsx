import type {
  AttemptRule,
  CohortRule,
  CourseRule,
  ExamRule,
  MultiPartExamRule,
  Programme,
  Requirement,
} from '../../../shared/programme/index.ts';
import { innerOf, leavesOf } from '../../../shared/programme/index.ts';
import { type Say, useText } from '../app/text.tsx';
import { type Figures, useFigures, useWords } from './words.ts';

type AnyExam = ExamRule | MultiPartExamRule;
/** Each exam once, by its name. */
const examRules = ({ requirement }: Programme): AnyExam[] => [
  ...new Map(
    leavesOf(requirement)
      .filter((leaf) => leaf.kind === 'exam' || leaf.kind === 'multi-part-exam')
      .map((leaf) => [`${leaf.exam} ${leaf.kind === 'exam' ? leaf.passMarkShare : ''}`, leaf]),
  ).values(),
];
const everyRule = (rule: Requirement): Requirement[] => [rule, ...innerOf(rule).flatMap(everyRule)];

/** Exams of which the same is to be said stand under one heading. */
function Alike({ exams, wordsOf }: { exams: readonly AnyExam[]; wordsOf: (exam: AnyExam) => string[] }) {
  const groups = Map.groupBy(exams, (exam) => wordsOf(exam).join('\n'));
  return [...groups].map(([words, alike]) => (
    <div key={words}>
      <h3>
        <bdi>{[...new Set(alike.map((exam) => exam.title))].join(' · ')}</bdi>
      </h3>
      <ul>
        {words.split('\n').map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  ));
}

/** How the exams work, sentence by sentence, from the policy. */
export function ExamRules({ programme }: { programme: Programme }) {
  const t = useText();
  const f = useFigures();
  const exams = examRules(programme);
  if (exams.length === 0) return <p>{t('examRules.none')}</p>;
  const ordered = everyRule(programme.requirement).some(({ kind }) => kind === 'in-order' || kind === 'combined');
  return (
    <>
      <Alike
        exams={exams}
        wordsOf={(exam) => [
          ...passWords(t, f, exam),
          t(ordered ? 'examRules.order' : 'examRules.afterAll'),
          ...feeWords(t, f, programme, exam),
          ...attemptWords(t, exam.attempts),
        ]}
      />
      <h3>{t('examRules.always')}</h3>
      <ul>
        <li>{t('examRules.restored')}</li>
        <li>{t('examRules.reviewed')}</li>
        <li>{t('examRules.best')}</li>
      </ul>
    </>
  );
}

function passWords(t: Say, f: Figures, exam: AnyExam): string[] {
  const mark = f.percent(exam.passMarkShare * 100);
  if (exam.kind === 'exam') return [exam.passMarkShare > 0 ? t('examRules.pass', { mark }) : t('examRules.noPass')];
  return [
    t('examRules.parts', { count: exam.parts.length, hours: exam.withinHours }),
    t('examRules.together', { mark }),
    ...exam.parts.map((part) =>
      part.minimumShare === undefined
        ? t('fact.part', { part: part.title, weight: f.percent(part.weightPercent) })
        : t('examRules.partMinimum', {
            part: part.title,
            weight: f.percent(part.weightPercent),
            mark: f.percent(part.minimumShare * 100),
          }),
    ),
  ];
}

const feeWords = (t: Say, f: Figures, { fees }: Programme, { exam }: AnyExam): string[] =>
  (fees?.list ?? [])
    .filter((fee) => fee.for.kind === 'exam' && fee.for.exam === exam)
    .map((fee) => t('examRules.fee', { amount: f.money(fee.amountCents, fees?.currency ?? 'USD') }));

/** How often, when again, and what counts as an attempt. */
export function attemptWords(t: Say, rule: AttemptRule | undefined): string[] {
  if (!rule) return [t('attempt.free'), t('attempt.noWait')];
  const { most, waitDays, perPayment, carryOver, discretionary } = rule;
  return [
    most === null ? t('attempt.free') : t('attempt.most', { count: most }),
    ...(discretionary > 0 ? [t('attempt.discretionary', { count: discretionary })] : []),
    ...(waitDays.length === 0
      ? [t('attempt.noWait')]
      : waitDays.map((days, i) => t(i === waitDays.length - 1 ? 'attempt.waitFrom' : 'attempt.wait', { days, nth: i + 1 }))),
    ...(perPayment === undefined
      ? []
      : [t('attempt.perPayment', { count: perPayment }), t(`attempt.carry.${carryOver ?? 'none'}`)]),
    t(rule.registrationCounts ? 'attempt.registration' : rule.noShowCounts ? 'attempt.noShow' : 'attempt.noShowFree'),
    t(rule.againAfterPass ? 'attempt.again' : 'attempt.notAgain'),
  ];
}

/** What happens to whoever does not pass. */
export function FailRules({ programme }: { programme: Programme }) {
  const t = useText();
  const exams = examRules(programme);
  return (
    <>
      <ul>
        <li>{t('failRules.nothing')}</li>
        <li>{t('failRules.course')}</li>
        {everyRule(programme.requirement).some(({ kind }) => kind === 'combined') && <li>{t('failRules.combined')}</li>}
        {everyRule(programme.requirement).some(({ kind }) => kind === 'capstone') && <li>{t('failRules.capstone')}</li>}
      </ul>
      <Alike exams={exams} wordsOf={(exam) => attemptWords(t, exam.attempts)} />
    </>
  );
}

/** Which earlier results count: expiry, runs, former codes, former rules. */
export function RunRules({ programme }: { programme: Programme }) {
  const t = useText();
  const words = useWords();
  const rules = everyRule(programme.requirement);
  const courses = rules.filter((rule): rule is CourseRule => rule.kind === 'course');
  const cohorts = rules.filter((rule): rule is CohortRule => rule.kind === 'cohort');
  const ages = [...new Set(courses.flatMap(({ maximumAgeYears }) => (maximumAgeYears === null ? [] : [maximumAgeYears])))];
  const special = [...new Map(courses.map((rule) => [rule.course, rule])).values()].filter((rule) => words.runs(rule).length > 0);
  return (
    <ul>
      {ages.length === 0 ? (
        <li>{t('runRules.noAge')}</li>
      ) : (
        ages.map((years) => <li key={years}>{t('runRules.age', { years })}</li>)
      )}
      {special.length === 0 && <li>{t('runRules.every')}</li>}
      {special.map((rule) => (
        <li key={rule.course}>
          <bdi>{rule.title}</bdi>: {words.runs(rule).join(' · ')}
        </li>
      ))}
      {[...new Map(cohorts.map((rule) => [words.kept(rule).join(' '), rule])).values()].map((rule) => (
        <li key={words.kept(rule).join(' ')}>
          {t('runRules.former', { who: words.kept(rule).join(' · ') })} {t(`cohortRule.${rule.choice}`)}
        </li>
      ))}
      <li>{t('runRules.better')}</li>
    </ul>
  );
}
