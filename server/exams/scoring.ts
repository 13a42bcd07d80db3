/** The part of an item that scores: its declarations and its processing. Nothing here asks how the item looks. */
import { outcomeDeclaration, responseDeclaration, templateDeclaration } from './declarations.ts';
import { itemScope, type Marking, type Rule } from './marking.ts';
import { processingRules, readRules } from './processing.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml.ts';

/** All of a marking document save for its scale. Whatever is wrong goes to the source's report. */
export function readScoring(source: Source, root: XmlElement): Omit<Marking, 'max' | 'min'> {
  const responses = declared(source, root, 'qti-response-declaration', responseDeclaration);
  const outcomes = declared(source, root, 'qti-outcome-declaration', outcomeDeclaration);
  const templates = declared(source, root, 'qti-template-declaration', templateDeclaration);
  const seen = new Set<string>();
  for (const { id } of [...responses, ...outcomes, ...templates]) {
    if (seen.has(id)) source.tell(root, `"${id}" is declared as two kinds of variable. Rename one of them.`);
    seen.add(id);
  }
  const scope = itemScope({ responses, outcomes, templates });
  const templating = childNamed(root, 'qti-template-processing');
  const processing = childNamed(root, 'qti-response-processing');
  const rules = processing ? processingRules(source, processing, scope) : [];
  // Some systems write an item's last steps as outcome processing; they run after response processing, whatever ended it.
  const last = childNamed(root, 'qti-outcome-processing');
  const block: Rule = { rule: 'block', rules, line: processing?.line ?? root.line };
  return {
    responses,
    outcomes,
    templates,
    templating: templating ? readRules(source, templating, scope) : [],
    processing: last ? [block, ...readRules(source, last, scope)] : rules,
    adaptive: source.flag(root, 'adaptive'),
  };
}

/** Reads all declarations of one kind; an identifier that repeats is told. */
function declared<T extends { id: string }>(
  source: Source,
  root: XmlElement,
  name: string,
  read: (source: Source, element: XmlElement) => T | undefined,
): T[] {
  const found = new Map<string, T>();
  for (const element of childrenNamed(root, name)) {
    const declaration = read(source, element);
    if (!declaration) continue;
    if (found.has(declaration.id)) source.tell(element, `"${declaration.id}" is declared twice. Remove or rename one.`);
    found.set(declaration.id, declaration);
  }
  return [...found.values()];
}
