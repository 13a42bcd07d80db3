/**
 * The delivery form: what reaches the candidate's client of a QTI assessment. It holds no keys, mappings or response
 * processing; choices are already shuffled and carry opaque identifiers that differ per candidate.
 */
import * as z from 'zod/mini';
import { Id } from '../journal/entry.ts';

/** QTI cardinality and base type of a response variable (QTI 3.0 Information Model, 5.28 and 5.22). */
export const Cardinality = z.enum(['single', 'multiple', 'ordered']);
export const BaseType = z.enum(['identifier', 'string', 'integer', 'float', 'pair', 'directedPair', 'point', 'boolean', 'file']);
export type Cardinality = z.infer<typeof Cardinality>;
export type BaseType = z.infer<typeof BaseType>;
export const ResponseDeclaration = z.object({ id: Id, cardinality: Cardinality, baseType: BaseType });
export type ResponseDeclaration = z.infer<typeof ResponseDeclaration>;

/** Flow content: text, an allowed element with allowed attributes, or an interaction placed in the text. */
export type Content =
  | string
  | { tag: string; attributes?: Record<string, string> | undefined; children: Content[] }
  | Interaction;

export type Choice = { id: string; content: Content[] };
/** A choice of a matching or associating interaction; `matchMax` 0 means no limit. */
export type MatchChoice = Choice & { matchMax: number };
/** A region of a picture in its own pixels. `coords` as in HTML area: circle x,y,r; rect x1,y1,x2,y2; poly x1,y1,... */
export type Region = { id: string; shape: 'circle' | 'rect' | 'poly'; coords: number[]; label: string };
export type Picture = { src: string; width: number; height: number; alt: string };
/** A region that choices or other regions are joined to; `matchMax` 0 means no limit. */
export type MatchRegion = Region & { matchMax: number };
/** A recording inside the form. `description` is for those who can't hear or see it. */
export type Recording = { kind: 'audio' | 'video'; src: string; description: string };

/** Other ways to words that a candidate's accommodations may name (supports of QTI 3.0 catalogs). */
export const supportKinds = [
  'keyword-translation',
  'linguistic-guidance',
  'simplified-language-portions',
  'long-description',
  'spoken',
  'sign-language',
] as const;
export type SupportKind = (typeof supportKinds)[number];
/** `language` as BCP 47. Speech and signs have a recording, all others text. */
export type Support = {
  kind: SupportKind;
  language?: string | undefined;
  content: Content[];
  recording?: Recording | undefined;
};

/** `response` names the response declaration. Limits follow QTI: `max` 0 means no limit. */
export type Interaction =
  | { interaction: 'choice'; response: string; prompt: Content[]; min: number; max: number; choices: Choice[] }
  | { interaction: 'inline-choice'; response: string; choices: Choice[] }
  | {
      interaction: 'text-entry';
      response: string;
      expectedLength?: number | undefined;
      numeric: boolean;
      label?: string | undefined;
    }
  | { interaction: 'extended-text'; response: string; prompt: Content[]; expectedLines?: number | undefined }
  | { interaction: 'order'; response: string; prompt: Content[]; choices: Choice[] }
  | { interaction: 'match'; response: string; prompt: Content[]; max: number; sources: MatchChoice[]; targets: MatchChoice[] }
  | { interaction: 'associate'; response: string; prompt: Content[]; max: number; choices: MatchChoice[] }
  | { interaction: 'gap-match'; response: string; prompt: Content[]; choices: MatchChoice[]; content: Content[] }
  | { interaction: 'gap'; id: string }
  | { interaction: 'hottext'; response: string; prompt: Content[]; min: number; max: number; content: Content[] }
  | { interaction: 'hottext-choice'; id: string; content: Content[] }
  /**
   * Words, or with none the part before, whose meaning a candidate may look up, with the supports that are theirs; no
   * interaction stands in them.
   */
  | { interaction: 'glossary'; content: Content[]; meaning: Content[]; supports?: Support[] | undefined }
  | { interaction: 'hotspot'; response: string; prompt: Content[]; min: number; max: number; picture: Picture; regions: Region[] }
  | { interaction: 'graphic-order'; response: string; prompt: Content[]; picture: Picture; regions: Region[] }
  | { interaction: 'select-point'; response: string; prompt: Content[]; max: number; picture: Picture }
  | { interaction: 'slider'; response: string; prompt: Content[]; lower: number; upper: number; step: number }
  | {
      interaction: 'graphic-gap-match';
      response: string;
      prompt: Content[];
      max: number;
      picture: Picture;
      choices: MatchChoice[];
      regions: MatchRegion[];
    }
  | {
      interaction: 'graphic-associate';
      response: string;
      prompt: Content[];
      max: number;
      picture: Picture;
      regions: MatchRegion[];
    }
  /** Copies of `object` are put on `picture`; the response holds where their middles are. */
  | { interaction: 'position-object'; response: string; prompt: Content[]; max: number; picture: Picture; object: Picture }
  /** The response counts how often it was played from its beginning; `maxPlays` 0 means no limit. */
  | { interaction: 'media'; response: string; prompt: Content[]; recording: Recording; maxPlays: number }
  /** `title` is what the button says; the response is true once it was pressed. */
  | { interaction: 'end-attempt'; response: string; title: string }
  /** `types` are the media types that are taken. */
  | { interaction: 'upload'; response: string; prompt: Content[]; types: string[]; maxBytes: number }
  /** Drawn on the picture; the response is a PNG of it. */
  | { interaction: 'drawing'; response: string; prompt: Content[]; picture: Picture };
