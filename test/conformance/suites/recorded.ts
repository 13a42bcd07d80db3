/** Recorded variables and fragments of QTI in the engine's form. */
import { outcomeDeclaration, responseDeclaration, templateDeclaration } from '../../../server/exams/declarations.ts';
import { readExpression } from '../../../server/exams/expressions.ts';
import type { Expression, Scope } from '../../../server/exams/index.ts';
import { itemScope, type OutcomeMarking, type ResponseVariable, type TemplateVariable } from '../../../server/exams/marking.ts';
import { toQti3 } from '../../../server/exams/names.ts';
import { Report } from '../../../server/exams/report.ts';
import { Source } from '../../../server/exams/source.ts';
import { parseXml, type XmlElement } from '../../../server/exams/xml.ts';
import { newState, type State } from '../../../server/grading/state.ts';
import { type Recorded, recalled } from './values.ts';

export type RecordedVariable = {
  identifier: string;
  cardinality: string;
  baseType: string | null;
  kind: string;
  value: Recorded;
  default?: Recorded;
  correct?: Recorded;
  mappingXml?: string;
  areaMappingXml?: string;
  lookupTableXml?: string;
};

/** What a recorder could not write down: it left a complaint in place of the declaration. */
export const isIncomplete = ({ mappingXml, areaMappingXml, lookupTableXml }: RecordedVariable): boolean =>
  [mappingXml, areaMappingXml, lookupTableXml].some((xml) => xml?.startsWith('!'));

/** Parses QTI of any version into the names of QTI 3. @throws Error when it is no XML */
export function parse(xml: string | Uint8Array): XmlElement {
  const parsed = parseXml(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml);
  if ('message' in parsed) throw new Error(parsed.message);
  return toQti3(parsed);
}

/** A source whose complaints are kept and not looked at: a case needs only what scores. */
export const silent = (): Source => new Source('case', new Map(), new Report());

/** The scope and the state that recorded variables make. */
export function situation(variables: readonly RecordedVariable[]): { scope: Scope; state: State } {
  const responses: ResponseVariable[] = [];
  const outcomes: OutcomeMarking[] = [];
  const templates: TemplateVariable[] = [];
  const state = newState({ seed: 'conformance' });
  for (const variable of variables) {
    const { identifier, kind, value } = variable;
    const xml = [variable.mappingXml, variable.areaMappingXml, variable.lookupTableXml].filter(
      (part) => part !== undefined && !part.startsWith('!'),
    );
    const typed = variable.baseType === null ? '' : `baseType="${variable.baseType}"`;
    const element = parse(
      `<${kind}Declaration identifier="${identifier}" cardinality="${variable.cardinality}" ${typed}>${xml.join('')}</${kind}Declaration>`,
    );
    const source = silent();
    if (kind === 'response') push(responses, responseDeclaration(source, element));
    else if (kind === 'template') push(templates, templateDeclaration(source, element));
    else push(outcomes, outcomeDeclaration(source, element));
    state.variables.set(identifier, recalled(value));
    if (variable.correct !== undefined) state.corrects.set(identifier, recalled(variable.correct));
    if (variable.default !== undefined) state.defaults.set(identifier, recalled(variable.default));
  }
  return { scope: itemScope({ responses, outcomes, templates }), state };
}

const push = <T>(list: T[], made: T | undefined): void => {
  if (made !== undefined) list.push(made);
};

/** Reads an expression; undefined when the engine knows no such one. */
export const expressionOf = (element: XmlElement, scope: Scope): Expression | undefined =>
  readExpression(silent(), element, scope);
