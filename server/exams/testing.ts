/** For tests: small content packages written in place. */
import { zipSync } from 'fflate';
import type { Exam, ExamItem } from './exam.ts';
import { examItems } from './exam.ts';
import { importPackage } from './import.ts';

const QTI = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"';
const TEMPLATES = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates';

export type TestItem = {
  id?: string;
  declarations: string;
  body: string;
  /** A standard template's name, or rules. */
  processing?: string;
  /** Attributes of the outcome SCORE. */
  score?: string;
  extra?: string;
};

/** One item as XML; its declarations begin on line 2. */
export function itemXml({
  id = 'item',
  declarations,
  body,
  processing = 'match_correct',
  score = '',
  extra = '',
}: TestItem): string {
  const rules = processing.startsWith('<')
    ? `<qti-response-processing>${processing}</qti-response-processing>`
    : `<qti-response-processing template="${TEMPLATES}/${processing}.xml"/>`;
  return `<qti-assessment-item ${QTI} identifier="${id}" title="An item" adaptive="false" time-dependent="false">
${declarations}
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" ${score}/>
<qti-item-body>
${body}
</qti-item-body>
${rules}
${extra}</qti-assessment-item>`;
}

/** The files of a package that holds these items in one section, in this order. */
export function packageFiles(
  items: Record<string, string>,
  more: Record<string, string | Uint8Array> = {},
): Record<string, string | Uint8Array> {
  const paths = Object.keys(items);
  const refs = paths.map((path, i) => `<qti-assessment-item-ref identifier="ref${i}" href="${path}"/>`).join('\n');
  const resources = paths.map(
    (path) => `<resource identifier="r" type="imsqti_item_xmlv3p0" href="${path}"><file href="${path}"/></resource>`,
  );
  return {
    'imsmanifest.xml': `<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"><resources>
<resource identifier="t" type="imsqti_test_xmlv3p0" href="test.xml"><file href="test.xml"/></resource>
${resources.join('\n')}
</resources></manifest>`,
    'test.xml': `<qti-assessment-test ${QTI} identifier="test" title="A test"><qti-test-part identifier="p">
<qti-assessment-section identifier="s" title="A section" visible="true">
${refs}
</qti-assessment-section></qti-test-part></qti-assessment-test>`,
    ...items,
    ...more,
  };
}

export const zipOf = (files: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        typeof content === 'string' ? new TextEncoder().encode(content) : content,
      ]),
    ),
  );

/** Imports one item in a package of its own. @throws Error that tells every problem */
export async function oneItem(
  item: TestItem,
  more: Record<string, string | Uint8Array> = {},
): Promise<{ exam: Exam; item: ExamItem }> {
  const { exam, problems } = await importPackage(zipOf(packageFiles({ 'items/item.xml': itemXml(item) }, more)));
  const made = exam && examItems(exam)[0];
  if (!exam || !made) throw new Error(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return { exam, item: made };
}

/** A choice among A, B and C, of which B is right. */
export const choiceItem: TestItem = {
  declarations: `<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>`,
  body: `<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">
<qti-prompt>Which one?</qti-prompt>
<qti-simple-choice identifier="A">Apples</qti-simple-choice>
<qti-simple-choice identifier="B">Bananas</qti-simple-choice>
<qti-simple-choice identifier="C" fixed="true">None of these</qti-simple-choice>
</qti-choice-interaction>`,
};

/**
 * The files of a package with a test of its own structure, over choice items of which B is right.
 * @param inside what stands in the test, from its second line on; `REF(a)` is a reference to the item a
 */
export function structured(ids: readonly string[], inside: string): Record<string, string | Uint8Array> {
  const items = Object.fromEntries(ids.map((id) => [`items/${id}.xml`, itemXml({ ...choiceItem, id })]));
  const files = packageFiles(items);
  const body = inside.replace(/REF\((\w+)([^)]*)\)/g, (_, id: string, more: string) =>
    more === ''
      ? `<qti-assessment-item-ref identifier="${id}" href="items/${id}.xml"/>`
      : `<qti-assessment-item-ref identifier="${id}" href="items/${id}.xml">${more}</qti-assessment-item-ref>`,
  );
  return {
    ...files,
    'test.xml': `<qti-assessment-test ${QTI} identifier="test" title="A test">\n${body}\n</qti-assessment-test>`,
  };
}

/** A condition on the score of an item: above 0. */
export const scoredOn = (id: string): string =>
  `<qti-gt><qti-variable identifier="${id}.SCORE"/><qti-base-value base-type="float">0</qti-base-value></qti-gt>`;

/** The score as the sum of all items, of so many points at best. */
export const summedTo = (max: number): { declared: string; processed: string } => ({
  declared: `<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="${max}"/>`,
  processed: `<qti-outcome-processing><qti-set-outcome-value identifier="SCORE"><qti-sum><qti-test-variables variable-identifier="SCORE"/></qti-sum></qti-set-outcome-value></qti-outcome-processing>`,
});