export type InteractionKind = Interaction['interaction'];

/** The server builds content and the renderer draws only elements it knows, so the boundary asks for JSON alone. */
export const Content = z.json() as unknown as z.ZodMiniType<Content>;

export const DeliveryItem = z.object({
  id: Id,
  title: z.string(),
  /** The case or reading that this item belongs to, by the section's stimulus id. */
  stimulus: z.optional(Id),
  responses: z.array(ResponseDeclaration),
  content: z.array(Content),
  /** Present where the candidate may comment on the question. */
  comment: z.optional(z.literal(true)),
});
export type DeliveryItem = z.infer<typeof DeliveryItem>;

export const Stimulus = z.object({ id: Id, title: z.string(), content: z.array(Content) });
export type Stimulus = z.infer<typeof Stimulus>;

export const DeliverySection = z.object({ id: Id, title: z.string(), stimuli: z.array(Stimulus), items: z.array(DeliveryItem) });
export type DeliverySection = z.infer<typeof DeliverySection>;

export const DeliveryForm = z.object({ exam: Id, title: z.string(), language: z.string(), sections: z.array(DeliverySection) });
export type DeliveryForm = z.infer<typeof DeliveryForm>;

/** The part of a form that holds these items alone, with the stimuli that they need. */
export function onlyItems(form: DeliveryForm, ids: ReadonlySet<string>): DeliveryForm {
  const sections = form.sections.map((section) => {
    const items = section.items.filter(({ id }) => ids.has(id));
    return { ...section, items, stimuli: section.stimuli.filter(({ id }) => items.some(({ stimulus }) => stimulus === id)) };
  });
  return { ...form, sections: sections.filter(({ items }) => items.length > 0) };
}

/** Forms of stretches that follow each other, as one. */
export function joinForms(first: DeliveryForm, ...later: readonly DeliveryForm[]): DeliveryForm {
  const sections = new Map<string, DeliverySection>();
  for (const section of [first, ...later].flatMap((form) => form.sections)) {
    const known = sections.get(section.id);
    const fresh = section.stimuli.filter(({ id }) => !known?.stimuli.some((stimulus) => stimulus.id === id));
    sections.set(section.id, {
      ...section,
      items: [...(known?.items ?? []), ...section.items],
      stimuli: [...(known?.stimuli ?? []), ...fresh],
    });
  }
  return { ...first, sections: [...sections.values()] };
}

export const itemsOf = (form: DeliveryForm): DeliveryItem[] => form.sections.flatMap((section) => section.items);
