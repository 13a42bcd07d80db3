/**
 * Which elements and attributes of delivered content reach the page. The form comes from our own server, yet an
 * author's markup stands behind it, so nothing is drawn that is not named here.
 */

/** Names of the attributes an element may keep, as React spells them. */
type Kept = Record<string, string>;

const general: Kept = { lang: 'lang', dir: 'dir', title: 'title' };
const cell: Kept = { colspan: 'colSpan', rowspan: 'rowSpan', scope: 'scope' };
const flow: Record<string, Kept> = {
  p: {},
  div: {},
  span: {},
  blockquote: {},
  pre: {},
  code: {},
  br: {},
  hr: {},
  h3: {},
  h4: {},
  h5: {},
  ul: {},
  ol: { start: 'start', type: 'type' },
  li: {},
  dl: {},
  dt: {},
  dd: {},
  strong: {},
  b: {},
  em: {},
  i: {},
  u: {},
  sub: {},
  sup: {},
  small: {},
  cite: {},
  q: {},
  figure: {},
  figcaption: {},
  table: {},
  caption: {},
  thead: {},
  tbody: {},
  tfoot: {},
  tr: {},
  colgroup: {},
  col: { span: 'span' },
  th: cell,
  td: cell,
  img: { src: 'src', alt: 'alt', width: 'width', height: 'height' },
};

const mathAttributes: Kept = {
  display: 'display',
  mathvariant: 'mathvariant',
  displaystyle: 'displaystyle',
  scriptlevel: 'scriptlevel',
  stretchy: 'stretchy',
  fence: 'fence',
  separator: 'separator',
  form: 'form',
  lspace: 'lspace',
  rspace: 'rspace',
  accent: 'accent',
  accentunder: 'accentunder',
  linethickness: 'linethickness',
  columnalign: 'columnalign',
  rowspacing: 'rowspacing',
  columnspacing: 'columnspacing',
  width: 'width',
  height: 'height',
  depth: 'depth',
  notation: 'notation',
  alttext: 'alttext',
};
const mathElements = new Set(
  (
    'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup ' +
    'munder mover munderover mmultiscripts mprescripts mtable mtr mtd semantics'
  ).split(' '),
);

/** Their text is not for people, or would run. */
const silent = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'embed',
  'template',
  'noscript',
  'annotation',
  'annotation-xml',
  'svg',
]);
const empty = new Set(['br', 'hr', 'img', 'col']);

export const isEmptyElement = (tag: string): boolean => empty.has(tag);

/** Pictures travel inside the form; nothing is fetched. */
export const isInlinePicture = (src: string): boolean => /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(src);

export type Drawn =
  | { as: 'element'; tag: string; props: Record<string, string> }
  /** An unknown element gives way to its children, so that no word of a question is lost. */
  | { as: 'children' }
  | { as: 'nothing' };

/** What becomes of one element of the content. */
export function drawn(tag: string, attributes: Readonly<Record<string, string>> = {}): Drawn {
  const name = tag.toLowerCase();
  if (silent.has(name)) return { as: 'nothing' };
  const own = Object.hasOwn(flow, name) ? flow[name] : mathElements.has(name) ? mathAttributes : undefined;
  if (!own) return { as: 'children' };
  const kept = { ...general, ...own };
  const props: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(attributes)) {
    const key = attribute.toLowerCase();
    const prop = Object.hasOwn(kept, key) ? kept[key] : undefined;
    if (prop) props[prop] = value;
  }
  if (name === 'img' && !isInlinePicture(props.src ?? '')) return { as: 'nothing' };
  if (name === 'img') props.alt ??= '';
  return { as: 'element', tag: name, props };
}
