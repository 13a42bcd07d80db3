/** What a response says, in the words of its question instead of the identifiers of its form. */
import type { BaseType, Content, DeliveryItem, ResponseDeclaration } from '../../../../shared/assessment/delivery.ts';
import { plainText } from '../../../../shared/assessment/plain-text.ts';

/** Labels of everything in the question that a response may name. Gaps are numbered in their order. */
export function labelsOf(content: readonly Content[], gap: (number: number) => string): Map<string, string> {
  const labels = new Map<string, string>();
  let gaps = 0;
  const walk = (nodes: readonly Content[]): void => {
    for (const node of nodes) {
      if (typeof node === 'string') continue;
      if (!('interaction' in node)) {
        walk(node.children);
        continue;
      }
      if (node.interaction === 'gap') labels.set(node.id, gap(++gaps));
      if (node.interaction === 'hottext-choice') labels.set(node.id, plainText(node.content));
      if ('choices' in node) for (const choice of node.choices) labels.set(choice.id, plainText(choice.content));
      if ('sources' in node)
        for (const choice of [...node.sources, ...node.targets]) labels.set(choice.id, plainText(choice.content));
      if ('regions' in node) for (const region of node.regions) labels.set(region.id, region.label);
      if ('content' in node) walk(node.content);
    }
  };
  walk(content);
  return labels;
}

const say = (value: string, baseType: BaseType, labels: ReadonlyMap<string, string>): string => {
  const label = (id: string) => labels.get(id) || id;
  if (baseType === 'identifier') return label(value);
  if (baseType === 'pair' || baseType === 'directedPair') return value.split(' ').map(label).join(' – ');
  if (baseType === 'point') return `(${value.split(' ').join(', ')})`;
  return value;
};

/** The values of one response in words, in their order; none for a file, whose name says nothing about the answer. */
export const said = (
  { baseType }: ResponseDeclaration,
  values: readonly string[] | undefined,
  labels: ReadonlyMap<string, string>,
): string[] => (baseType === 'file' ? [] : (values ?? []).map((value) => say(value, baseType, labels)));

/** Every response of a question in words, one after another. */
export const allSaid = (
  { responses }: DeliveryItem,
  given: Readonly<Record<string, string[]>>,
  labels: ReadonlyMap<string, string>,
): string[] => responses.flatMap((declared) => said(declared, given[declared.id], labels));
