/** What somebody typed on the what-if page, as evidence. Pure; nothing of it leaves the page. */
import {
  CalendarDate,
  dateOf,
  type Evidence,
  Evidence as EvidenceSchema,
  examsOf,
  judge,
  leavesOf,
  mayTake,
  momentOf,
  nestedIn,
  type Programme,
  startOf,
  type Verdict,
} from '../../../shared/programme/index.ts';

export type CourseDraft = { course: string; title: string; grade: string; verified: boolean; on: string; run: string };
export type ExamDraft = { exam: string; title: string; score: string; on: string; failed: string };
export type Draft = {
  courses: CourseDraft[];
  exams: ExamDraft[];
  capstones: { capstone: string; title: string; grade: string }[];
  credentials: { programme: string; title: string; on: string }[];
  paid: string[];
};

const DAY_MS = 86_400_000;

/** An empty form for everything the programme looks at. */
export function draftFor({ requirement }: Programme): Draft {
  const leaves = leavesOf(requirement);
  const courses = new Map(
    leaves.flatMap((leaf) =>
      leaf.kind === 'course'
        ? [[leaf.course, leaf.title] as const, ...(leaf.formerly ?? []).map((one) => [one.course, one.course] as const)]
        : [],
    ),
  );
  return {
    courses: [...courses].map(([course, title]) => ({ course, title, grade: '', verified: true, on: '', run: '' })),
    exams: examsOf(requirement).map(({ exam, title }) => ({ exam, title, score: '', on: '', failed: '' })),
    capstones: [
      ...new Map(leaves.flatMap((leaf) => (leaf.kind === 'capstone' ? [[leaf.capstone, leaf.title] as const] : []))),
    ].map(([capstone, title]) => ({ capstone, title, grade: '' })),
    credentials: nestedIn(requirement).map((programme) => ({
      programme,
      title: leaves.find((leaf) => leaf.kind === 'programme' && leaf.programme === programme)?.title ?? programme,
      on: '',
    })),
    paid: [],
  };
}

/** `''` for nothing typed, the number for 0..100, null for anything else. */
export function percentIn(text: string): number | '' | null {
  const typed = text.trim().replace(',', '.').replace('%', '').trim();
  if (typed === '') return '';
  const value = Number(typed);
  return Number.isFinite(value) && value >= 0 && value <= 100 ? value : null;
}
export const dateIn = (text: string): boolean => text === '' || CalendarDate.safeParse(text).success;
export const countIn = (text: string): number => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : 0);

/** Results without a date are of today. Attempts without a pass lie before the one that is given. */
export function evidenceFrom(draft: Draft, programme: Programme, now: number): Evidence {
  const today = dateOf(now);
  const day = (on: string) => (on && dateIn(on) ? startOf(on) + 12 * 3600_000 : now);
  const courses = draft.courses.flatMap(({ course, grade, verified, on, run }) => {
    const percent = percentIn(grade);
    if (percent === '' || percent === null) return [];
    // Below one per cent is written as 0, as everywhere.
    const safe = percent > 0 && percent <= 1 ? 0 : percent;
    return [{ course, run: run.trim() || '-', grade: safe, verified, completedOn: on && dateIn(on) ? on : today }];
  });
  const exams = draft.exams.flatMap(({ exam, score, on, failed }) => {
    const percent = percentIn(score);
    const last = Math.min(day(on), now);
    const tries = Array.from({ length: Math.min(countIn(failed), 20) }, (_, i) => ({
      exam,
      sitting: `before-${i}`,
      score: 0,
      state: 'final',
      takenAt: Math.max(0, last - (i + (percent === '' || percent === null ? 0 : 1)) * DAY_MS),
    }));
    if (percent === '' || percent === null) return tries;
    return [...tries, { exam, sitting: 'given', score: percent / 100, state: 'final', takenAt: last }];
  });
  const capstones = draft.capstones.flatMap(({ capstone, grade }) => {
    const percent = percentIn(grade);
    if (percent === '' || percent === null) return [];
    return [{ capstone, grade: percent > 0 && percent <= 1 ? 0 : percent, people: 20, state: 'final', completedOn: today }];
  });
  const credentials = draft.credentials.flatMap(({ programme: id, on }) =>
    on !== '' && dateIn(on) ? [{ programme: id, awardedOn: on, state: 'valid' }] : [],
  );
  const payments = draft.paid.flatMap((fee) =>
    Array.from({ length: 20 }, (_, i) => ({ fee, reference: `${i}`, amountCents: 0, state: 'paid', at: 0 })),
  );
  const evidence = EvidenceSchema.parse({ learner: 'you', at: now, courses, exams, holds: [], capstones, credentials, payments });
  const moments = examsOf(programme.requirement)
    .map(({ rule }) => momentOf(rule, evidence.exams))
    .filter((moment) => moment !== null);
  return moments.length > 0 ? { ...evidence, at: Math.max(...moments) } : evidence;
}

export type Answer = { verdict: Verdict; exams: { exam: string; title: string; verdict: Verdict }[] };

/** The same rules that decide, applied to what was typed. */
export function answerFor(programme: Programme, draft: Draft, now: number): Answer {
  const evidence = evidenceFrom(draft, programme, now);
  return {
    verdict: judge(programme.requirement, evidence, evidence.at),
    // The parts of one exam open together.
    exams: [...new Map(examsOf(programme.requirement).map(({ rule }) => [rule.exam, rule])).values()].map(({ exam, title }) => ({
      exam,
      title,
      verdict: mayTake(programme, exam, { ...evidence, at: now }, now),
    })),
  };
}
