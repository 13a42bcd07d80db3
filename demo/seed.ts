/** Fills a fresh server with the demo: programme, learners and course results, exam, window, registrations, staff. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { App } from '../server/app.ts';
import { shippedProgrammes } from '../server/programmes/index.ts';
import { newLaunchCode } from '../server/registrations/index.ts';
import type { StaffRole } from '../shared/contract/console.ts';
import type { Accommodation, DeliveryPolicy } from '../shared/policy/policy.ts';
import { demoPackage } from './content/package.ts';
import { seedEntry } from './entry.ts';
import { seedMarking } from './marking/seed.ts';
import { partsPackage } from './parts/package.ts';
import { practicePackage } from './practice/package.ts';

export const PROGRAMME = 'scm';
const WINDOW = 'scm-window';
const DAY_MS = 86_400_000;

const policy: DeliveryPolicy = {
  minutes: 120,
  release: 'policy',
  tier: 'monitored',
  consentVersion: '2026-11-2',
  stillSeconds: 15,
  restoreMinutes: 30,
  passMark: 0.6,
  retentionDays: 90,
  cases: 'required',
  checkIn: { document: true, room: false, liveness: false, documentDigits: 4, doubts: 'policy' },
};

const staff: { email: string; name: string; roles: StaffRole[] }[] = [
  { email: 'proctor@demo.example', name: 'A. Mensah', roles: ['proctor'] },
  { email: 'reviewer@demo.example', name: 'L. Kovács', roles: ['reviewer'] },
  { email: 'second@demo.example', name: 'M. Haddad', roles: ['reviewer'] },
  { email: 'marker@demo.example', name: 'N. Okonkwo', roles: ['marker'] },
  { email: 'marker2@demo.example', name: 'S. Petrov', roles: ['marker'] },
  { email: 'marker3@demo.example', name: 'C. Duarte', roles: ['marker'] },
  { email: 'senior@demo.example', name: 'H. Al-Amin', roles: ['senior-marker'] },
  { email: 'admin@demo.example', name: 'R. Lindqvist', roles: ['administrator', 'proctor', 'reviewer'] },
  // Batches of credentials and regrades take two administrators.
  { email: 'registrar@demo.example', name: 'N. Okello', roles: ['administrator'] },
];
/** By place in the list of learners. */
const accommodations: Record<number, Accommodation[]> = {
  3: [{ kind: 'extra-time', factor: 1.25 }],
  5: [{ kind: 'support', support: 'keyword-translation', language: 'es' }],
  7: [{ kind: 'reads-aloud' }],
};

/** What the demo prints and its simulated candidates use. Kept beside the data with mode 0600, never in the database. */
export const Codes = z.object({
  staff: z.array(z.object({ email: z.string(), name: z.string(), roles: z.array(z.string()), code: z.string() })),
  learners: z.array(z.object({ learner: z.string(), name: z.string(), code: z.string(), eligible: z.boolean() })),
  /** For the short exam in parts, of which no result counts for the programme. */
  parts: z.optional(z.object({ name: z.string(), code: z.string() })),
  /** For the practice exam, likewise: numbers of one's own, and feedback after the result. */
  practice: z.optional(z.object({ name: z.string(), code: z.string() })),
});
export type Codes = z.infer<typeof Codes>;

const fileOf = (data: string) => path.join(data, 'demo-codes.json');
export const readCodes = (data: string): Codes => Codes.parse(JSON.parse(readFileSync(fileOf(data), 'utf8')));

