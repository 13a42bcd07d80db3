/** The keys of an exam as an administrator reads them: the author's identifiers beside the texts. Pure. */
import type * as z from 'zod/mini';
import type { Content } from '../../../shared/assessment/delivery.ts';
import { interactionsOf } from '../../../shared/assessment/validate.ts';
import type { ExamKeys, KeyItem } from '../../../shared/contract/regrade.ts';
import type { ExamItem, PublishedExam } from '../../exams/index.ts';
import { needsMarker } from '../marks.ts';
import { type Keys, treatmentsOf } from './keys.ts';

export type ExamKeysOf = z.infer<typeof ExamKeys>;
type Choice = z.infer<typeof KeyItem>['responses'][number]['choices'][number];

const textOf = (content: readonly Content[]): string =>
  content
    .map((node) => {
      if (typeof node === 'string') return node;
      if ('tag' in node) return textOf(node.children) || (node.attributes?.alt ?? '');
      return 'content' in node ? textOf(node.content) : '';
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** Members of the content that can be chosen: gaps and hot text. */
function partsOf(content: readonly Content[]): Choice[] {
  return content.flatMap((node): Choice[] => {
    if (typeof node === 'string') return [];
    if ('tag' in node) return partsOf(node.children);
    if (node.interaction === 'hottext-choice') return [{ id: node.id, text: textOf(node.content) }];
    return node.interaction === 'gap' ? [{ id: node.id, text: '' }] : [];
  });
}

function choicesOf(item: ExamItem, response: string): Choice[] {
  return interactionsOf(item.content)
    .filter((interaction) => interaction.response === response)
    .flatMap((interaction): Choice[] => {
      const inner = 'content' in interaction ? partsOf(interaction.content) : [];
      const listed =
        'choices' in interaction
          ? interaction.choices
          : 'sources' in interaction
            ? [...interaction.sources, ...interaction.targets]
            : [];
      const regions = 'regions' in interaction ? interaction.regions.map(({ id, label }) => ({ id, text: label })) : [];
      return [...listed.map(({ id, content }) => ({ id, text: textOf(content) })), ...regions, ...inner];
    });
}

/** @param results how many results the exam has */
export function examKeys({ exam, version }: PublishedExam, keys: Keys, results: number): ExamKeysOf {
  const treatments = treatmentsOf(exam, keys);
  return {
    exam: exam.id,
    title: exam.title,
    version,
    keys: keys.number,
    results,
    items: exam.sections.flatMap((section) =>
      section.items.map((item) => {
        const treatment = treatments.get(item.id);
        const variants = treatment?.variants ?? [item];
        const how = treatment?.how ?? 'scored';
        return {
          item: item.id,
          title: item.title,
          section: section.title,
          authored: item.authored,
          byPeople: needsMarker(item),
          treatment: how,
          weight: treatment?.weight ?? 1,
          max: variants[0]?.marking.max ?? item.marking.max,
          responses: item.marking.responses.map(({ id, cardinality, baseType }) => {
            const marked = variants.flatMap(({ marking }) => marking.responses.filter((one) => one.id === id));
            return {
              id,
              cardinality,
              baseType: baseType ?? 'record',
              correct: [...new Set(marked.flatMap(({ correct }) => correct ?? []))],
              mapping: (marked[0]?.mapping?.entries ?? []).map(({ key, value }) => ({ key, value })),
              choices: choicesOf(item, id),
            };
          }),
        };
      }),
    ),
  };
}
