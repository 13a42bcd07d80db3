/** What a marker reads of the question: its text and its stimulus as paragraphs, without anything to answer with. */
import type { Content } from '../../shared/assessment/delivery.ts';
import type { Exam, ExamItem } from '../exams/index.ts';

const BLOCKS = new Set([
  'p',
  'div',
  'li',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'pre',
  'tr',
  'figcaption',
  'dt',
  'dd',
  'caption',
]);
const BREAK = '\u0000';

function textOf(node: Content): string {
  if (typeof node === 'string') return node;
  if ('tag' in node) {
    if (node.tag === 'img') return node.attributes?.alt ? `[${node.attributes.alt}]` : '';
    const inside = node.children.map(textOf).join(node.tag === 'tr' ? ' ' : '');
    return BLOCKS.has(node.tag) ? `${BREAK}${inside}${BREAK}` : inside;
  }
  const prompt = 'prompt' in node ? node.prompt.map(textOf).join('') : '';
  const content = 'content' in node ? node.content.map(textOf).join('') : '';
  return `${BREAK}${prompt}${BREAK}${content}${BREAK}`;
}

const paragraphs = (content: readonly Content[]): string[] =>
  content
    .map(textOf)
    .join('')
    .split(BREAK)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '');

/** The stimulus first, if there is one, then the item. */
export function questionOf(exam: Exam, item: ExamItem): string[] {
  const stimulus = exam.sections.flatMap(({ stimuli }) => stimuli).find(({ id }) => id === item.stimulus);
  return [...(stimulus ? [stimulus.title, ...paragraphs(stimulus.content)] : []), ...paragraphs(item.content)];
}
