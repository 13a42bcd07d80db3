/** Text of items and stimuli: allowed HTML and MathML into `Content`; anything else is told. */
import type { Content } from '../../shared/assessment/delivery.ts';
import { helpOf } from './catalogs.ts';
import { feedbackNode } from './feedback.ts';
import { presentation } from './mathml.ts';
import { pictureUrl } from './pictures.ts';
import { mathVariable, templateNode } from './printed.ts';
import type { Source } from './source.ts';
import type { XmlElement } from './xml.ts';

const words = (text: string): Set<string> => new Set(text.split(/\s+/).filter(Boolean));
const HTML = words(`
  p div span section article blockquote pre ul ol li dl dt dd h1 h2 h3 h4 h5 h6 hr br figure figcaption
  table caption colgroup col thead tbody tfoot tr th td
  em strong b i u s small sub sup code kbd samp var abbr cite dfn q bdi bdo ruby rb rt rp`);
const MATHML = words(`
  math mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom menclose
  msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd`);
const EVERYWHERE = words('lang dir');
const ATTRIBUTES: Record<string, Set<string>> = {
  td: words('colspan rowspan headers'),
  th: words('colspan rowspan scope abbr'),
  col: words('span'),
  colgroup: words('span'),
  ol: words('start type reversed'),
  li: words('value'),
  abbr: words('title'),
  bdo: words('dir'),
};
const MATH_ATTRIBUTES = words(`
  display displaystyle scriptlevel mathvariant stretchy symmetric fence separator form lspace rspace minsize maxsize
  movablelimits accent accentunder linethickness columnspan rowspan columnalign width height depth notation`);
/** Carry no meaning in an exam: an author's names and looks stay on the server. */
const DROPPED = words('id class style label xml:lang xml:base xml:space alttext data-qti-suppress-tts');
/** Between these, white space is only the author's indentation. */
const STRUCTURAL = words('table thead tbody tfoot tr colgroup ul ol dl ruby');
/** Elements behind which nothing may stand. */
const PARTS = words('li dt dd td th caption figcaption');
/** Shown only after an answer: never part of an exam's delivery. */
const WITHHELD = words('qti-feedback-inline qti-feedback-block');

/** Turns a QTI element of this context into content; undefined means that it does not belong here. */
export type Special = (element: XmlElement) => Content[] | undefined;
export const noSpecial: Special = () => undefined;

/** The children of an element as content. */
export function flow(source: Source, parent: XmlElement, special: Special = noSpecial, keepSpace = false): Content[] {
  const preformatted = keepSpace || parent.name === 'pre';
  const parts = parent.children.flatMap((child) => {
    if (typeof child !== 'string') return node(source, child, special, preformatted);
    const text = preformatted ? child : child.replace(/\s+/g, ' ');
    const indentation = text.trim() === '' && (STRUCTURAL.has(parent.name) || isMath(parent));
    return text === '' || indentation ? [] : [text];
  });
  return trimEnds(parts);
}

const isMath = (element: XmlElement): boolean =>
  element.namespace.endsWith('/MathML') || (MATHML.has(element.name) && !HTML.has(element.name));

/** White space at the very ends of a block or a choice is indentation. */
function trimEnds(parts: Content[]): Content[] {
  const first = parts.findIndex((part) => part !== ' ');
  const last = parts.findLastIndex((part) => part !== ' ');
  return first === -1 ? [] : parts.slice(first, last + 1);
}

function node(source: Source, element: XmlElement, special: Special, keepSpace: boolean): Content[] {
  if (element.name.startsWith('qti-')) return qtiNode(source, element, special);
  if (element.name === 'img') return image(source, element);
  const math = isMath(element);
  const presented = math ? presentation(element, (part) => node(source, part, special, keepSpace)) : undefined;
  if (presented) return presented;
  if (!(math ? MATHML : HTML).has(element.name)) {
    source.tell(
      element,
      `<${element.name}> is not allowed in an exam's text. Remove it or use plain HTML or presentation MathML.`,
    );
    return [];
  }
  const drawn = math ? mathVariable(source, element) : undefined;
  if (drawn) return drawn;
  const help = math ? undefined : helpOf(source, element);
  if (help && element.name === 'span') return [{ interaction: 'glossary', content: flow(source, element), ...help }];
  const made: Content = {
    tag: element.name,
    ...attributesOf(source, element, math),
    children: flow(source, element, special, keepSpace),
  };
  // Help with a whole part stands behind it, or in it where nothing may stand behind.
  if (!help) return [made];
  const behind: Content = { interaction: 'glossary', content: [], ...help };
  return PARTS.has(element.name) ? [{ ...made, children: [...made.children, behind] }] : [made, behind];
}

function qtiNode(source: Source, element: XmlElement, special: Special): Content[] {
  if (element.name === 'qti-modal-feedback') return [];
  if (WITHHELD.has(element.name)) return feedbackNode(source, element, () => flow(source, element));
  if (element.name === 'qti-rubric-block') {
    const views = (element.attributes.view ?? '').split(/\s+/);
    return views.includes('candidate') ? flow(source, element, special) : [];
  }
  if (element.name === 'qti-content-body') return flow(source, element, special);
  const made = special(element) ?? templateNode(source, element, () => flow(source, element, special));
  if (made) return made;
  source.tell(element, `<${element.name}> is not supported here. Remove it or use one of the supported interactions.`);
  return [];
}

function attributesOf(source: Source, element: XmlElement, math: boolean): { attributes?: Record<string, string> } {
  const allowed = math ? MATH_ATTRIBUTES : (ATTRIBUTES[element.name] ?? EVERYWHERE);
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    if (allowed.has(name) || EVERYWHERE.has(name)) kept[name] = value;
    else if (name === 'xml:lang') kept.lang = value;
    else if (!DROPPED.has(name) && !name.startsWith('aria-') && !name.startsWith('data-'))
      source.tell(element, `The attribute ${name} on <${element.name}> is not allowed in an exam's text. Remove it.`);
  }
  return Object.keys(kept).length > 0 ? { attributes: kept } : {};
}

function image(source: Source, element: XmlElement): Content[] {
  const alt = element.attributes.alt;
  if (alt === undefined)
    source.tell(element, '<img> needs an alt text for those who cannot see it; alt="" when it only decorates.');
  const src = pictureUrl(source, element, source.required(element, 'src'));
  const size = Object.fromEntries(
    ['width', 'height'].flatMap((name) => {
      const value = source.count(element, name, 0);
      return value > 0 ? [[name, String(value)]] : [];
    }),
  );
  return src === undefined ? [] : [{ tag: 'img', attributes: { src, alt: alt ?? '', ...size }, children: [] }];
}
