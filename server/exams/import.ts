/** A QTI content package into a compiled exam: whole, or not at all with a list of everything that is wrong. */

import type { Stimulus } from '../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../shared/assessment/validate.ts';
import { digest } from '../../shared/journal/chain.ts';
import { readTest, type SectionOutline } from './assessment.ts';
import { CASES_FILE, checkCases, readCases } from './cases.ts';
import { readCatalogs } from './catalogs.ts';
import { type ContentChecks, noChecks } from './checks.ts';
import { type Exam, type ExamItem, type ExamSection, itemHash } from './exam.ts';
import { flow } from './flow.ts';
import { compileItem } from './item.ts';
import { checkMappings, withDefaults } from './item-reference.ts';
import { readManifest, readXml } from './package.ts';
import type { Pool } from './pool.ts';
import { type ContentProblem, Report } from './report.ts';
import { Source } from './source.ts';
import { childNamed } from './xml.ts';
import { readZip } from './zip.ts';

/** `exam` is null when there is any problem. The exam's id follows from its content, so importing twice changes nothing. */
/** `warnings`: what is taken otherwise than it is written. */
export type Import = { exam: Exam | null; items: number; problems: ContentProblem[]; warnings: ContentProblem[] };

/** `requireCases`: an exam of high stakes is taken only when every item ships cases; cases that are there must hold anyway. */
export type ImportOptions = { checks?: ContentChecks; requireCases?: boolean };

/** Reads, checks and compiles a zipped package. Never throws on bad content. */
export async function importPackage(
  zipped: Uint8Array,
  { checks = noChecks, requireCases = false }: ImportOptions = {},
): Promise<Import> {
  const report = new Report();
  const files = await readZip(zipped, report);
  if (!report.clean) return { exam: null, items: 0, problems: report.problems, warnings: report.warnings };
  const draft = compilePackage(files, report, checks, requireCases);
  const items = draft?.sections.flatMap((section) => section.items).length ?? 0;
  if (!draft || !report.clean) return { exam: null, items, problems: report.problems, warnings: report.warnings };
  return { exam: { id: `exam-${digest(draft).slice(0, 20)}`, ...draft }, items, problems: [], warnings: report.warnings };
}

type Reader = { package: Source; listed: ReadonlySet<string> };
/** Items and stimuli are numbered through the whole exam; an item's file and identifier appear once. */
type Progress = { items: number; stimuli: number; identifiers: Map<string, string>; paths: Set<string> };

function compilePackage(
  files: ReadonlyMap<string, Uint8Array>,
  report: Report,
  checks: ContentChecks,
  requireCases: boolean,
): Omit<Exam, 'id'> | undefined {
  const manifest = readManifest(files, report);
  if (!manifest) return undefined;
  const source = new Source(manifest.test, files, report, checks.customOperator);
  const root = readXml(source, 'qti-assessment-test');
  if (!root) return undefined;
  const test = readTest(source, root);
  const reader: Reader = { package: source, listed: manifest.listed };
  const progress: Progress = { items: 0, stimuli: 0, identifiers: new Map(), paths: new Set() };
  const sections = test.sections.map((outline, index) => compileSection(source, outline, index, reader, progress));
  const cases = source.beside(CASES_FILE);
  const found = readCases(cases, manifest.listed);
  // Cases of an item that is wrong in itself would only repeat what is wrong with it.
  if (report.clean)
    checkCases(
      cases,
      sections.flatMap((section) => section.items),
      found,
      { failingCases: checks.failingCases, drawFault: checks.drawFault, required: requireCases },
    );
  return {
    assessment: test.assessment,
    title: test.title,
    language: test.language,
    sections,
    ...(test.scoring && { scoring: test.scoring }),
    ...((test.planned || countsAttempts(sections)) && { test: test.test }),
    ...(test.feedback.length > 0 && { feedback: test.feedback }),
    ...(test.maxSeconds !== null && { maxSeconds: test.maxSeconds }),
  };
}

/** Attempts are held by the plan of a sitting. */
const countsAttempts = (sections: readonly ExamSection[]): boolean =>
  sections.some(({ items }) => items.some(({ attempts }) => attempts !== undefined));

const numbered = (prefix: string, index: number): string => `${prefix}${String(index).padStart(2, '0')}`;

function compileSection(test: Source, outline: SectionOutline, index: number, reader: Reader, progress: Progress): ExamSection {
  const stimuli = new Map<string, Stimulus>();
  const items = outline.items.map(({ element, href, templateDefaults, attempts, ...placed }): ExamItem | undefined => {
    if (!reader.listed.has(href)) test.tell(element, `"${href}" is not listed in imsmanifest.xml. Add it as a resource.`);
    if (progress.paths.has(href)) test.tell(element, `The item "${href}" is in the exam twice. Remove one reference.`);
    progress.paths.add(href);
    const source = reader.package.beside(href);
    const root = readXml(source, 'qti-assessment-item');
    if (!root) return undefined;
    const { stimulus: ref, ...compiled } = compileItem(source, root, placed.after?.feedback);
    checkMappings(test, element, compiled.marking);
    const item = { ...compiled, marking: withDefaults(test, element, templateDefaults, compiled.marking) };
    const other = progress.identifiers.get(item.authored);
    if (other !== undefined) source.tell(root, `The item identifier "${item.authored}" is also used by ${other}. Change one.`);
    progress.identifiers.set(item.authored, href);
    const path = ref ? source.resolve(ref.element, ref.href) : undefined;
    if (path !== undefined && !stimuli.has(path)) stimuli.set(path, readStimulus(path, reader, ++progress.stimuli));
    const stimulus = path === undefined ? null : (stimuli.get(path)?.id ?? null);
    const hash = itemHash(item);
    // Only a button of the question ends an attempt before the question is left.
    const counts = attempts !== undefined && interactionsOf(item.content).some((one) => one.interaction === 'end-attempt');
    return { id: numbered('q', ++progress.items), stimulus, hash, ...placed, ...item, ...(counts && { attempts }) };
  });
  const pool = outline.pool && named(outline.pool, (place) => items[place]?.id ?? '');
  return {
    id: numbered('section', index + 1),
    title: outline.title,
    stimuli: [...stimuli.values()],
    items: items.filter((item) => item !== undefined),
    ...(pool && { pool }),
  };
}

/** The same pool of other leaves. */
const named = (pool: Pool<number>, nameOf: (leaf: number) => string): Pool<string> => ({
  ...pool,
  members: pool.members.map((member) => ('leaf' in member ? { ...member, leaf: nameOf(member.leaf) } : named(member, nameOf))),
});

function readStimulus(path: string, { package: files }: Reader, number: number): Stimulus {
  const source = files.beside(path);
  const root = readXml(source, 'qti-assessment-stimulus');
  if (root) readCatalogs(source, root, (card) => flow(source, card));
  const body = root && childNamed(root, 'qti-stimulus-body');
  if (root && !body) source.tell(root, 'The stimulus has no <qti-stimulus-body>. Add the text.');
  return {
    id: numbered('stimulus', number),
    title: root ? source.required(root, 'title') : '',
    content: body ? flow(source, body) : [],
  };
}
