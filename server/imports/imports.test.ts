import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportFormat, ImportSettings } from '../../shared/contract/imports.ts';
import type { Database } from '../platform/database/database.ts';
import { onBothEngines } from '../platform/database/testing.ts';
import { auditTrail } from '../platform/identity/audit.ts';
import { identityMigrations } from '../platform/identity/tables.ts';
import { createProgrammes, type Programmes, programmeMigrations } from '../programmes/index.ts';
import { mixedUp, numberOf, percentOf } from './grades.ts';
import { createImports, type Imports, importMigrations } from './index.ts';
import { namesakeOf } from './people.ts';
import { readTable } from './table-file.ts';

const programme = JSON.stringify({
  id: 'basics',
  version: '1',
  title: 'Basics',
  description: 'One course.',
  criteria: 'Pass it.',
  requirement: {
    kind: 'all-of',
    title: 'All',
    of: [
      { kind: 'course', course: 'B1', title: 'B1', minimumPercent: 60, verifiedOnly: true, maximumAgeYears: null },
      { kind: 'exam', exam: 'final', title: 'Final', passMarkShare: 0.6 },
    ],
  },
  fees: {
    currency: 'USD',
    list: [
      {
        id: 'final-fee',
        title: 'Final',
        for: { kind: 'exam', exam: 'final' },
        amountCents: 20_000,
        due: 'before-registration',
        tiered: false,
      },
    ],
  },
});
const identities = `learner_id,email,name,name_romanised,country,id_verified_on,username
l1,ada@example.org,Ada Lovelace,,GB,2026-01-05,ada
l2,olena@example.org,Олена Ковальчук,Olena Kovalchuk,UA,,olena
`;

