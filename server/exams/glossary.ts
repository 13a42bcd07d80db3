/**
 * Catalogs of an item or stimulus (QTI 3.0, 5.26): what words mean. Of the supports that a catalog may hold only the
 * glossary is offered; the others are left where they are.
 */
import type { Content } from '../../shared/assessment/delivery.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, type XmlElement } from './xml.ts';

const meanings = new WeakMap<Source, Map<string, Content[]>>();

/** Reads the catalogs of a file, before its text is read. @param read turns a card's content into text */
export function readGlossary(source: Source, root: XmlElement, read: (element: XmlElement) => Content[]): void {
  const found = new Map<string, Content[]>();
  for (const catalog of childrenNamed(childNamed(root, 'qti-catalog-info') ?? root, 'qti-catalog')) {
    const card = childrenNamed(catalog, 'qti-card').find(({ attributes }) => attributes.support === 'glossary-on-screen');
    const entry = card && (childrenNamed(card, 'qti-card-entry').find(({ attributes }) => attributes.default === 'true') ?? card);
    const html = entry && childNamed(entry, 'qti-html-content');
    if (card && !html) source.tell(card, 'The glossary card has no <qti-html-content>. Write what the word means.');
    if (html) found.set(source.required(catalog, 'id'), read(html));
  }
  meanings.set(source, found);
}

/** What the words of an element mean, where a catalog says so. */
export function meaningOf(source: Source, element: XmlElement): Content[] | undefined {
  const id = element.attributes['data-catalog-idref'];
  return id === undefined ? undefined : meanings.get(source)?.get(id);
}
