/** Interactions on a picture. Regions come in reading order, whatever order the author wrote them in: that one may be the key. */
import type { Interaction, MatchRegion, Picture, Region } from '../../shared/assessment/delivery.ts';
import { coordsFit } from './declarations.ts';
import { flow } from './flow.ts';
import { pictureUrl } from './pictures.ts';
import { commonLimit, identifierOf, limitsOf, type Place, promptOf } from './place.ts';
import { childrenNamed, elementsOf, textOf, type XmlElement } from './xml.ts';

/** The picture among an element's children; told and undefined where there is none. */
export function pictureOf({ source, element }: Pick<Place, 'source' | 'element'>): Picture | undefined {
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

function regionOf(place: Place, element: XmlElement, seen: Set<string>): Region | undefined {
  const { source } = place;
  const id = identifierOf(place, element, seen);
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

function regionElements({ source, element }: Place, name: string): XmlElement[] {
  const elements = childrenNamed(element, name);
  if (elements.length === 0) source.tell(element, `<${element.name}> has no <${name}>. Add the regions.`);
  return elements;
}

/** Where a region begins for somebody who reads the picture from its top. */
function placeOf({ shape, coords }: Region): { x: number; y: number } {
  const [x = 0, y = 0, radius = 0] = coords;
  if (shape === 'circle') return { x: x - radius, y: y - radius };
  return {
    x: Math.min(...coords.filter((_, index) => index % 2 === 0)),
    y: Math.min(...coords.filter((_, index) => index % 2 === 1)),
  };
}

const inReadingOrder = <R extends Region>(regions: readonly R[]): R[] =>
  regions.toSorted((one, other) => {
    const [a, b] = [placeOf(one), placeOf(other)];
    return a.y - b.y || a.x - b.x;
  });

function regionsOf(place: Place): Region[] {
  const seen = new Set<string>();
  return inReadingOrder(regionElements(place, 'qti-hotspot-choice').flatMap((element) => regionOf(place, element, seen) ?? []));
}

function matchRegions(place: Place, seen: Set<string>): MatchRegion[] {
  const elements = regionElements(place, 'qti-associable-hotspot');
  const matchMax = commonLimit(place.source, elements);
  const regions = elements.flatMap((element) => regionOf(place, element, seen) ?? []);
  return inReadingOrder(regions.map((region) => ({ ...region, matchMax })));
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

export function graphicGapMatch(place: Place): Interaction | undefined {
  const { source, element, response } = place;
  const picture = pictureOf(place);
  const seen = new Set<string>();
  const elements = elementsOf(element).filter(({ name }) => name === 'qti-gap-img' || name === 'qti-gap-text');
  if (elements.length === 0) source.tell(element, `<${element.name}> offers no <qti-gap-img>. Add the choices.`);
  const matchMax = commonLimit(source, elements);
  const choices = elements.map((child) => ({
    id: identifierOf(place, child, seen),
    content: flow(source, child),
    matchMax,
  }));
  // Nothing says that these are shuffled, and nothing would be lost if they were.
  place.shuffles.push({ response: response.id, list: 'choices', fixed: [] });
  const regions = matchRegions(place, seen);
  const max = source.count(element, 'max-associations', 0);
  return (
    picture && {
      interaction: 'graphic-gap-match',
      response: response.id,
      prompt: promptOf(place),
      max,
      picture,
      choices,
      regions,
    }
  );
}

export function graphicAssociate(place: Place): Interaction | undefined {
  const picture = pictureOf(place);
  const regions = matchRegions(place, new Set());
  const max = place.source.count(place.element, 'max-associations', 1);
  return (
    picture && { interaction: 'graphic-associate', response: place.response.id, prompt: promptOf(place), max, picture, regions }
  );
}

export function positionObject(place: Place): Interaction | undefined {
  const object = pictureOf(place);
  if (!place.stage) {
    place.source.tell(place.element, `<${place.element.name}> needs a <qti-position-object-stage> around it. Add it.`);
    return undefined;
  }
  const { max } = limitsOf(place);
  const prompt = promptOf(place);
  return object && { interaction: 'position-object', response: place.response.id, prompt, max, picture: place.stage, object };
}

export function drawing(place: Place): Interaction | undefined {
  const picture = pictureOf(place);
  return picture && { interaction: 'drawing', response: place.response.id, prompt: promptOf(place), picture };
}
