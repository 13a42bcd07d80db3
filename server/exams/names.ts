/**
 * QTI 2.0, 2.1 and 2.2 become QTI 3.0 by name (QTI 3.0 Implementation Guide, migration): elements and attributes in
 * camel case turn into `qti-` kebab case, HTML and MathML stay. Everything else of the import knows 3.0 names only.
 */
import { textOf, type XmlElement } from './xml.ts';

const QTI_3 = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0';

/** Elements that QTI 2 took over from HTML into its own namespace. */
const HTML = new Set(
  `a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn
  div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr i img ins kbd label li main mark nav object ol p
  param pre q rb rp rt rtc ruby s samp section small source span strike strong style sub sup table tbody td tfoot th thead
  time tr track tt u ul var video wbr`.split(/\s+/),
);

const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();

/** Whether the element stands in a namespace of QTI 2, or in none and not under a name of QTI 3 or of a manifest. */
const isQti2 = ({ name, namespace }: XmlElement): boolean =>
  /imsqti_(?:item_)?v2p\d|imsapip_qtiv1p\d/.test(namespace) ||
  (namespace === '' && !name.startsWith('qti-') && name !== 'manifest' && name !== 'svg');

/** The element in QTI 3.0's names; what already has them, or is no QTI, comes back as it is. */
export function toQti3(root: XmlElement): XmlElement {
  return isQti2(root) ? renamed(root, root.namespace) : root;
}

function renamed(element: XmlElement, namespace: string): XmlElement {
  const children = element.children.map((child) => (typeof child === 'string' ? child : renamed(child, namespace)));
  if (element.namespace !== namespace) return { ...element, children };
  if (element.name === 'object' && element.attributes.type?.startsWith('image/')) return pictureOf(element);
  if (HTML.has(element.name)) return { ...element, namespace: QTI_3, children };
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) attributes[name.includes(':') ? name : kebab(name)] = value;
  return { ...element, name: `qti-${kebab(element.name)}`, namespace: QTI_3, attributes, children };
}

/** QTI 2 shows the picture of a graphic interaction as an `object` whose content is the description. */
function pictureOf(element: XmlElement): XmlElement {
  const { data = '', type: _, ...attributes } = element.attributes;
  const alt = textOf(element).replace(/\s+/g, ' ').trim();
  return {
    ...element,
    name: 'img',
    namespace: QTI_3,
    attributes: { ...attributes, src: data, ...(alt && { alt }) },
    children: [],
  };
}
