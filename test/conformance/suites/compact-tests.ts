/** Compact tests: an assessment test whose references carry the declarations and processing of their items. */
import { outcomeDeclaration } from '../../../server/exams/declarations.ts';
import { readDefinition, testScope } from '../../../server/exams/index.ts';
import { toQti3 } from '../../../server/exams/names.ts';
import { Report } from '../../../server/exams/report.ts';
import { readScoring } from '../../../server/exams/scoring.ts';
import { Source } from '../../../server/exams/source.ts';
import { childrenNamed, parseXml, type XmlElement } from '../../../server/exams/xml.ts';
import { type ItemProgram, planRoute, programOf, testEngineOf, type Validity } from '../../../server/grading/session/index.ts';

const count = (text: string | undefined, usual: number): number => (text === undefined ? usual : Number(text));

/** A test that is ready to be taken. `outcomes` are the variables of the test itself. */
export function readCompactTest(bytes: Uint8Array) {
  const parsed = parseXml(bytes);
  if ('message' in parsed) throw new Error(parsed.message);
  const root = toQti3(parsed);
  const source = new Source('test.xml', new Map(), new Report());
  const outcomes = childrenNamed(root, 'qti-outcome-declaration').flatMap((child) => outcomeDeclaration(source, child) ?? []);
  const { test, elements } = readDefinition(source, root, testScope(outcomes));
  const programs = new Map<string, ItemProgram>();
  for (const [node, element] of elements)
    if ('kind' in node && node.kind === 'item') programs.set(node.identifier, programIn(source, element));
  // Any numbers do: what these tests select is the same whichever are drawn.
  const route = planRoute(test, () => 0.5);
  const engine = testEngineOf({ test, outcomes, route, programs, randomFor: () => () => 0.5 });
  return { engine, route, programs, outcomes };
}

const programIn = (source: Source, element: XmlElement): ItemProgram =>
  programOf(readScoring(source, element), {
    endAttempts: (element.attributes['end-attempt-identifiers'] ?? '').split(/\s+/).filter(Boolean),
    validity: childrenNamed(element, 'qti-response-validity-constraint').map(validityOf),
    modalFeedback: childrenNamed(element, 'qti-modal-feedback-rule').map(({ attributes }) => ({
      outcome: attributes['outcome-identifier'] ?? '',
      identifier: attributes.identifier ?? '',
      show: attributes['show-hide'] === 'hide' ? 'hide' : 'show',
    })),
  });

function validityOf(element: XmlElement): Validity {
  const { attributes } = element;
  const pattern = attributes['pattern-mask'];
  const expression = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
  return {
    response: attributes['response-identifier'] ?? '',
    min: count(attributes['min-constraint'], 0),
    max: count(attributes['max-constraint'], 0),
    pattern: expression && ((text) => expression.test(text)),
    associations: childrenNamed(element, 'qti-association-validity-constraint').map((association) => ({
      identifier: association.attributes.identifier ?? '',
      min: count(association.attributes['min-constraint'], 0),
      max: count(association.attributes['max-constraint'], 0),
    })),
  };
}
