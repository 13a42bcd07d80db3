/** Checks a delivered form's content, which the contract carries as plain JSON. */
import * as z from 'zod/mini';
import { type Content, type DeliveryForm, type Interaction, supportKinds } from '../../../shared/assessment/delivery.ts';

const Flow: z.ZodMiniType<Content[]> = z.lazy(() => z.array(ContentNode));
const Text = z.string();
const Limit = z.number().check(z.int(), z.nonnegative());
const Choice = z.object({ id: Text, content: Flow });
const MatchChoice = z.object({ id: Text, content: Flow, matchMax: Limit });
const Picture = z.object({ src: Text, width: z.number().check(z.positive()), height: z.number().check(z.positive()), alt: Text });
const Region = z.object({ id: Text, shape: z.enum(['circle', 'rect', 'poly']), coords: z.array(z.number()), label: Text });

const MatchRegion = z.object({ ...Region.def.shape, matchMax: Limit });
const Recording = z.object({ kind: z.enum(['audio', 'video']), src: Text, description: Text });

const Support = z.object({
  kind: z.enum(supportKinds),
  language: z.optional(Text),
  content: Flow,
  recording: z.optional(Recording),
});

const asked = { response: Text, prompt: Flow };
const bounds = { min: Limit, max: Limit };
const InteractionNode: z.ZodMiniType<Interaction> = z.discriminatedUnion('interaction', [
  z.object({ interaction: z.literal('choice'), ...asked, ...bounds, choices: z.array(Choice) }),
  z.object({ interaction: z.literal('inline-choice'), response: Text, choices: z.array(Choice) }),
  z.object({
    interaction: z.literal('text-entry'),
    response: Text,
    expectedLength: z.optional(z.number()),
    numeric: z.boolean(),
    label: z.optional(Text),
  }),
  z.object({ interaction: z.literal('extended-text'), ...asked, expectedLines: z.optional(z.number()) }),
  z.object({ interaction: z.literal('order'), ...asked, choices: z.array(Choice) }),
  z.object({
    interaction: z.literal('match'),
    ...asked,
    max: Limit,
    sources: z.array(MatchChoice),
    targets: z.array(MatchChoice),
  }),
  z.object({ interaction: z.literal('associate'), ...asked, max: Limit, choices: z.array(MatchChoice) }),
  z.object({ interaction: z.literal('gap-match'), ...asked, choices: z.array(MatchChoice), content: Flow }),
  z.object({ interaction: z.literal('gap'), id: Text }),
  z.object({ interaction: z.literal('hottext'), ...asked, ...bounds, content: Flow }),
  z.object({ interaction: z.literal('hottext-choice'), id: Text, content: Flow }),
  z.object({ interaction: z.literal('glossary'), content: Flow, meaning: Flow, supports: z.optional(z.array(Support)) }),
  z.object({ interaction: z.literal('hotspot'), ...asked, ...bounds, picture: Picture, regions: z.array(Region) }),
  z.object({ interaction: z.literal('graphic-order'), ...asked, picture: Picture, regions: z.array(Region) }),
  z.object({ interaction: z.literal('select-point'), ...asked, max: Limit, picture: Picture }),
  z.object({
    interaction: z.literal('slider'),
    ...asked,
    lower: z.number(),
    upper: z.number(),
    step: z.number().check(z.positive()),
  }),
  z.object({
    interaction: z.literal('graphic-gap-match'),
    ...asked,
    max: Limit,
    picture: Picture,
    choices: z.array(MatchChoice),
    regions: z.array(MatchRegion),
  }),
  z.object({
    interaction: z.literal('graphic-associate'),
    ...asked,
    max: Limit,
    picture: Picture,
    regions: z.array(MatchRegion),
  }),
  z.object({ interaction: z.literal('position-object'), ...asked, max: Limit, picture: Picture, object: Picture }),
  z.object({ interaction: z.literal('media'), ...asked, recording: Recording, maxPlays: Limit }),
  z.object({ interaction: z.literal('end-attempt'), response: Text, title: Text }),
  z.object({ interaction: z.literal('upload'), ...asked, types: z.array(Text), maxBytes: Limit }),
  z.object({ interaction: z.literal('drawing'), ...asked, picture: Picture }),
]);
const ElementNode = z.object({ tag: Text, attributes: z.optional(z.record(z.string(), Text)), children: Flow });
const ContentNode: z.ZodMiniType<Content> = z.union([Text, InteractionNode, ElementNode]);

/** Stands for content that does not read; the question shows how to get help instead. */
export const unreadable: Content = { tag: 'invigil-unreadable', children: [] };

/** The form with every item's content checked. One bad item must not cost the candidate the others. */
export function readForm(form: z.infer<typeof DeliveryForm>): DeliveryForm {
  const checked = <T extends { content: unknown }>(part: T) => {
    const content = Flow.safeParse(part.content);
    return { ...part, content: content.success ? content.data : [unreadable] };
  };
  const sections = form.sections.map((section) => ({
    ...section,
    stimuli: section.stimuli.map(checked),
    items: section.items.map(checked),
  }));
  return { ...form, sections };
}
