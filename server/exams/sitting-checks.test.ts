/** Test structure: what the import keeps of it for a sitting, and what it refuses with the place and what to do. */
import { describe, expect, test } from 'vitest';
import { deliver } from './deliver.ts';
import { type Import, importPackage } from './import.ts';
import { scoredOn, structured, summedTo, zipOf } from './testing.ts';

const imported = (inside: string, ids = ['a', 'b', 'c']): Promise<Import> => importPackage(zipOf(structured(ids, inside)));
const sectionOf = (inside: string, more = '', id = 's'): string =>
  `<qti-assessment-section identifier="${id}" title="Section" visible="true" ${more}>\n${inside}\n</qti-assessment-section>`;
const partOf = (inside: string, modes = '', id = 'p'): string =>
  `<qti-test-part identifier="${id}" ${modes}>\n${inside}\n</qti-test-part>`;
const { declared, processed } = summedTo(3);
const LINEAR = 'navigation-mode="linear" submission-mode="individual"';
const all = sectionOf('REF(a) REF(b) REF(c)');
const branch = (target: string) => `<qti-branch-rule target="${target}">${scoredOn('a')}</qti-branch-rule>`;

describe('what a sitting can do is imported', () => {
  test.each([
    ['a linear part', partOf(all, LINEAR)],
    [
      'a part that is handed in as a whole, and another',
      partOf(sectionOf('REF(a)'), 'submission-mode="simultaneous"') + partOf(sectionOf('REF(b)', '', 't'), '', 'q'),
    ],
    ['a limit of a part', partOf(`<qti-time-limits max-time="60"/>${all}`)],
    ['a limit of a section', partOf(sectionOf('<qti-time-limits min-time="5" max-time="60.5"/>REF(a)'))],
    ['a limit of an item', partOf(sectionOf('REF(a<qti-time-limits max-time="60" allow-late-submission="true"/>)'))],
    ['a question that must be answered', partOf(sectionOf('REF(a<qti-item-session-control allow-skipping="false"/>)'))],
    ['a rule of an item', declared + partOf(sectionOf(`REF(a${branch('c')})REF(b)REF(c)`), LINEAR) + processed],
    [
      'a condition of a part',
      declared +
        partOf(sectionOf('REF(a)')) +
        partOf(`<qti-pre-condition>${scoredOn('a')}</qti-pre-condition>${sectionOf('REF(b)', '', 't')}`, '', 'q') +
        processed,
    ],
  ])('%s', async (_, inside) => {
    const { exam, problems } = await imported(inside);
    expect(problems).toEqual([]);
    expect(exam?.test?.parts[0]?.identifier).toBe('p');
  });

  test('nested sections keep their places and limits', async () => {
    const inner = sectionOf('<qti-time-limits max-time="30"/>REF(b)', '', 'inner');
    const { exam } = await imported(partOf(sectionOf(`REF(a)${inner}`)));
    expect(exam?.test?.parts[0]?.sections[0]?.children).toMatchObject([
      { kind: 'item', identifier: 'a' },
      { kind: 'section', identifier: 'inner', limits: { max: 30 }, children: [{ identifier: 'b' }] },
    ]);
  });

  test('a test that asks for nothing of the kind needs no plan, whatever its parts are called', async () => {
    const { exam } = await imported(partOf(sectionOf('REF(a)')) + partOf(sectionOf('REF(b)', '', 't'), '', 'q'));
    expect(exam).not.toBeNull();
    expect(exam).not.toHaveProperty('test');
  });

  test('candidates may comment where the innermost control that says so lets them', async () => {
    const control = (allow: boolean) => `<qti-item-session-control allow-comment="${allow}"/>`;
    const { exam } = await imported(partOf(`${control(true)}${sectionOf(`REF(a)REF(b${control(false)})`)}`));
    const [a, b] = exam ? deliver(exam, 'seed').sections.flatMap(({ items }) => items) : [];
    expect([a?.comment, b]).toEqual([true, expect.not.objectContaining({ comment: expect.anything() })]);
    expect(exam).not.toHaveProperty('test');
  });

  test('the limit of the whole test bounds the time of its policy', async () => {
    const { exam } = await imported(`<qti-time-limits max-time="600"/>${partOf(all)}`);
    expect(exam).toMatchObject({ maxSeconds: 600 });
    expect(exam).not.toHaveProperty('test');
  });

  test('the title of a section that candidates do not see as one stays behind', async () => {
    const { exam } = await imported(partOf(all.replace('visible="true"', 'visible="false"')));
    expect(exam?.sections[0]?.title).toBe('');
  });
});

describe('what it cannot do is told with the line', () => {
  test.each([
    ['must be "true" or "false"', partOf(`<qti-item-session-control allow-skipping="no"/>${all}`), 3],
    ['navigation-mode="free" is neither', partOf(all, 'navigation-mode="free"'), 2],
    [
      'has no effect where candidates move freely',
      declared + partOf(sectionOf(`REF(a${branch('EXIT_TEST')})REF(b)`)) + processed,
      4,
    ],
    ['"a" does not come later', declared + partOf(sectionOf(`REF(a)\nREF(b${branch('a')})`), LINEAR) + processed, 5],
    ['"q" does not come later', declared + partOf(`${branch('q')}${all}`, LINEAR) + processed, 3],
    ['the best score must be the same for all', partOf(sectionOf(`REF(a${branch('EXIT_TEST')})REF(b)`), LINEAR), 1],
    ['needs exactly one expression', declared + partOf(`<qti-branch-rule target="EXIT_TEST"/>${all}`, LINEAR) + processed, 3],
    [
      'true or false',
      declared +
        partOf(
          `<qti-pre-condition><qti-variable identifier="a.SCORE"/></qti-pre-condition>${all}`.replace('a.SCORE', 'SCORE'),
          LINEAR,
        ) +
        processed,
      3,
    ],
    ['is above max-time', partOf(`<qti-time-limits min-time="9" max-time="3"/>${all}`), 3],
    ['leaves no time', partOf(`<qti-time-limits max-time="0"/>${all}`), 3],
    ['is not a number', partOf(`<qti-time-limits max-time="soon"/>${all}`), 3],
    ['must not be below 0', partOf(`<qti-time-limits min-time="-1"/>${all}`), 3],
  ])('%s', async (message, inside, line) => {
    const { exam, problems } = await imported(inside);
    expect(exam).toBeNull();
    expect(problems).toContainEqual({ file: 'test.xml', line, message: expect.stringContaining(message) });
  });
});