/** Seeds once: a second call on the same data only reads the codes again. */
export async function seed(app: App, data: string, now = Date.now()): Promise<Codes> {
  if (existsSync(fileOf(data))) return readCodes(data);
  const read = (name: string) => readFileSync(path.join(import.meta.dirname, 'programme', name), 'utf8');
  await app.programmes.publish(read('programme.json'), 'demo');
  // Besides the programme that is examined: some that only show their rules.
  const shipped = shippedProgrammes();
  for (const id of ['micromasters-scm', 'micromasters-dedp', 'specialization', 'challenge-exam']) {
    await app.programmes.publish(JSON.stringify(shipped.get(id)), 'demo');
  }
  const imported = await app.programmes.importResults(read('course-results.csv'), 'demo');
  if (imported.problems.length > 0)
    throw new Error(`The demo's course results have faults: ${JSON.stringify(imported.problems)}`);
  const content = await app.exams.publish(demoPackage(), policy, 'demo');
  if (!content.exam) throw new Error(`The demo's content package has faults: ${JSON.stringify(content.problems)}`);
  await app.registrations.openWindow({
    id: WINDOW,
    exam: content.exam,
    programme: PROGRAMME,
    title: 'November window',
    opensAt: now - DAY_MS,
    closesAt: now + 30 * DAY_MS,
  });

  const codes: Codes = { staff: [], learners: [] };
  for (const member of staff) {
    const code = newLaunchCode();
    await app.identity.putStaff({ ...member, code });
    codes.staff.push({ ...member, code });
  }
  const codeOf = (email: string) => ({ email, code: codes.staff.find((member) => member.email === email)?.code ?? '' });
  await seedMarking(app, policy, codeOf('admin@demo.example'), [
    { ...codeOf('marker2@demo.example'), count: 17, leaning: 1 },
    { ...codeOf('marker3@demo.example'), count: 15, leaning: -1, strays: true },
  ]);
  const learners = (await app.programmes.learners()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const short = { id: 'scm-parts', title: 'Short exam', zip: partsPackage(), policy: { ...policy, cases: 'optional' } } as const;
  const parts = await openFor(app, short, learners, now);
  if (parts) codes.parts = parts;
  const afterRelease: DeliveryPolicy['afterRelease'] = ['feedback', 'solution'];
  const own = { id: 'scm-practice', title: 'Practice', zip: practicePackage(), policy: { ...policy, minutes: 30, afterRelease } };
  const practice = await openFor(app, own, learners, now);
  if (practice) codes.practice = practice;
  for (const [place, learner] of learners.entries()) {
    const code = newLaunchCode();
    await app.registrations.register(`reg-${learner.id}`, learner.id, WINDOW, accommodations[place] ?? [], code);
    const { status } = await app.programmes.eligibility(PROGRAMME, learner.id);
    codes.learners.push({ learner: learner.id, name: learner.name, code, eligible: status === 'met' });
  }
  await seedEntry(app, content.exam, now);
  await seedSecondAccount(app);
  writeFileSync(fileOf(data), JSON.stringify(codes, null, 2), { mode: 0o600, flush: true });
  return codes;
}

/**
 * Somebody who took the last courses under another account: on hold until two of the staff agree whose it is, and with all
 * five courses after that. And a learner who reads Arabic.
 */
async function seedSecondAccount(app: App): Promise<void> {
  const row = (course: string, run: string, grade: number, on: string) =>
    `scm-121,e.carter@example.net,Carter Emily,US,${course},${run},${grade},yes,${on}`;
  const heading = 'learner_id,email,name,country,course,run,grade_percent,verified,completed_on';
  const rows = [
    row('SC2x', '1T2024', 71.5, '2024-06-05'),
    row('SC3x', '2T2024', 83, '2024-12-11'),
    row('SC4x', '1T2025', 69.8, '2025-05-21'),
  ];
  await app.programmes.importResults([heading, ...rows].join('\n'), 'demo');
  await app.programmes.languages.keep(app.db, 'scm-006', 'ar', 'chosen');
}

type Small = { id: string; title: string; zip: Uint8Array; policy: DeliveryPolicy };
/** The window of a small exam, with one place in it for whoever wants to try it: of the last learner who may sit. */
async function openFor(
  app: App,
  { id, title, zip, policy: own }: Small,
  learners: readonly { id: string; name: string }[],
  now: number,
): Promise<Codes['parts']> {
  const { exam, problems } = await app.exams.publish(zip, own, 'demo');
  if (!exam) throw new Error(`The demo's exam "${title}" has faults: ${JSON.stringify(problems)}`);
  const days = { opensAt: now - DAY_MS, closesAt: now + 30 * DAY_MS };
  await app.registrations.openWindow({ id, exam, programme: PROGRAMME, title, ...days });
  for (const learner of learners.toReversed()) {
    const { status } = await app.programmes.eligibility(PROGRAMME, learner.id);
    if (status !== 'met') continue;
    const code = newLaunchCode();
    await app.registrations.register(`${id.slice('scm-'.length)}-${learner.id}`, learner.id, id, [], code);
    return { name: learner.name, code };
  }
  return undefined;
}
