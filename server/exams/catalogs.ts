/**
 * Catalogs of an item or a stimulus (QTI 3.0, `qti-catalog-info`): other ways to words, for those who need them. A card's
 * support says which; some are offered, the rest stay behind, and the report says so.
 */
import { type Content, type Support, type SupportKind, supportKinds } from '../../shared/assessment/delivery.ts';
import { recordingAt } from './recordings.ts';
import type { Source } from './source.ts';
import { childNamed, childrenNamed, elementsOf, textOf, type XmlElement } from './xml.ts';

/** What a catalog holds: the meaning of words is for everyone, supports are for those whose accommodations name them. */
export type Help = { meaning: Content[]; supports: Support[] };

const GLOSSARY = 'glossary-on-screen';
const RECORDED: readonly SupportKind[] = ['spoken', 'sign-language'];
const known = new WeakMap<Source, Map<string, Help>>();

type Read = (element: XmlElement) => Content[];

/** Reads the catalogs of a file, before its text is read. @param read turns a card's content into text */
export function readCatalogs(source: Source, root: XmlElement, read: Read): void {
  const found = new Map<string, Help>();
  for (const catalog of childrenNamed(childNamed(root, 'qti-catalog-info') ?? root, 'qti-catalog')) {
    const help: Help = { meaning: [], supports: [] };
    for (const card of childrenNamed(catalog, 'qti-card')) addCard(source, card, read, help);
    if (help.meaning.length > 0 || help.supports.length > 0) found.set(source.required(catalog, 'id'), help);
  }
  known.set(source, found);
}

/** What a catalog says of an element, where it names one. */
export function helpOf(source: Source, element: XmlElement): Help | undefined {
  const id = element.attributes['data-catalog-idref'];
  return id === undefined ? undefined : known.get(source)?.get(id);
}

function addCard(source: Source, card: XmlElement, read: Read, help: Help): void {
  const support = source.required(card, 'support');
  const entries = childrenNamed(card, 'qti-card-entry');
  const all = entries.length > 0 ? entries : [card];
  if (support === GLOSSARY) {
    const entry = all.find(({ attributes }) => attributes.default === 'true') ?? all[0] ?? card;
    const html = childNamed(entry, 'qti-html-content');
    if (!html) source.tell(card, 'The glossary card has no <qti-html-content>. Write what the word means.');
    else help.meaning.push(...read(html));
    return;
  }
  const kind = supportKinds.find((one) => one === support);
  if (!kind) {
    source.warn(card, `The support "${support}" is not offered here. Its card stays behind; everything else is taken.`);
    return;
  }
  for (const entry of all) {
    const made = supportFrom(source, entry, kind, read);
    const language = entry.attributes['xml:lang'] ?? card.attributes['xml:lang'];
    if (made) help.supports.push({ kind, ...made, ...(language !== undefined && { language }) });
  }
}

/** A text, or for speech and signs a recording; undefined, and told, where there is none. */
function supportFrom(
  source: Source,
  entry: XmlElement,
  kind: SupportKind,
  read: Read,
): Pick<Support, 'content' | 'recording'> | undefined {
  const html = childNamed(entry, 'qti-html-content');
  if (!RECORDED.includes(kind)) {
    if (html) return { content: read(html) };
    source.tell(entry, `The card for "${kind}" has no <qti-html-content>. Write what it says.`);
    return undefined;
  }
  const named = childNamed(entry, 'qti-file-href') ?? (html && recordedIn(html));
  const href = named && (named.name === 'qti-file-href' ? textOf(named).trim() : (named.attributes.src ?? ''));
  if (!named || href === undefined || href === '') {
    source.warn(entry, `The card for "${kind}" names no recording, and nothing speaks or signs a text here. It stays behind.`);
    return undefined;
  }
  const recording = recordingAt(source, named, href, '');
  return recording && { content: [], recording };
}

const recordedIn = (element: XmlElement): XmlElement | undefined =>
  elementsOf(element)
    .flatMap((child) => [child, ...within(child)])
    .find(({ name, attributes }) => ['audio', 'video', 'source'].includes(name) && attributes.src !== undefined);
const within = (element: XmlElement): XmlElement[] => elementsOf(element).flatMap((child) => [child, ...within(child)]);
