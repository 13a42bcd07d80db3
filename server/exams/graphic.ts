/** Interactions on a picture: hotspot, graphic order and select point. */
import type { Interaction, Picture, Region } from '../../shared/assessment/delivery.ts';
import { coordsFit } from './declarations.ts';
import { pictureUrl } from './pictures.ts';
import { identifierOf, limitsOf, type Place, promptOf } from './place.ts';
import { childrenNamed, elementsOf, textOf, type XmlElement } from './xml.ts';

function pictureOf({ source, element }: Place): Picture | undefined {
  const image = elementsOf(element).find((child) => child.name === 'img' || child.name === 'object');
  if (!image) {
    source.tell(element, `<${element.name}> needs a picture. Add an <img> or <object>.`);
    return undefined;
  }
  const src = pictureUrl(source, image, source.required(image, image.name === 'img' ? 'src' : 'data'));
  const width = source.count(image, 'width', 0);
  const height = source.count(image, 'height', 0);
  const alt = image.attributes.alt ?? textOf(image).trim();
  if (width === 0 || height === 0) source.tell(image, `<${image.name}> needs width and height in pixels. Add them.`);
  if (alt === '') source.tell(image, 'The picture needs a description for those who cannot see it. Add alt.');
  return src === undefined ? undefined : { src, width, height, alt };
}

const SHAPES = ['circle', 'rect', 'poly'] as const;

function regionOf({ source }: Place, element: XmlElement, seen: Set<string>): Region | undefined {
  const id = identifierOf(source, element, seen);
  const shape = SHAPES.find((known) => known === element.attributes.shape);
  if (!shape) {
    source.tell(element, `shape="${element.attributes.shape ?? ''}" is not supported. Use one of: ${SHAPES.join(', ')}.`);
    return undefined;
  }
  const coords = source.numbers(element, 'coords');
  if (!coordsFit(shape, coords)) source.tell(element, `coords do not fit shape="${shape}". Correct them.`);
  const label = source.required(element, 'hotspot-label');
  return { id, shape, coords, label };
}

function regionsOf(place: Place): Region[] {
  const seen = new Set<string>();
  const elements = childrenNamed(place.element, 'qti-hotspot-choice');
  if (elements.length === 0)
    place.source.tell(place.element, `<${place.element.name}> has no <qti-hotspot-choice>. Add the regions.`);
  return elements.flatMap((element) => regionOf(place, element, seen) ?? []);
}

export function hotspot(place: Place): Interaction | undefined {
  const picture = pictureOf(place);
  const regions = regionsOf(place);
  if (!picture) return undefined;
  return { interaction: 'hotspot', response: place.response.id, prompt: promptOf(place), ...limitsOf(place), picture, regions };
}

export function graphicOrder(place: Place): Interaction | undefined {
  const picture = pictureOf(place);
  const regions = regionsOf(place);
  if (!picture) return undefined;
  return { interaction: 'graphic-order', response: place.response.id, prompt: promptOf(place), picture, regions };
}

export function selectPoint(place: Place): Interaction | undefined {
  const picture = pictureOf(place);
  if (!picture) return undefined;
  return { interaction: 'select-point', response: place.response.id, prompt: promptOf(place), max: limitsOf(place).max, picture };
}
