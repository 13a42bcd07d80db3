/** Content as one line of plain text, for names that screen readers speak. */

import { drawn } from './allowed.ts';
import type { Content } from './delivery.ts';

/** Words of the content in order; a picture gives its description, an interaction nothing. */
export function plainText(content: readonly Content[]): string {
  return content.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

function textOf(node: Content): string {
  if (typeof node === 'string') return node;
  if ('interaction' in node)
    return node.interaction === 'hottext-choice' || node.interaction === 'glossary' ? plainText(node.content) : '';
  const element = drawn(node.tag, node.attributes);
  if (element.as === 'nothing') return '';
  if (element.as === 'element' && element.tag === 'img') return element.props.alt ?? '';
  return plainText(node.children);
}
