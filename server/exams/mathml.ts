/** MathML as other programs write it, in the elements of presentation that every browser draws (MathML Core). */
import type { Content } from '../../shared/assessment/delivery.ts';
import { elementsOf, type XmlElement } from './xml.ts';

const mo = (text: string): Content => ({ tag: 'mo', children: [text] });

/** The n-th separator; the last one stands for all that follow. */
function separatorsOf(element: XmlElement): (place: number) => string {
  const signs = [...(element.attributes.separators ?? ',').replace(/\s/g, '')];
  return (place) => signs[place] ?? signs.at(-1) ?? '';
}

/**
 * What stands in place of an element that presentation does not need: the formula of `semantics` without its annotations, brackets
 * for `mfenced`, and identifiers and numbers of content MathML. Undefined for every other element.
 * @param read an element as content
 */
export function presentation(element: XmlElement, read: (element: XmlElement) => Content[]): Content[] | undefined {
  switch (element.name) {
    case 'semantics': {
      const shown = elementsOf(element).find(({ name }) => !name.startsWith('annotation'));
      return shown ? read(shown) : [];
    }
    case 'annotation':
    case 'annotation-xml':
      return [];
    case 'mfenced': {
      const separator = separatorsOf(element);
      const parts = elementsOf(element).flatMap((child, at) => {
        const sign = at === 0 ? '' : separator(at - 1);
        return [...(sign ? [mo(sign)] : []), ...read(child)];
      });
      const { open = '(', close = ')' } = element.attributes;
      return [{ tag: 'mrow', children: [...(open ? [mo(open)] : []), ...parts, ...(close ? [mo(close)] : [])] }];
    }
    case 'ci':
      return read({ ...element, name: 'mi', attributes: {} });
    case 'cn':
      return read({ ...element, name: 'mn', attributes: {} });
    default:
      return undefined;
  }
}
