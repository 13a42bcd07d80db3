/**
 * Opaque identifiers: what one candidate's form calls the responses, choices, regions and gaps of an item. They follow
 * from the sitting's secret seed by HMAC-SHA256, so two forms share none and the author's names can't be guessed.
 */
import { createHmac } from 'node:crypto';
import type { Interaction } from '../../shared/assessment/delivery.ts';
import { interactionsOf, partsOf } from '../../shared/assessment/validate.ts';
import type { ExamItem } from './exam.ts';

/** A keyed pseudo-random number in hex, the same for the same seed and parts. */
export const keyed = (seed: string, ...parts: string[]): string =>
  createHmac('sha256', seed).update(JSON.stringify(parts)).digest('hex');

export type Name = { opaque: string; choices: Map<string, string> };
/** The author's response identifiers with their opaque names, and below them those of the choices. */
export type Naming = Map<string, Name>;

const OPAQUE_DIGITS = 16;

/** The names of everything in one item that has an identifier, under one seed. */
export function nameItem(item: ExamItem, seed: string): Naming {
  const opaque = (kind: string, ...parts: string[]): string =>
    `${kind}_${keyed(seed, 'name', item.id, ...parts).slice(0, OPAQUE_DIGITS)}`;
  return new Map(
    interactionsOf(item.content).map((interaction) => {
      const { response } = interaction;
      const choices = new Map(choiceIds(interaction).map((id) => [id, opaque('c', response, id)]));
      return [response, { opaque: opaque('r', response), choices }];
    }),
  );
}

/** Every identifier that a response to this interaction may hold. */
function choiceIds(interaction: Interaction): string[] {
  const idsOf = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
  switch (interaction.interaction) {
    case 'choice':
    case 'inline-choice':
    case 'order':
    case 'associate':
      return idsOf(interaction.choices);
    case 'match':
      return idsOf([...interaction.sources, ...interaction.targets]);
    case 'gap-match':
      return [...idsOf(interaction.choices), ...partsOf(interaction.content, 'gap')];
    case 'hottext':
      return partsOf(interaction.content, 'hottext-choice');
    case 'hotspot':
    case 'graphic-order':
    case 'graphic-associate':
      return idsOf(interaction.regions);
    case 'graphic-gap-match':
      return idsOf([...interaction.choices, ...interaction.regions]);
    default:
      return [];
  }
}