onBothEngines('imports', (open) => {
  let database: Database;
  let programmes: Programmes;
  let imports: Imports;
  let changed: string[] = [];
  let gradebook = { text: 'learner_id,share\n', problems: [] as { row: number; column: string | null; message: string }[] };
  const now = () => Date.parse('2026-06-01T12:00:00Z');
  beforeEach(async () => {
    database = await open([...identityMigrations, ...programmeMigrations, ...importMigrations]);
    const { db } = database;
    programmes = createProgrammes({ db, now });
    await programmes.publish(programme, 'x');
    changed = [];
    imports = createImports({
      db,
      programmes,
      gradebook: async () => gradebook,
      assessments: async () => ['final'],
      changed: async (learners) => void changed.push(...learners),
      now,
    });
  });
  afterEach(() => database.close());

  const given = (format: ImportFormat, text: string, settings: ImportSettings = {}, confirmed: number[] = []) => ({
    format,
    file: 'file.csv',
    text,
    settings,
    confirmed,
  });
  const course: ImportSettings = { course: 'B1', run: '2026T1', completedOn: '2026-05-01', verified: 'file' };
  const take = async (...args: Parameters<typeof given>) => {
    const all = given(...args);
    const preview = await imports.preview(all);
    await imports.apply(all, preview.hash, 'adam');
    return preview;
  };
  const people = () => take('identities', identities);

  describe('payments', () => {
    const heading = 'learner_id,fee,reference,amount,currency,state,paid_on\n';
    const paid = `${heading}l1,final-fee,inv-1,200.00,USD,paid,2026-05-30\n`;
    beforeEach(async () => {
      await take('identities', identities);
      changed = [];
    });

    test('are taken once; the same reference later is the same payment in a newer state; what rests on it is decided again', async () => {
      await take('payments', paid);
      expect((await programmes.facts.of('l1')).payments).toEqual([
        { fee: 'final-fee', reference: 'inv-1', amountCents: 20_000, state: 'paid', at: Date.UTC(2026, 4, 30) },
      ]);
      expect(changed).toEqual(['l1']);
      expect((await imports.preview(given('payments', paid))).report).toEqual({ taken: 0, unchanged: 1, problems: [] });
      await take('payments', `${heading}l1,final-fee,inv-1,200.00,USD,charged-back,2026-05-31\n`);
      expect((await programmes.facts.of('l1')).payments).toMatchObject([{ reference: 'inv-1', state: 'charged-back' }]);
    });

    test.each([
      ['a comma in the amount', 'l1,final-fee,inv-1,"200,00",USD,paid,2026-05-30', 'amount'],
      ['less than a cent', 'l1,final-fee,inv-1,200.005,USD,paid,2026-05-30', 'amount'],
      ['a negative amount', 'l1,final-fee,inv-1,-200,USD,paid,2026-05-30', 'amount'],
      ['another currency', 'l1,final-fee,inv-1,200,EUR,paid,2026-05-30', 'currency'],
      ['a fee that nobody charges', 'l1,other-fee,inv-1,200,USD,paid,2026-05-30', 'fee'],
      ['an unknown state', 'l1,final-fee,inv-1,200,USD,pending,2026-05-30', 'state'],
      ['a day in the future', 'l1,final-fee,inv-1,200,USD,paid,2026-06-02', 'paid_on'],
      ['an unknown learner', 'nobody,final-fee,inv-1,200,USD,paid,2026-05-30', 'learner_id'],
    ])('%s is a problem of its row and column, and changes nothing', async (_what, line, column) => {
      const { report } = await imports.preview(given('payments', `${heading}${line}\n`));
      expect(report).toMatchObject({ taken: 0, problems: [{ row: 2, column }] });
    });

    test('a reference that stands there twice is taken once', async () => {
      const { report } = await imports.preview(given('payments', `${paid}l2,final-fee,inv-1,200.00,USD,paid,2026-05-30\n`));
      expect(report).toMatchObject({ taken: 1, problems: [{ row: 3, column: 'reference' }] });
    });
  });

  test('identities are taken in both writings, once; the learner is there with the checked day', async () => {
    expect((await people()).report).toEqual({ taken: 2, unchanged: 0, problems: [] });
    expect(await programmes.learners()).toMatchObject([
      { id: 'l1', name: 'Ada Lovelace' },
      { id: 'l2', name: 'Олена Ковальчук' },
    ]);
    expect(await imports.identities(database.db)).toMatchObject([
      { learner: 'l1', romanised: 'Ada Lovelace', idVerifiedOn: '2026-01-05', username: 'ada' },
      { learner: 'l2', romanised: 'Olena Kovalchuk', idVerifiedOn: null },
    ]);
    expect((await people()).report).toEqual({ taken: 0, unchanged: 2, problems: [] });
    expect(await imports.about('l1')).toMatchObject([{ by: 'adam', what: expect.stringContaining('2026-01-05') }]);
  });

  test('the language of a learner is taken from a column of its own, also of one who is known, and a guess never replaces it', async () => {
    await people();
    expect(await programmes.languages.of('l2')).toBe('en');
    const text = (language: string) =>
      `learner_id,email,name,name_romanised,country,id_verified_on,username,language\nl2,olena@example.org,Олена Ковальчук,Olena Kovalchuk,UA,,olena,${language}\n`;
    expect((await imports.preview(given('identities', text('Arabic!')))).report.problems).toMatchObject([
      { row: 2, column: 'language' },
    ]);
    expect((await take('identities', text('ar-EG'))).report).toMatchObject({ taken: 1, unchanged: 0, problems: [] });
    expect((await take('identities', text('ar'))).report).toMatchObject({ taken: 0, unchanged: 1 });
    await programmes.languages.keep(database.db, 'l2', 'en-GB', 'guessed');
    expect(await programmes.languages.of('l2')).toBe('ar');
    await programmes.languages.keep(database.db, 'l1', 'sw, ar;q=0.5', 'guessed');
    expect(await programmes.languages.of('l1')).toBe('ar');
    await programmes.languages.keep(database.db, 'l1', 'en', 'chosen');
    expect(await programmes.languages.of('l1')).toBe('en');
  });

  test('a namesake in another order or alphabet waits for a person', async () => {
    await people();
    const text = `learner_id,email,name,name_romanised,country,id_verified_on\nl3,o.k@example.org,Kovalchuk Olena,,UA,\nl4,other@example.org,Kovalchuk Olena,,PL,\n`;
    const preview = await imports.preview(given('identities', text));
    expect(preview.questions).toEqual([{ row: 2, message: expect.stringContaining('learner l2') }]);
    expect(preview.changes.map(({ learner }) => learner)).toEqual(['l4']);
    const confirmed = await take('identities', text, {}, [2]);
    expect(confirmed).toMatchObject({ questions: [], report: { taken: 2 } });
  });

  test('identities that cannot be are refused with row and column', async () => {
    await people();
    const text = `learner_id,email,name,name_romanised,country,id_verified_on,username
l1,ada@example.org,Ada King,,GB,2026-01-05,ada
l9,ada@example.org,Nine,,GB,,
l8,x@example.org,Ωμέγα,,GR,,
l7,y@example.org,Seven,,QQ,2026-13-01,
l6,z@example.org,Six,,KE,2027-01-01,olena
`;
    const { report } = await imports.preview(given('identities', text));
    expect(report).toMatchObject({ taken: 0 });
    expect(report.problems.map(({ row, column }) => [row, column])).toEqual([
      [2, 'name'],
      [3, 'email'],
      [4, 'name_romanised'],
      [5, 'country'],
      [5, 'id_verified_on'],
      [6, 'id_verified_on'],
    ]);
  });

  test('an Open edX grade report becomes course results; the track says who is verified', async () => {
    await people();
    const text = `Student ID,Email,Username,Grade,Homework,Enrollment Track,Verification Status,Certificate Eligible
1,ada@example.org,ada,0.87,0.9,verified,ID Verified,Y
2,olena@example.org,olena,0.55,0.5,audit,N/A,N
3,who@example.org,who,0.9,0.9,verified,ID Verified,Y
4,ada@example.org,olena,0.9,0.9,verified,ID Verified,Y
5,olena@example.org,olena,n/a,0.9,audit,N/A,N
`;
    const { report } = await take('openedx-grade-report', text, course);
    expect(report.problems.map(({ row, message }) => [row, message])).toEqual([
      [4, expect.stringContaining('no known learner')],
      [5, expect.stringContaining('find out who it is')],
      [6, expect.stringContaining('not a number')],
    ]);
    expect(await programmes.courseResults('l1')).toMatchObject([
      { course: 'B1', run: '2026T1', grade: 87, verified: true, completedOn: '2026-05-01' },
    ]);
    expect(await programmes.courseResults('l2')).toMatchObject([{ grade: 55, verified: false }]);
    expect((await take('openedx-grade-report', text, course)).report).toMatchObject({ taken: 0, unchanged: 2 });
    const trail = await auditTrail(database.db);
    expect(trail.some(({ detail }) => detail.includes('0 taken, 2 unchanged, 3 problems'))).toBe(true);
  });

  test('percentages in a file of shares, and shares in a file of points, take nothing', async () => {
    await people();
    const report = (grade: string) =>
      `Student ID,Email,Username,Grade,Enrollment Track\n1,ada@example.org,ada,0.5,verified\n2,olena@example.org,olena,${grade},verified\n`;
    const wrong = await imports.preview(given('openedx-grade-report', report('87'), course));
    expect(wrong).toMatchObject({
      changes: [],
      report: { problems: [{ row: 3, column: 'Grade', message: expect.stringContaining('above 1') }] },
    });
    const roster = (a: string, b: string) =>
      `sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate\nr1,active,2026-05-01T00:00:00Z,li1,l1,fully graded,${a},2026-05-02\nr2,active,2026-05-01T00:00:00Z,li1,l2,fully graded,${b},2026-05-02\n`;
    const settings: ImportSettings = { course: 'B1', run: '2026T1', verified: 'yes', item: 'li1', maximum: 50 };
    expect(await imports.preview(given('oneroster-results', roster('0.9', '1'), settings))).toMatchObject({
      changes: [],
      report: { problems: [{ row: 2, message: expect.stringContaining('shares of 1') }] },
    });
    await take('oneroster-results', roster('45', '0'), settings);
    expect(await programmes.courseResults('l1')).toMatchObject([{ grade: 90, verified: true, completedOn: '2026-05-02' }]);
    const over = await imports.preview(given('oneroster-results', roster('51', '-1'), settings));
    expect(over.report.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('above 50'),
      expect.stringContaining('below 0'),
    ]);
  });

  test('OneRoster rows of other line items, unfinished or deleted ones are told apart', async () => {
    await people();
    const text = `sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate
r1,active,x,li2,l1,fully graded,40,2026-05-02
r2,active,x,li1,l1,partially graded,40,2026-05-02
r3,tobedeleted,x,li1,l1,fully graded,40,2026-05-02
`;
    const { report } = await imports.preview(
      given('oneroster-results', text, { course: 'B1', run: 'r', verified: 'no', item: 'li1', maximum: 50 }),
    );
    expect(report.problems.map(({ column }) => column)).toEqual(['lineItemSourcedId', 'scoreStatus', 'status']);
  });

  test("bulk grades: an override counts, an empty cell is no grade, and another run's row is not taken", async () => {
    await people();
    const text = `user_id,username,course_id,track,cohort,name-e1,grade-e1,original_grade-e1,previous_override-e1,new_override-e1
1,ada,course-v1:X+B1+2026T1,verified,,Exam,30,30,,45
2,olena,course-v1:X+B1+2026T1,audit,,Exam,,,,
3,olena,course-v1:X+B1+2025T3,audit,,Exam,20,20,,
`;
    const { report } = await take('openedx-bulk-grades', text, { ...course, item: 'e1', maximum: 50 });
    expect(await programmes.courseResults('l1')).toMatchObject([{ grade: 90, verified: true }]);
    expect(report.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'grade-e1'],
      [4, 'course_id'],
    ]);
  });

  test("a platform's gradebook is read as it is now, and who is not linked is named", async () => {
    await people();
    gradebook = {
      text: 'learner_id,share\nl1,0.75\n',
      problems: [{ row: 3, column: 'userId', message: 'account u9 is linked to no learner' }],
    };
    const settings: ImportSettings = { ...course, verified: 'yes', platform: 'p1', item: 'https://lms.example/1' };
    const { report } = await take('lti-results', '', settings);
    expect(report).toMatchObject({ taken: 1, problems: [{ row: 3 }] });
    expect(await programmes.courseResults('l1')).toMatchObject([{ grade: 75 }]);
  });

  test('the micromasters CSV becomes exam results and no-shows, on the day that staff name', async () => {
    await people();
    const text = `username,course_id,score,grade,no_show
ada,B1,72.5,Pass,False
olena,B1,,,True
ada,B1,60,Pass,False
`;
    const settings: ImportSettings = { exam: 'final', takenOn: '2026-05-20' };
    const { report } = await take('micromasters-exam', text, settings);
    expect(report).toMatchObject({ taken: 2, problems: [{ row: 4, message: expect.stringContaining('row 2') }] });
    expect((await programmes.facts.of('l1')).exams).toMatchObject([
      { exam: 'final', score: 0.725, state: 'final', takenAt: Date.parse('2026-05-20') },
    ]);
    expect((await programmes.facts.of('l2')).exams).toMatchObject([{ state: 'no-show', score: 0 }]);
    expect((await take('micromasters-exam', text, settings)).report).toMatchObject({ taken: 0, unchanged: 2 });
    const shares = await imports.preview(
      given('micromasters-exam', 'username,course_id,score,grade,no_show\nada,B1,0.72,Pass,False\n', settings),
    );
    expect(shares).toMatchObject({
      changes: [],
      report: { problems: [{ column: 'score', message: expect.stringContaining('shares of 1') }] },
    });
  });

  test("Pearson's table is read with its own names; contradictions are refused", async () => {
    await people();
    const heading = [
      'RegistrationID',
      'ClientCandidateID',
      'TCID',
      'ExamSeriesCode',
      'ExamName',
      'ExamRevision',
      'Form',
      'ExamLanguage',
      'Attempt',
      'ExamDate',
      'TimeUsed',
      'PassingScore',
      'Score',
      'Grade',
      'NoShow',
      'NDARefused',
      'Correct',
      'Incorrect',
      'Skipped',
      'Unscored',
      'ClientAuthorizationID',
      'Voucher',
    ];
    const line = (over: Record<string, string>) =>
      heading
        .map(
          (name) =>
            ({
              RegistrationID: '1',
              ClientCandidateID: 'l1',
              ExamDate: '2026/05/20 13:45:00',
              PassingScore: '60',
              Score: '73',
              Grade: 'pass',
              NoShow: 'false',
              ...over,
            })[name] ?? '',
        )
        .join('\t');
    const text = [
      heading.join('\t'),
      line({}),
      line({ RegistrationID: '2', Score: '50' }),
      line({ RegistrationID: '3', ExamDate: '20.5.2026' }),
      line({ RegistrationID: '4', NoShow: 'true' }),
      line({ RegistrationID: '5', ClientCandidateID: 'l2', Score: '', Grade: '', NoShow: 'true' }),
    ].join('\n');
    const { report } = await take('pearson-exam', text, { exam: 'final' });
    expect(report.problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'Grade'],
      [4, 'ExamDate'],
      [5, 'NoShow'],
    ]);
    expect((await programmes.facts.of('l1')).exams).toMatchObject([{ score: 0.73, takenAt: Date.parse('2026-05-20T13:45:00Z') }]);
    expect((await programmes.facts.of('l2')).exams).toMatchObject([{ state: 'no-show' }]);
  });

  test('what was not looked at is not applied, and half of nothing is done', async () => {
    await people();
    const text = 'Student ID,Email,Username,Grade,Enrollment Track\n1,ada@example.org,ada,0.87,verified\n';
    const all = given('openedx-grade-report', text, course);
    const { hash } = await imports.preview(all);
    await expect(imports.apply({ ...all, text: text.replace('0.87', '0.97') }, hash, 'adam')).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    await imports.apply(all, hash, 'adam');
    await expect(imports.apply(all, hash, 'adam')).rejects.toMatchObject({ problem: { code: 'conflict' } });
    expect(await imports.runs()).toHaveLength(2);
    await expect(imports.preview(given('openedx-grade-report', text, { course: 'B1' }))).rejects.toMatchObject({
      problem: {
        reasons: [expect.stringContaining('run'), expect.stringContaining('completedOn'), expect.stringContaining('verified')],
      },
    });
    await expect(
      imports.preview(given('micromasters-exam', text, { exam: 'nothing', takenOn: '2030-01-01' })),
    ).rejects.toMatchObject({ problem: { reasons: [expect.stringContaining('future'), expect.stringContaining('nothing')] } });
    const unknown = await imports.preview(given('openedx-grade-report', text, { ...course, course: 'B9' }));
    expect(unknown).toMatchObject({ changes: [], report: { problems: [{ row: 2, column: 'course' }] } });
  });
});

