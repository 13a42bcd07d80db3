/**
 * Mappings that a recorder could not write down, found again: a declaration of the corpus with the same identifier, type and
 * right answer holds them. Where declarations differ, nobody can tell which it was, and the record stays incomplete.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { responseDeclaration } from '../../../server/exams/declarations.ts';
import { writeXml } from '../../../server/exams/write-xml.ts';
import { childNamed, childrenNamed, elementsOf, textOf, type XmlElement } from '../../../server/exams/xml.ts';
import { writeValue } from '../../../server/grading/value.ts';
import { parse, type RecordedVariable, silent } from './recorded.ts';
import { recalled } from './values.ts';

/** What a mapping means, to one way of writing it. */
type Known = ReadonlyMap<string, ReadonlyMap<string, string>>;
const byFolder = new Map<string, Known>();

const keyOf = (identifier: string, cardinality: string, baseType: string, correct: readonly string[]): string =>
  JSON.stringify([identifier, cardinality, baseType, correct.map((text) => text.trim().replace(/\s+/g, ' ')).toSorted()]);

const within = (element: XmlElement): XmlElement[] => [element, ...elementsOf(element).flatMap(within)];

/** Every mapping of the corpus by what is declared beside it. */
function knownIn(folder: string): Known {
  const made = byFolder.get(folder);
  if (made) return made;
  const found = new Map<string, Map<string, string>>();
  for (const name of ['compact_tests', 'items', 'items_pie'].filter((part) => existsSync(path.join(folder, part))))
    for (const file of readdirSync(path.join(folder, name)).filter((one) => one.endsWith('.xml')))
      for (const declaration of declarationsIn(path.join(folder, name, file))) {
        const mapping = childNamed(declaration, 'qti-mapping');
        const correct = childNamed(declaration, 'qti-correct-response');
        if (!mapping || !correct) continue;
        const { identifier = '', cardinality = '', 'base-type': baseType = '' } = declaration.attributes;
        const key = keyOf(identifier, cardinality, baseType, childrenNamed(correct, 'qti-value').map(textOf));
        const xml = new TextDecoder()
          .decode(writeXml({ ...mapping, line: 1 }))
          .replace(/^<\?xml.*?\?>/s, '')
          .trim();
        const meaning = JSON.stringify(responseDeclaration(silent(), declaration)?.mapping);
        found.set(key, (found.get(key) ?? new Map<string, string>()).set(meaning, xml));
      }
  byFolder.set(folder, found);
  return found;
}

function declarationsIn(file: string): XmlElement[] {
  try {
    return within(parse(readFileSync(file))).filter(({ name }) => name === 'qti-response-declaration');
  } catch {
    return [];
  }
}

/** The variable with its mapping, where the corpus holds exactly one for it. */
export function withMapping(variable: RecordedVariable, folder: string): RecordedVariable {
  const { identifier, cardinality, baseType, correct } = variable;
  if (!variable.mappingXml?.startsWith('!') || !correct || baseType === null) return variable;
  const found = knownIn(folder).get(keyOf(identifier, cardinality, baseType, writeValue(recalled(correct))));
  const [only, ...others] = found?.values() ?? [];
  return only !== undefined && others.length === 0 ? { ...variable, mappingXml: only } : variable;
}