describe('reading', () => {
  test('whatever is read, every row is taken or told of', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.string({ maxLength: 6 }).map((text) => text.replace(/["\r\n,]/g, '')),
            { minLength: 1, maxLength: 4 },
          ),
          { maxLength: 8 },
        ),
        (lines) => {
          const file = readTable(['a,b', ...lines.map((cells) => cells.join(','))].join('\n'), ['a', 'b']);
          const filled = lines.filter((cells) => cells.some((cell) => cell.trim() !== ''));
          expect(file.rows.length + file.problems.length).toBe(filled.length);
        },
      ),
    );
  });
  test('a missing column, a column twice and another separator are said', () => {
    expect(readTable('a,a\n1,2\n', ['b']).problems.map(({ column }) => column)).toEqual(['b', 'a']);
    expect(readTable('a;b\n1;2\n', ['a']).problems).toMatchObject([{ message: expect.stringContaining('commas') }]);
    expect(readTable('a,b\n"1,2\n', ['a']).problems).toMatchObject([{ message: expect.stringContaining('quotes') }]);
  });
  test('numbers are plain, and a share never becomes a percentage', () => {
    expect(['1e3', '0x1', '1,5', ' 1', '', 'NaN', '٣'].map(numberOf)).toEqual(Array(7).fill(null));
    expect(percentOf(0.5, { is: 'percent' })).toHaveProperty('fault');
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1 }), (shares) => {
        expect(
          mixedUp(
            'grade',
            { is: 'percent' },
            shares.map((value, row) => ({ row, value })),
          ),
        ).not.toBeNull();
        expect(
          mixedUp(
            'grade',
            { is: 'share' },
            shares.map((value, row) => ({ row, value: value * 100 })),
          )?.row ?? -1,
        ).toBe(shares.findIndex((value) => value * 100 > 1));
      }),
    );
  });
  test('a namesake is found in any order, and nowhere else', () => {
    const known = { learners: [{ id: 'a', name: 'José Álvarez Ruiz', country: 'MX', email: '' }], identities: [] };
    const one = { id: 'b', romanised: '', country: 'MX' };
    expect(namesakeOf({ ...one, name: 'ALVAREZ RUIZ, Jose' }, known)?.id).toBe('a');
    expect(namesakeOf({ ...one, name: 'Jose Alvarez' }, known)).toBeNull();
    expect(namesakeOf({ ...one, name: 'Jose Alvarez Ruiz', country: 'ES' }, known)).toBeNull();
    expect(namesakeOf({ ...one, id: 'a', name: 'Jose Alvarez Ruiz' }, known)).toBeNull();
  });
});
